package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.deepfacelab.ModelFixture;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunNames;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;

/** Imported models are trained on, evaluated and given back. */
class ModelTrainingIT {
  private static final String FACES = "drawn:12,size=64,seed=";

  /** A line of a training's progress: time of day, iteration, losses, meters. */
  private static final String PROGRESS =
      "\\[\\d\\d:\\d\\d:\\d\\d]  #\\d+/\\d+  src \\d+\\.\\d{4} dst \\d+\\.\\d{4}  [\\d.]+ ms  .*";

  @TempDir private Path root;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private void run(String... args) {
    run(true, args);
  }

  private void run(boolean quietly, String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    int code = Workbench.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    if (quietly) {
      assertThat(err.toString().lines()).allMatch(line -> line.matches(PROGRESS));
    }
    assertThat(code).as(err.toString()).isEqualTo(ExitCode.DONE);
  }

  private static String folder(String model) throws URISyntaxException {
    return Path.of(
            Objects.requireNonNull(ModelTrainingIT.class.getResource("/parity/" + model)).toURI())
        .toString();
  }

  @Test
  void aModelGoesOnAndComesBack() throws IOException, URISyntaxException {
    String runs = root.resolve("runs").toString();
    run("model", "import", folder("model_df_ud_gray"), "--runs", runs);
    run(
        "train",
        "--resume",
        "1",
        "--runs",
        runs,
        "--set",
        "src=" + FACES + "1",
        "--set",
        "dst=" + FACES + "2",
        "--set",
        "target_iter=6",
        "--set",
        "threads=1",
        "--set",
        "cache_mib=0");
    List<MetricsRow> rows =
        MetricsReader.readAll(root.resolve("runs/0001_small_s1/metrics.csv")).rows();
    assertThat(rows.stream().map(MetricsRow::iteration).toList())
        .hasSize(6)
        .startsWith(1L, 2L)
        .endsWith(5L, 6L);
    assertThat(rows.get(2).srcLoss()).isEqualTo(3.5441866f);
    RunFolder run = RunFolder.open(root.resolve("runs/0001_small_s1"));
    assertThat(run.events().stream().map(Event::kind))
        .containsSubsequence(EventKind.IMPORTED, EventKind.RESUMED, EventKind.STOPPED)
        .doesNotContain(EventKind.WARNING);
    run("model", "export", "1", root.resolve("back").toString(), "--runs", runs);
    run("model", "info", root.resolve("back").toString(), "--json");
    JsonNode info = new ObjectMapper().readTree(out.toString());
    assertThat(info.get("iteration").asInt()).isEqualTo(6);
    assertThat(info.get("updates").asInt()).isEqualTo(6);
    assertThat(info.get("losses").get(0).floatValue()).isEqualTo(rows.get(5).srcLoss());
    run("evaluate", "1", "--runs", runs, "--most", "2");
    assertThat(out.toString()).contains("df-ud-64-8-2-2-2-gray, iteration 6");
    run("dims", "1", "--runs", runs, "--ranks", "4,8");
  }

  @Test
  void aFoldedModelTrainsOnGrayFaces() throws IOException, URISyntaxException {
    String runs = root.resolve("runs").toString();
    run("model", "import", folder("model_liae_ud_color"), "--to-gray", "--runs", runs);
    run(
        "train",
        "--resume",
        "1",
        "--runs",
        runs,
        "--set",
        "src=" + FACES + "1,colour=false",
        "--set",
        "dst=" + FACES + "2,colour=false",
        "--set",
        "target_iter=5",
        "--set",
        "threads=1",
        "--set",
        "cache_mib=0");
    run("runs", "1", "--runs", runs);
    assertThat(out.toString())
        .startsWith("0001_small_s1\n  status      finished\n  iteration   5 of 5\n");
    assertThat(RunFolder.open(root.resolve("runs/0001_small_s1")).events())
        .filteredOn(event -> event.kind() == EventKind.WARNING)
        .extracting(event -> event.fields().get("message"))
        .containsExactly("000000003 holds no optimizer state: 112 arrays start at zero");
  }

  /** Does what the import says, with faces in the place of the dots. */
  private void follow(String begin, String... more) {
    String line =
        out.toString().lines().filter(l -> l.startsWith(begin + ": ")).findFirst().orElseThrow();
    List<String> words = new ArrayList<>(List.of(line.split("\\./workbench ")[1].split(" ")));
    words.replaceAll(
        word -> word.endsWith("=...") ? word.replace("...", FACES + word.length()) : word);
    words.replaceAll(word -> word.equals("CONFIG") ? root.resolve("own.yaml").toString() : word);
    words.addAll(List.of(more));
    run(words.toArray(String[]::new));
  }

  @Test
  void aPretrainedModelGoesOnAsItIsTold() throws IOException {
    String first = root.resolve("first").toString();
    Path own = root.resolve("own.yaml");
    Files.writeString(
        own,
        String.format(
            Locale.ROOT,
            """
            model: df-ud-64-32-16-16-16-gray
            pretrain: true
            pretraining_data: %s1
            batch_size: 2
            target_iter: 2
            threads: 1
            cache_mib: 0
            pictures: none
            """,
            FACES));
    run("train", own.toString(), "--runs", first, "--name", "own");
    run("model", "export", "1", root.resolve("model").toString(), "--runs", first);

    String runs = root.resolve("runs").toString();
    run(false, "model", "import", root.resolve("model").toString(), "--runs", runs);
    String said = out.toString();
    RunFolder imported = RunFolder.open(root.resolve("runs/0001_own_s1"));
    assertThat(said.lines().skip(2))
        .containsExactly(
            String.format(
                    Locale.ROOT,
                    "train with: ./workbench train %s --set pretrain=false --set from=%s --set"
                        + " src=...",
                    imported.settingsFile(),
                    imported.path())
                + " --set dst=...",
            String.format(
                Locale.ROOT,
                "continue pretraining with: ./workbench train --resume %s --set"
                    + " pretraining_data=...",
                imported.path()));
    String[] quick = {
      "--set", "target_iter=3", "--set", "threads=1", "--set", "cache_mib=0", "--runs", runs
    };
    follow("train with", quick);
    assertTakenOver(RunNames.find(root.resolve("runs"), "2"), 2);
    out.getBuffer().append(said);
    follow("continue pretraining with", quick);
    assertThat(
            MetricsReader.readAll(imported.metricsFile()).rows().stream()
                .map(MetricsRow::iteration))
        .containsExactly(1L, 2L, 3L);
  }

  /** The dims of the stored model are too small for a settings file. */
  @Test
  void aSmallPretrainedModelTakesAnotherSettingsFile() throws IOException {
    Path model = ModelFixture.copy(ModelFixture.GRAY, root);
    ModelFixture.changeOptions(
        model.resolve("small_SAEHDBW_data.dat"), options -> options.put("pretrain", true));
    String runs = root.resolve("runs").toString();
    run(false, "model", "import", model.toString(), "--runs", runs);
    assertThat(out.toString().lines().skip(2).findFirst().orElseThrow())
        .isEqualTo(
            String.format(
                Locale.ROOT,
                "train with: ./workbench train CONFIG --set from=%s --set src=... --set dst=...",
                root.resolve("runs/0001_small_s1")));
    Files.writeString(root.resolve("own.yaml"), "batch_size: 2\nthreads: 1\ncache_mib: 0\n");
    follow("train with", "--set", "target_iter=2", "--runs", runs);
    assertTakenOver(RunNames.find(root.resolve("runs"), "2"), 3);
  }

  private static void assertTakenOver(RunFolder run, int iteration) throws IOException {
    assertThat(run.events().get(0).fields())
        .containsEntry("from_stage", "pretrain")
        .containsEntry("from_iteration", iteration)
        .containsEntry("renewed", List.of("inter"));
    assertThat(MetricsReader.readAll(run.metricsFile()).rows().get(0).iteration()).isEqualTo(1);
  }
}
