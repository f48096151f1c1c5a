package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.processes.ChildJvm;
import org.saehdbw.runs.RunNames;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.testing.TinyModel;
import org.saehdbw.training.PreparedRun;

/** Commands on a machine without fonts, as a bare container is, and without libfreetype. */
class FontlessMachineIT {
  private static final String NO_TEXT = "could not be drawn: Java cannot draw text here, because";

  @TempDir private Path root;

  @BeforeEach
  void hideFonts() throws IOException {
    assumeTrue(
        System.getProperty("os.name").equals("Linux"), "fonts are hidden by means of Linux only");
    Files.writeString(
        root.resolve("fonts.conf"),
        "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig/>");
    Files.writeString(
        Files.createDirectories(root.resolve("lib")).resolve("libfreetype.so.6"), "no library");
  }

  private String run(boolean withLibrary, String... arguments)
      throws IOException, InterruptedException {
    Path log = root.resolve("log.txt");
    List<String> command =
        ChildJvm.command(
            List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:ActiveProcessorCount=1",
                "-Duser.home=" + root,
                "-Dsun.java2d.fontpath=" + root.resolve("none")),
            Workbench.class.getName(),
            List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(root.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("FONTCONFIG_FILE", root.resolve("fonts.conf").toString());
    if (!withLibrary) {
      builder.environment().put("LD_LIBRARY_PATH", root.resolve("lib").toString());
    }
    Process process = builder.start();
    if (!process.waitFor(180, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    String said = Files.readString(log);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).containsOnlyOnce(NO_TEXT).doesNotContain("\tat ", "Exception in thread");
    return said;
  }

  @Test
  void trainingContinuesWithOneWarning() throws Exception {
    PreparedRun.create(
        TinyModel.pretraining("save_interval_iter=1", "target_iter=3"),
        root.resolve("runs"),
        Optional.empty());
    String said = run(true, "train", "--resume", "1", "--runs", "runs");
    assertThat(said).contains("warning: the charts " + NO_TEXT).contains("finished at iteration 3");
    var run = RunNames.find(root.resolve("runs"), "1");
    assertThat(MetricsReader.readAll(run.metricsFile()).rows()).hasSize(3);
    assertThat(run.previewFiles()).isNotEmpty();
  }

  @Test
  void aSweepHasItsTablesAndSummary() throws IOException, InterruptedException {
    Path experiment = root.resolve("tiny.yaml");
    Files.writeString(
        experiment,
        """
        name: tiny
        base:
          model: df-ud-64-32-16-16-16
          block: none
          adabelief: false
          face_type: wf
          pretrain: true
          pretraining_data: drawn:12,size=64
          batch_size: 1
          threads: 1
        over:
          ae_dims: [32]
        seeds: 1
        budget:
          iterations: 1
        """);
    String said = run(true, "sweep", experiment.toString(), "--results", root.toString());
    assertThat(said).contains("the charts " + NO_TEXT);
    assertThat(root.resolve("tiny").resolve("summary.md"))
        .content()
        .contains("1 points, 1 seed")
        .contains("| ae_dims=32 | 1 |");
    assertThat(root.resolve("tiny").resolve("trials.csv")).isNotEmptyFile();
  }

  @Test
  void aReportHasItsTablesAndFindings() throws IOException, InterruptedException {
    for (boolean withLibrary : new boolean[] {true, false}) {
      Path page = root.resolve(withLibrary + ".html");
      String said =
          run(withLibrary, "faceset", "report", "drawn:6,size=64", "--out", page.toString());
      assertThat(said).contains("the page is " + page);
      assertThat(Files.readString(page))
          .contains("<table", "<h2>Findings</h2>", "<p>the charts " + NO_TEXT, "</html>")
          .doesNotContain("class=\"charts\"");
    }
  }
}
