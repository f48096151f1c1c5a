package org.saehdbw.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.cli.ExitCode;
import org.saehdbw.cli.Workbench;

class BenchCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bench",
        "bench step",
        "bench optimizer",
        "bench loader",
        "bench plan",
        "bench resize",
        "bench meters",
        "bench start",
        "bench sweep",
        "bench page",
        "bench preview",
        "bench merge"
      })
  void everyBenchmarkShowsItsHelpWithAnExample(String command) {
    assertThat(run((command + " --help").split(" "))).isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).contains("Example").contains("./workbench " + command);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void benchAloneNamesTheBenchmarks() {
    assertThat(run("bench")).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString().strip())
        .isEqualTo(
            "workbench bench: a benchmark must be named: step, save, optimizer, loader, memory, profile,"
                + " transfers, reading, plan, facesets, resize, models, meters, start, sweep, page,"
                + " preview, merge, decide (see"
                + " workbench bench --help)");
  }

  @Test
  void sheetsOfTheBatchAreTimed() throws IOException {
    int code =
        run(
            "bench",
            "preview",
            "--model=df-ud-64-16-8-8-8-gray",
            "--batch=2",
            "--rounds=2",
            "--json",
            "--results=" + folder);
    assertThat(code).as(err.toString()).isEqualTo(ExitCode.DONE);
    JsonNode rows = new ObjectMapper().readTree(out.toString()).get("rows");
    assertThat(rows).hasSize(3);
    assertThat(rows.at("/0/case").asText())
        .isEqualTo(
            "sheets of the batch beside an iteration, df-ud-64-16-8-8-8-gray, batch 2, 2 rows");
    assertThat(rows.at("/1/value").asDouble()).isEqualTo(rows.at("/0/value").asDouble());
    assertThat(rows.at("/0/baseline").asDouble()).isEqualTo(rows.at("/2/baseline").asDouble());
    assertThat(run("bench", "preview", "--batch=0")).isEqualTo(ExitCode.ASKED_WRONGLY);
  }

  @Test
  void resizingIsTimed() throws IOException {
    int code =
        run(
            "bench",
            "resize",
            "--faces=3",
            "--from=64",
            "--to=32",
            "--rounds=1",
            "--json",
            "--results=" + folder);
    assertThat(code).as(err.toString()).isEqualTo(ExitCode.DONE);
    JsonNode rows = new ObjectMapper().readTree(out.toString()).get("rows");
    assertThat(rows).hasSize(16);
    assertThat(rows.at("/0/case").asText()).isEqualTo("to 32 px gray, 1 thread");
    assertThat(rows.at("/0/unit").asText()).isEqualTo("faces/s");
    assertThat(rows.at("/1/baseline").asDouble()).isEqualTo(rows.at("/0/value").asDouble());
    assertThat(rows.at("/15/unit").asText()).isEqualTo("ms");
    assertThat(run("bench", "resize", "--from=64", "--to=64")).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString().strip())
        .endsWith("workbench bench resize: --to must be below --from, got 64 and 64");
  }

  @Test
  void mergingIsTimed() throws IOException {
    int code =
        run(
            "bench",
            "merge",
            "--rounds=1",
            "--threads=1",
            "--gray",
            "--json",
            "--results=" + folder);
    assertThat(code).as(err.toString()).isEqualTo(ExitCode.DONE);
    JsonNode rows = new ObjectMapper().readTree(out.toString()).get("rows");
    assertThat(rows.findValuesAsText("case"))
        .containsExactly("default", "seamless", "hist-match", "sot-m", "erode-blur");
    assertThat(rows.findValuesAsText("baseline"))
        .containsExactly("26.0", "71.0", "32.0", "1047.0", "58.0");
    assertThat(rows.at("/0/value").asDouble()).isPositive();
    assertThat(rows.at("/0/ratio").asDouble())
        .isEqualTo(rows.at("/0/value").asDouble() / 26, Offset.offset(1e-9));
    assertThat(run("bench", "merge", "--threads", "0")).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString())
        .contains("workbench bench merge: --threads must be at least 1, got 0");
  }

  @Test
  void plansAreTimed() throws IOException {
    int code =
        run(
            "bench",
            "plan",
            "--specs",
            "3",
            "--rounds",
            "1",
            "--json",
            "--results",
            folder.toString());
    assertThat(code).as(err.toString()).isEqualTo(ExitCode.DONE);
    JsonNode rows = new ObjectMapper().readTree(out.toString()).get("rows");
    assertThat(rows).hasSize(2);
    assertThat(rows.at("/0/case").asText()).isEqualTo("3 cards, the first time");
    assertThat(rows.at("/1/unit").asText()).isEqualTo("ms");
    assertThat(rows.at("/1/value").asDouble()).isPositive();
    assertThat(PlanningCommand.models(500)).doesNotHaveDuplicates().hasSize(500);
    out.getBuffer().setLength(0);
    assertThat(run("bench", "plan", "--specs", "0")).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString()).contains("workbench bench plan: --specs must be at least 1, got 0");
  }

  @Test
  void metersAreTimedInAProcess() throws IOException {
    int code =
        run(
            "bench",
            "meters",
            "--rounds=1",
            "--steps=3",
            "--threads=1",
            "--model=df-64-32-16-16-16-gray",
            "--json",
            "--results=" + folder);
    assertThat(code).as(err.toString()).isEqualTo(ExitCode.DONE);
    JsonNode rows = new ObjectMapper().readTree(out.toString()).get("rows");
    assertThat(rows).hasSize(2);
    assertThat(rows.at("/0/case").asText())
        .isEqualTo("df-64-32-16-16-16-gray batch 1, with meters over without");
    assertThat(rows.at("/0/ratio").asDouble()).isPositive();
    assertThat(rows.at("/1/unit").asText()).isEqualTo("us");
    assertThat(rows.at("/1/value").asDouble()).isPositive();
  }

  @Test
  void costsAreRatiosOfTheSameRound() {
    MetersTiming timing =
        new MetersTiming(
            new double[] {101, 204, 99}, new double[] {100, 200, 100}, new double[] {50, 60, 40});
    assertThat(MetersCommand.rows("m", timing).get(0).ratio()).hasValue(1.01);
    assertThat(MetersCommand.rows("m", timing).get(1).ratio()).hasValue(0.0004);
    assertThat(MetersCommand.rows("m", timing).get(1).value()).isEqualTo(50);
    assertThat(MetersCommand.rows("m", timing).get(1).baseline()).hasValue(100_000);
  }

  @Test
  void zeroRoundsAreRefused() {
    assertThat(run("bench", "step", "--rounds", "0")).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString().strip())
        .isEqualTo("workbench bench step: --rounds must be at least 1, got 0");
  }

  @Test
  void aSweepNeedsTheSameNumberOfTrialsForBothModels() {
    assertThat(run("bench", "sweep", "--trials", "3")).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(run("bench", "sweep", "--iterations", "0")).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(run("bench", "start", "--rounds", "0")).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString().lines())
        .containsExactly(
            "workbench bench sweep: --trials must be an even number and at least 2, got 3",
            "workbench bench sweep: --iterations must be at least 1, got 0",
            "workbench bench start: --rounds must be at least 1, got 0");
  }

  @Test
  void comparedModelsAreMeasuredBesideTheFirst() throws IOException {
    int code =
        run(
            "bench",
            "step",
            "--compare",
            "--model=df-ud-32-8-4-4-2-colour,df-udfhnok-32-8-4-4-2-gray",
            "--batch=1",
            "--rounds=1",
            "--steps=1",
            "--threads=1",
            "--json",
            "--results=" + folder);
    assertThat(code).as(err.toString()).isEqualTo(ExitCode.DONE);
    JsonNode rows = new ObjectMapper().readTree(out.toString()).get("rows");
    assertThat(rows).hasSize(12);
    assertThat(rows.at("/0/ratio").asDouble()).isEqualTo(1);
    assertThat(rows.at("/6/case").asText()).isEqualTo("df-udfhnok-32-8-4-4-2-gray batch 1");
    assertThat(rows.at("/6/baseline").asDouble()).isEqualTo(rows.at("/0/value").asDouble());
    assertThat(rows.at("/8/case").asText()).endsWith("batch 1, processor time");
    assertThat(rows.at("/8/value").asDouble()).isPositive();
    assertThat(rows.at("/11/unit").asText()).isEqualTo("GFLOP");
    assertThat(rows.at("/11/ratio").asDouble()).isBetween(0.1, 0.9);
  }

  @Test
  void oneModelIsNotCompared() {
    assertThat(run("bench", "step", "--compare", "--model", "df-64-32-16-16-16"))
        .isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString().strip())
        .isEqualTo(
            "workbench bench step: --compare must have at least 2 models in --model, got"
                + " [df-64-32-16-16-16-gray]");
  }

  @Test
  void anUnknownInterpreterIsRefused() {
    assertThat(run("bench", "step", "--interpreter", "lisp")).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString().strip())
        .isEqualTo("workbench bench step: --interpreter must be eager or script, got lisp");
  }

  @Test
  void aPythonWithoutTorchIsNamed() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    assertThat(run("bench", "step", "--python", java.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString().strip())
        .isEqualTo(
            "workbench bench step: must be a Python that has PyTorch (torch==2.7.1), got " + java);
  }

  @Test
  void anUnknownBenchmarkIsNamedWithThoseThereAre() {
    assertThat(run("bench", "stpe")).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString().strip())
        .isEqualTo(
            "workbench bench: command must be one of step, save, optimizer, loader, memory,"
                + " profile,"
                + " transfers, reading, plan, facesets, resize, models, meters, start, sweep, page, preview, merge, decide,"
                + " got stpe; nearest is step"
                + " (see workbench"
                + " bench --help)");
  }

  @Test
  void anImpossibleModelIsNotEmitted() {
    Path target = folder.resolve("step");
    int code =
        run("bench", "step", "--emit", target.toString(), "--model", "df-udt-190-128-48-32-16");
    assertThat(code).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString()).contains("resolution").contains("got 190");
    assertThat(target).doesNotExist();
  }

  @Test
  void anUnknownOptimizerFormIsRefused() {
    assertThat(run("bench", "optimizer", "--form", "adam")).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString().strip())
        .isEqualTo(
            "workbench bench optimizer: --form must be one of adabelief, adabelief+clip,"
                + " adabelief+dropout, rmsprop, got adam");
  }

  @Test
  void emitsStepsWithTheirArraysAndRunner() throws IOException {
    Path target = folder.resolve("step");
    int code =
        run(
            "bench",
            "step",
            "--emit",
            target.toString(),
            "--model",
            "df-64-32-16-16-16-colour,df-64-32-16-16-16",
            "--batch",
            "2,1");
    assertThat(err.toString()).isEmpty();
    assertThat(code).isEqualTo(ExitCode.DONE);
    JsonNode document = new ObjectMapper().readTree(target.resolve("cases.json").toFile());
    List<String> files = new ArrayList<>();
    document.get("archives").forEach(archive -> files.add(archive.get("file").asText()));
    assertThat(files).hasSize(8).startsWith("df-64-32-16-16-16-colour-b2-float32.pt");
    for (String file : files) {
      String text = Files.readString(target.resolve(file), StandardCharsets.ISO_8859_1);
      assertThat(text).contains("def move(w: Tensor, m: Tensor, v: Tensor").contains("rates");
      assertThat(text).doesNotContainPattern("torch\\.(zeros|ones|empty|full|tensor|arange)\\(");
    }
    long weights = 0;
    for (JsonNode parameter : document.at("/models/1/parameters")) {
      weights += count(parameter.get("dims"));
    }
    JsonNode check = document.get("check");
    assertThat(check.get("file").asText()).isEqualTo("df-64-32-16-16-16-gray-b1-float32.pt");
    assertThat(check.get("losses")).hasSize(StepArchives.UPDATES);
    assertThat(check.at("/losses/0/0")).hasSize(document.at("/archives/0/loss_names").size());
    assertThat(check.at("/inputs").asLong() - check.at("/weights").asLong()).isEqualTo(weights);
    assertThat(Files.size(target.resolve("arrays.bin")))
        .isEqualTo(Float.BYTES * (check.get("weights_after").asLong() + weights));
    document
        .get("archives")
        .forEach(
            archive ->
                archive
                    .get("constants")
                    .forEach(
                        name -> assertThat(document.at("/constants").has(name.asText())).isTrue()));
    for (String script : List.of("run_archive.py", "archive_worker.py", "torch_step.py")) {
      assertThat(target.resolve(script)).isNotEmptyFile();
    }
  }

  private static long count(JsonNode dims) {
    long count = 1;
    for (JsonNode size : dims) {
      count *= size.asLong();
    }
    return count;
  }

  private int run(String... args) {
    return Workbench.run(new PrintWriter(out), new PrintWriter(err), args);
  }
}
