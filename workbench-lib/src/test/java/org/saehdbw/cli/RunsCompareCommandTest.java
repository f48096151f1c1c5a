package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.queries.QueriedRuns;

class RunsCompareCommandTest {
  @TempDir private Path folder;

  @BeforeEach
  void makeRuns() throws IOException {
    QueriedRuns.make(folder, "small", 0.05, 3, "batch_size=4");
    QueriedRuns.make(folder, "tall", 0.03, 1, "batch_size=6", "learning_rate=0.0001");
  }

  @Test
  void settingsThatDifferAndFiguresAreBesideEachOther() {
    CommandRun run = CommandRun.of("runs", "compare", "1", "tall", "--runs", folder.toString());
    assertThat(run.out())
        .isEqualTo(
            """
            #1  small_s1
            #2  tall_s1
            setting or figure        #1        #2
            learning_rate          5e-5      1e-4
            batch_size                4         6

            status             finished  finished
            iteration                10        10
            src_loss             0.1000    0.1000
            dst_loss             0.0500    0.0500
            held_out             0.0500    0.0300
            mean_face            0.0500    0.0500
            mask_iou             0.7500    0.7500""");
  }

  @Test
  void curvesAreDrawnAsPngAndSvg() throws IOException {
    RunFolder.create(folder, "empty", 1);
    Path out = folder.resolve("charts").resolve("losses.PNG");
    CommandRun run =
        CommandRun.of(
            "runs", "compare", "1", "2", "3", "--runs", folder.toString(), "--out", out.toString());
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(ImageIO.read(folder.resolve("charts/losses.png").toFile()).getHeight())
        .isGreaterThan(400);
    assertThat(Files.readString(folder.resolve("charts/losses.svg"))).contains("<svg");
    assertThat(run.out()).endsWith("losses.png, " + folder.resolve("charts/losses.svg"));
  }

  @Test
  void jsonHasSettingsAndRuns() throws IOException {
    JsonNode all =
        CommandRun.of("runs", "compare", "1", "2", "--json", "--runs", folder.toString()).json();
    assertThat(all.at("/differing_settings/1/setting").asText()).isEqualTo("batch_size");
    assertThat(all.at("/differing_settings/1/values/0002_tall_s1").asText()).isEqualTo("6");
    assertThat(all.at("/runs")).hasSize(2);
    assertThat(all.at("/runs/0/held_out").asDouble()).isEqualTo(0.05);
  }

  @Test
  void diffShowsSettingsAlone() throws IOException {
    CommandRun run = CommandRun.of("runs", "diff", "1", "2", "--runs", folder.toString());
    assertThat(run.out())
        .isEqualTo(
            """
            #1  small_s1
            #2  tall_s1
            setting          #1    #2
            learning_rate  5e-5  1e-4
            batch_size        4     6""");
    JsonNode rows =
        CommandRun.of("runs", "diff", "1", "2", "--json", "--runs", folder.toString()).json();
    assertThat(rows).hasSize(2);
    assertThat(rows.at("/0/values/0001_small_s1").asText()).isEqualTo("5e-5");
    QueriedRuns.make(folder, "same", 0.05, 3, "batch_size=4");
    assertThat(CommandRun.of("runs", "diff", "1", "3", "--runs", folder.toString()).out())
        .endsWith("\nall settings are the same");
  }

  @Test
  void oneRunIsNotEnough() {
    for (String command : new String[] {"compare", "diff"}) {
      CommandRun run = CommandRun.of("runs", command, "1", "small", "--runs", folder.toString());
      assertThat(run.code()).isEqualTo(ExitCode.ASKED_WRONGLY);
      assertThat(run.err())
          .startsWith(
              "workbench runs "
                  + command
                  + ": "
                  + command
                  + " needs at least two runs, got"
                  + " 0001_small_s1");
    }
  }
}
