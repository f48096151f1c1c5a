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
import org.saehdbw.testing.OnnxRunner;

class ModelCommandTest {
  @TempDir private Path root;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private static String folder(String model) throws URISyntaxException {
    return Path.of(
            Objects.requireNonNull(ModelCommandTest.class.getResource("/parity/" + model)).toURI())
        .toString();
  }

  private int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Workbench.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(out.toString());
  }

  @Test
  void importsShowsAndExports() throws IOException, URISyntaxException {
    String runs = root.resolve("runs").toString();
    String model = folder("model_df_ud_gray");
    assertThat(run("model", "import", model, "--runs", runs)).isEqualTo(ExitCode.DONE);
    assertThat(out.toString().replaceAll("in \\d+\\.\\d s", "in 0.1 s"))
        .isEqualTo(
            String.format(
                Locale.ROOT,
                """
                small_SAEHDBW, df-ud-64-8-2-2-2-gray, iteration 3, is 0001_small_s1 in 0.1 s
                continue with: ./workbench train --resume %s --set src=... --set dst=...
                """,
                root.resolve("runs").resolve("0001_small_s1")));
    assertThat(run("runs", "1", "--runs", runs, "--json")).isEqualTo(ExitCode.DONE);
    assertThat(json().at("/0/status").asText()).isEqualTo("stopped");
    assertThat(json().at("/0/iteration").asInt()).isEqualTo(3);
    assertThat(json().at("/0/dst_loss").floatValue()).isEqualTo(3.5096314f);
    assertThat(json().at("/0").has("step_ms")).isFalse();

    assertThat(run("model", "info", "1", "--runs", runs, "--json")).isEqualTo(ExitCode.DONE);
    JsonNode ofRun = json();
    assertThat(run("model", "info", model, "--json")).isEqualTo(ExitCode.DONE);
    JsonNode ofFolder = json();
    for (String key :
        new String[] {
          "name",
          "class",
          "model",
          "iteration",
          "parameters",
          "optimizer",
          "updates",
          "preview_samples",
          "discriminators",
          "options"
        }) {
      assertThat(ofRun.get(key)).as(key).isEqualTo(ofFolder.get(key));
    }
    assertThat(ofFolder.get("parameters").asInt()).isEqualTo(63918);
    assertThat(ofFolder.get("preview_samples").asInt()).isEqualTo(2);

    String back = root.resolve("back").toString();
    assertThat(run("model", "export", "1", back, "--runs", runs)).isEqualTo(ExitCode.DONE);
    assertThat(out.toString().strip())
        .isEqualTo(
            "df-ud-64-8-2-2-2-gray, iteration 3, is small_SAEHDBW in "
                + back
                + ": 7 files of 0001_small_s1");
    assertThat(run("model", "export", "1", back, "--runs", runs)).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString().strip())
        .isEqualTo(
            "workbench model export: "
                + back
                + ": holds a model small_SAEHDBW already; force (--force) replaces it");
    assertThat(run("model", "export", "1", back, "--runs", runs, "--force", "--json"))
        .isEqualTo(ExitCode.DONE);
    assertThat(json().get("files")).hasSize(6);
  }

  @Test
  void exportsOneFileForOtherPrograms() throws IOException, URISyntaxException {
    String runs = root.resolve("runs").toString();
    assertThat(run("model", "import", folder("model_df_ud_gray"), "--runs", runs))
        .isEqualTo(ExitCode.DONE);
    String dfm = root.resolve("small.dfm").toString();
    assertThat(run("model", "export", "1", "--dfm", dfm, "--runs", runs)).isEqualTo(ExitCode.DONE);
    assertThat(out.toString().strip())
        .isEqualTo(
            "df-ud-64-8-2-2-2-gray, iteration 3, is "
                + dfm
                + ": ONNX opset 12, three channels, 0.2 MiB, of 0001_small_s1");
    assertThat(run("model", "export", "1", "--dfm", dfm, "--runs", runs))
        .isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString().strip())
        .isEqualTo(
            "workbench model export: " + dfm + ": exists already; force (--force) replaces it");
    assertThat(run("model", "export", "1", "--dfm", dfm, "--runs", runs, "--force", "--json"))
        .isEqualTo(ExitCode.DONE);
    assertThat(json().get("batch").asText()).isEqualTo("any");
    assertThat(json().get("channels").asInt()).isEqualTo(3);
    assertThat(json().get("bytes").asLong()).isEqualTo(Files.size(Path.of(dfm)));

    String onnx = root.resolve("small.onnx").toString();
    assertThat(
            run(
                "model",
                "export",
                "1",
                "--onnx",
                onnx,
                "--one-channel",
                "--batch",
                "4",
                "--json",
                "--runs",
                runs))
        .isEqualTo(ExitCode.DONE);
    assertThat(json().get("channels").asInt()).isEqualTo(1);
    assertThat(json().get("batch").asInt()).isEqualTo(4);
    assertThat(json().get("opset").asInt()).isEqualTo(12);
    assertThat(json().get("model").asText()).isEqualTo("df-ud-64-8-2-2-2-gray");
    try (OnnxRunner runner = new OnnxRunner(Files.readAllBytes(Path.of(onnx)))) {
      assertThat(runner.signature()).startsWith("in_face:0 [4, 64, 64, 1]\n");
    }
  }

  @Test
  void anExportHasOneTarget() {
    refusedExport("give one of FOLDER, --dfm and --onnx, got none");
    refusedExport("give one of FOLDER, --dfm and --onnx, got 2", "models", "--dfm", "a.dfm");
    refusedExport("--dfm needs a file that ends in .dfm, got a.onnx", "--dfm", "a.onnx");
    refusedExport("--onnx needs a file that ends in .onnx, got a", "--onnx", "a");
    refusedExport(
        "--one-channel needs --onnx: programs that load DFM files give three channels",
        "--dfm",
        "a.dfm",
        "--one-channel");
    refusedExport("--batch needs --dfm or --onnx", "models", "--batch", "2");
    refusedExport(
        "--model names the files in FOLDER; --dfm and --onnx name their file themselves",
        "--onnx",
        "a.onnx",
        "--model",
        "a");
  }

  private void refusedExport(String message, String... words) {
    List<String> all = new ArrayList<>(List.of("model", "export", "1"));
    all.addAll(List.of(words));
    assertThat(run(all.toArray(String[]::new))).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString().lines().findFirst())
        .hasValue("workbench model export: " + message + " (see workbench model export --help)");
  }

  @Test
  void infoIsATableForPeople() throws URISyntaxException {
    assertThat(run("model", "info", folder("model_liae_ud_color"))).isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
        .contains(
            "model                              liae-ud-64-8-2-2-2-colour, small_SAEHD\n",
            "optimizer                          AdaBelief, 3 updates\n",
            "preview                            2 samples a side\n",
            "  resolution                       64\n",
            "  small_SAEHD_src_dst_opt.npy      0.65 MiB\n");
  }

  @Test
  void remarksGoBesideTheJson() throws IOException, URISyntaxException {
    assertThat(
            run(
                "model",
                "import",
                folder("model_liae_ud_color"),
                "--to-gray",
                "--run-name",
                "shared",
                "--set",
                "held_out=0",
                "--runs",
                root.toString(),
                "--json"))
        .isEqualTo(ExitCode.DONE);
    assertThat(err.toString().strip())
        .isEqualTo("the optimizer's moments are dropped with the change of channels");
    assertThat(json().get("run").asText()).isEqualTo("0001_shared_s1");
    assertThat(json().get("optimizer").asText()).isEqualTo("none");
    assertThat(json().get("pretrain").asBoolean(true)).isFalse();
    assertThat(Files.exists(Path.of(json().get("path").asText()).resolve("settings.yaml")))
        .isTrue();
  }

  @Test
  void whatIsAskedWronglyIsSaid() throws URISyntaxException {
    String model = folder("model_df_ud_gray");
    assertThat(run("model", "import", model, "--to-gray", "--to-colour"))
        .isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString())
        .startsWith("workbench model import: give --to-gray or --to-colour, got both of them");
    assertThat(run("model")).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString()).startsWith("workbench model: no tool given: export, import or info");
    assertThat(run("model", "info", root.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString().strip())
        .isEqualTo(
            "workbench model info: "
                + root
                + ": holds no model: no file is named NAME_SAEHD_data.dat or"
                + " NAME_SAEHDBW_data.dat");
  }
}
