package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.checkpoints.Checkpoint;
import org.saehdbw.checkpoints.CheckpointStore;
import org.saehdbw.checkpoints.KeepPolicy;
import org.saehdbw.checkpoints.NamedArray;
import org.saehdbw.checkpoints.SafetensorsReader;
import org.saehdbw.checkpoints.StoredCheckpoint;
import org.saehdbw.files.FileDigest;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.testing.TinyModel;
import org.saehdbw.training.incidents.BatchIdentity;
import org.saehdbw.training.incidents.Collapse;
import org.saehdbw.training.incidents.CollapseException;
import org.saehdbw.training.incidents.CollapseKind;
import org.saehdbw.training.incidents.Incident;
import org.saehdbw.training.incidents.IncidentFolders;
import org.saehdbw.training.incidents.Remedy;

class RunsVerifyTest {
  @TempDir private Path runs;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private RunFolder run;

  @BeforeEach
  void train() throws Exception {
    run = TinyModel.pretrained(TinyModel.SMALLEST, runs);
  }

  private int verify(String... more) {
    List<String> words = new ArrayList<>(List.of("runs", "verify", "--runs", runs.toString()));
    words.addAll(List.of(more));
    return run(words.toArray(String[]::new));
  }

  private int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Workbench.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  private List<String> lines() {
    return out.toString().lines().map(line -> line.strip().replaceAll(" {2,}", "  ")).toList();
  }

  private Path generation(int iteration) {
    return run.checkpoints().resolve("00000000" + iteration);
  }

  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(run.path())) {
      for (Path file : files.toList()) {
        String digest = Files.isDirectory(file) ? "folder" : FileDigest.of(file).sha256();
        contents.put(file.toString(), digest + " " + Files.getLastModifiedTime(file));
      }
    }
    return contents;
  }

  @Test
  void aGoodRunIsGoodAndNothingIsChanged() throws IOException {
    Map<String, String> before = contents();
    assertThat(verify("1")).isEqualTo(ExitCode.DONE);
    assertThat(contents()).isEqualTo(before);
    assertThat(lines()).hasSize(7);
    assertThat(lines().get(0)).isEqualTo("0001_tiny_s1");
    assertThat(lines().get(1)).matches("000000001  \\d+\\.\\d\\d MiB  good");
    assertThat(lines().get(2)).matches("000000003  \\d+\\.\\d\\d MiB  good");
    assertThat(lines().get(3)).matches("settings.yaml  \\d+ lines  good");
    assertThat(lines().get(4)).isEqualTo("metrics.csv  3 lines  good");
    assertThat(lines().get(5)).isEqualTo("events.jsonl  4 lines  good");
    assertThat(lines().get(6)).isEqualTo("2 of 2 generations good; a resume begins with 000000003");
    assertThat(err.toString()).isEmpty();
    for (String name : List.of("0001_tiny_s1", "tiny", run.path().toString())) {
      assertThat(verify(name)).as(name).isEqualTo(ExitCode.DONE);
    }
  }

  @Test
  void jsonHasTheSame() throws IOException {
    Files.delete(generation(3).resolve("state.json"));
    assertThat(verify("1", "--json")).isEqualTo(ExitCode.FAILED);
    JsonNode found = new ObjectMapper().readTree(out.toString());
    assertThat(found.at("/run").asText()).isEqualTo("0001_tiny_s1");
    assertThat(found.at("/good").asBoolean()).isFalse();
    assertThat(found.at("/generations/0/good").asBoolean()).isTrue();
    assertThat(found.at("/generations/1/iteration").asInt()).isEqualTo(3);
    assertThat(found.at("/generations/1/bytes").asLong()).isPositive();
    assertThat(found.at("/generations/1/problems/0/file").asText()).isEqualTo("state.json");
    assertThat(found.at("/generations/1/problems/0/problem").asText()).isEqualTo("is missing");
    assertThat(found.at("/files/1/file").asText()).isEqualTo("metrics.csv");
    assertThat(found.at("/files/1/lines").asInt()).isEqualTo(3);
    assertThat(found.at("/files/1/damaged_lines").asInt()).isZero();
    assertThat(found.at("/good_generations").asInt()).isEqualTo(1);
    assertThat(found.at("/resume_generation").asText()).isEqualTo("000000001");
  }

  @ParameterizedTest
  @CsvSource({
    "weights.safetensors, 3 bytes less, 'must have \\d+ bytes, got \\d+'",
    "optimizer.safetensors, a bit, 'its SHA-256 is not the one in manifest.json, .*'",
    "state.json, deleted, is missing",
    "manifest.json, 3 bytes less, is not valid JSON",
  })
  void everyFileOfAGenerationIsChecked(String name, String damage, String problem)
      throws IOException {
    Path file = generation(3).resolve(name);
    byte[] bytes = Files.readAllBytes(file);
    switch (damage) {
      case "deleted" -> Files.delete(file);
      case "a bit" -> {
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
      }
      default -> Files.write(file, Arrays.copyOf(bytes, bytes.length - 3));
    }
    assertThat(verify("1")).isEqualTo(ExitCode.FAILED);
    assertThat(lines().get(1)).endsWith("  good");
    assertThat(lines().get(2)).matches("000000003  \\d.* MiB  " + name + ": " + problem);
    assertThat(lines().get(6)).isEqualTo("1 of 2 generations good; a resume begins with 000000001");
  }

  private Path incident() throws IOException {
    CollapseException collapse =
        new CollapseException(
            new Collapse(CollapseKind.NOT_FINITE, 3, "the loss is NaN", Map.of()),
            new BatchIdentity(3, List.of("a.jpg"), List.of("b.jpg")));
    Incident incident = new Incident(1, CollapseKind.NOT_FINITE, 3, 3, Remedy.LEFT_OUT, 3);
    Map<String, Object> context = Map.of("seed", 1, "batch_size", 2);
    return new IncidentFolders(run).write(incident, collapse, context);
  }

  @Test
  void anIncidentIsChecked() throws IOException {
    Path folder = incident();
    assertThat(verify("1")).isEqualTo(ExitCode.DONE);
    assertThat(lines().get(6)).isEqualTo("incident-001  3 lines  good");
    assertThat(lines().get(7)).isEqualTo("2 of 2 generations good; a resume begins with 000000003");

    Files.delete(folder.resolve("metrics.csv"));
    assertThat(verify("1")).isEqualTo(ExitCode.FAILED);
    assertThat(lines().get(6)).isEqualTo("incident-001  0 lines  metrics.csv is missing");
    assertThat(lines().get(7)).endsWith("; a resume begins with 000000003");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"seed\" : 1,', '', 'incident.json: has no seed', resumes",
    "'\"number\" : 1,', '\"number\" : 2,', 'incident.json: is that of incident-002', resumes",
    "'\"left_out\"', '\"forgiven\"', 'incident.json: is missing or damaged; .*', refused",
    "'{', '', 'incident.json: is missing or damaged; .*', refused",
  })
  void whatAnIncidentLacksIsNamed(String old, String changed, String problem, String resume)
      throws IOException {
    Path file = incident().resolve("incident.json");
    Files.writeString(file, Files.readString(file).replace(old, changed));
    assertThat(verify("1")).isEqualTo(ExitCode.FAILED);
    assertThat(lines().get(6)).matches("incident-001  0 lines  " + problem);
    assertThat(lines().get(7))
        .endsWith(
            resume.equals("refused")
                ? "; a resume is refused until this is repaired"
                : "; a resume begins with 000000003");
  }

  @Test
  void rowsOfAnIncidentThatAreNoNumbersAreCounted() throws IOException {
    Path rows = incident().resolve("metrics.csv");
    Files.writeString(rows, "nonsense\n", StandardOpenOption.APPEND);
    assertThat(verify("1")).isEqualTo(ExitCode.FAILED);
    assertThat(lines().get(6))
        .isEqualTo("incident-001  0 lines  metrics.csv: 1 of 4 lines are not rows of numbers");
  }

  @Test
  void anIncidentWithoutItsFolderIsRemarkedOn() throws IOException {
    run.eventLog().append(EventKind.COLLAPSED, Map.of("iteration", 3, "incident", "incident-001"));
    assertThat(verify("1")).isEqualTo(ExitCode.DONE);
    assertThat(lines())
        .contains(
            "incident-001, which events.jsonl names, is missing: its batch is trained on again by a"
                + " resume from before it");
  }

  @Test
  void withoutAGoodGenerationAResumeIsRefused() throws IOException {
    Files.delete(generation(1).resolve("manifest.json"));
    Files.delete(generation(3).resolve("manifest.json"));
    assertThat(verify("1")).isEqualTo(ExitCode.FAILED);
    assertThat(lines().get(6))
        .isEqualTo("0 of 2 generations good; a resume is refused until this is repaired");
  }

  @Test
  void temporaryFoldersAreNamedAndNoDamage() throws IOException {
    Path saving = Files.createDirectory(run.checkpoints().resolve(".saving-000000004"));
    Files.writeString(saving.resolve("weights.safetensors"), "half");
    Path replaced = Files.createDirectory(run.checkpoints().resolve(".replaced-000000003"));
    Files.writeString(replaced.resolve("state.json"), "old");
    assertThat(verify("1")).isEqualTo(ExitCode.DONE);
    String what = "  temporary, of a save that is running or was interrupted; not damage";
    assertThat(lines()).contains(".replaced-000000003" + what, ".saving-000000004" + what);
    assertThat(lines()).last().asString().endsWith("a resume begins with 000000003");
    assertThat(saving).exists();
    assertThat(replaced).exists();
  }

  @Test
  void damagedLinesAreCounted() throws IOException {
    Files.writeString(run.metricsFile(), "4,x\r\nno row\r\n", StandardOpenOption.APPEND);
    Files.writeString(
        run.eventsFile(), "{\"event\":\n[1]\n{\"time\":\"soon\"}\n", StandardOpenOption.APPEND);
    run.eventLog().append(EventKind.WARNING, Map.of("message", "after the damage"));
    assertThat(verify("1")).isEqualTo(ExitCode.FAILED);
    assertThat(lines().get(4)).startsWith("metrics.csv  5 lines  2 of 5 lines are not rows");
    assertThat(lines().get(5))
        .isEqualTo("events.jsonl  8 lines  is damaged, 3 of 8 lines are not events");
    assertThat(lines().get(6)).startsWith("2 of 2 generations good");
  }

  /** A trainer at work writes the last line, and a newer one may know more kinds of events. */
  @Test
  void aTornLastLineAndUnknownEventsAreNoDamage() throws IOException {
    Files.writeString(run.metricsFile(), "4,17", StandardOpenOption.APPEND);
    Files.writeString(
        run.eventsFile(),
        "{\"time\":\"2026-01-02T12:00:00Z\",\"event\":\"dreamt\"}\n{\"time\":",
        StandardOpenOption.APPEND);
    assertThat(verify("1")).isEqualTo(ExitCode.DONE);
  }

  @Test
  void damagedSettingsAndLostFilesAreNamed() throws IOException {
    Files.writeString(run.settingsFile(), "batch_size: 2  # default\n");
    Files.delete(run.metricsFile());
    assertThat(verify("1")).isEqualTo(ExitCode.FAILED);
    assertThat(lines().get(1)).endsWith("  good");
    assertThat(lines().get(3))
        .isEqualTo("settings.yaml  0 lines  is incomplete, resolution is missing");
    assertThat(lines().get(4))
        .startsWith("metrics.csv  0 lines  is missing, but the run is at iteration 3");
    assertThat(lines().get(6)).endsWith("a resume is refused until this is repaired");
  }

  @Test
  void aGenerationThatIsGoneIsMissed() throws IOException {
    Files.move(generation(3), runs.resolve("elsewhere"));
    assertThat(verify("1")).isEqualTo(ExitCode.FAILED);
    assertThat(lines())
        .contains(
            "checkpoints  the generation of iteration 3, which was saved last, is missing",
            "1 of 1 generations good; a resume begins with 000000001");
  }

  @Test
  void aRunWithoutCheckpointsIsGood() throws IOException {
    RunFolder empty = RunFolder.create(runs, "empty", 1);
    Files.copy(run.settingsFile(), empty.settingsFile());
    assertThat(verify("empty")).isEqualTo(ExitCode.DONE);
    assertThat(lines()).last().isEqualTo("0 of 0 generations good; a resume begins at iteration 0");
  }

  /** What checksums do not show: the arrays of another model, and state of other shapes. */
  @Test
  void arraysMustHaveTheShapesOfTheModel() throws IOException {
    CheckpointStore store = new CheckpointStore(run.checkpoints(), KeepPolicy.defaults());
    StoredCheckpoint stored = store.open(3);
    List<NamedArray> weights = arrays(stored.openWeights());
    List<NamedArray> moments = arrays(stored.openOptimizer());
    NamedArray first = weights.get(0);
    NamedArray second = weights.get(1);
    weights.set(0, new NamedArray(first.name(), List.of(2), FloatBuffer.allocate(2)));
    weights.remove(1);
    store.save(new Checkpoint(stored.state(), weights, Map.of(), moments, OptionalDouble.empty()));
    assertThat(verify("1")).isEqualTo(ExitCode.FAILED);
    assertThat(lines().get(2))
        .contains(
            "weights.safetensors: df-ud-32-8-4-4-2-gray must have "
                + first.name()
                + " of shape "
                + first.shape()
                + ", got [2]; 1 more arrays are wrong; optimizer.safetensors: ")
        .endsWith("_" + first.name() + " must be of shape [2], got " + first.shape() + moreKinds())
        .doesNotContain(second.name());
    assertThat(lines().get(6)).endsWith("a resume begins with 000000003, which is damaged");
  }

  /** AdaBelief keeps two arrays for a weight. */
  private static String moreKinds() {
    return "; 1 more arrays are wrong";
  }

  private static List<NamedArray> arrays(SafetensorsReader reader) throws IOException {
    try (reader) {
      return new ArrayList<>(reader.readAll());
    }
  }

  @Test
  void anotherModelIsNotTheRuns() throws IOException {
    Files.writeString(
        run.settingsFile(),
        Files.readString(run.settingsFile()).replace("ae_dims: 8", "ae_dims: 12"));
    assertThat(verify("1")).isEqualTo(ExitCode.FAILED);
    assertThat(lines().get(1))
        .endsWith(
            "state.json: must be of the run's model df-ud-32-12-4-4-2-gray, got"
                + " df-ud-32-8-4-4-2-gray");
  }

  @Test
  void aBlockOfAnotherProgramIsARemark() throws IOException {
    Files.writeString(
        run.settingsFile(),
        Files.readString(run.settingsFile()).replace("block: \"residual\"", "block: \"squeeze\""));
    assertThat(verify("1")).isEqualTo(ExitCode.DONE);
    assertThat(lines())
        .contains(
            "the shapes of the weights were not compared: block 'residual' was not found;"
                + " WORKBENCH_CLASS_PATH names the classes of your own");
  }

  @Test
  void wrongUsageIsExplained() {
    assertThat(run("runs", "verify")).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString()).contains("workbench runs verify: ");
    assertThat(run("runs", "--json", "verify", run.path().toString()))
        .isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString().strip())
        .startsWith("workbench runs verify: the run and all options must be after verify, got ");
    assertThat(verify("1", "2")).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString()).contains("one word too many, got '2'");
    assertThat(verify("9")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("run 9 not found");
  }
}
