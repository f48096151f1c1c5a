package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
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
  void curvesAreDrawnForPaper() throws IOException {
    Path file = folder.resolve("paper").resolve("losses.pdf");
    CommandRun run = compare("--figure", file.toString(), "--width-mm", "60", "--font-pt", "7");
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).endsWith("loss curves: " + file);
    try (PDDocument pdf = Loader.loadPDF(file.toFile())) {
      assertThat(pdf.getPage(0).getMediaBox().getWidth() * 25.4 / 72).isCloseTo(60, within(1e-4));
      assertThat(new PDFTextStripper().getText(pdf)).contains("src loss", "#1 small_s1");
    }
  }

  @Test
  void wrongSizesAreToldBeforeRunsAreRead() {
    refused("the width of a figure must be 20 to 1000 mm, got -85", "--width-mm", "-85");
    refused("--font-pt must be a number, got '8pt'", "--font-pt", "8pt");
    refused("letters of a figure must be 4 to 72 points, got 100", "--font-pt", "100");
    refused("the height of a figure must be 20 to 1000 mm, got 0", "--height-mm", "0");
    refused(
        "a figure of 30 mm has room for letters of at most 4.9 points, got 8", "--width-mm", "30");
    assertThat(folder.resolve("losses.svg")).doesNotExist();
    CommandRun run = compare("--gray-print");
    assertThat(run.code()).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(run.err())
        .startsWith(
            "workbench runs compare: --width-mm, --height-mm, --font-pt, --gray-print and --dark"
                + " say how a figure looks: they need --figure FILE");
    refused(
        "--gray-print is for white paper and --dark for a dark page; give one of them",
        "--dark",
        "--gray-print");
    Path wrong = folder.resolve("losses.eps");
    assertThat(compare("--figure", wrong.toString()).err())
        .startsWith(
            "workbench runs compare: --figure: the name of a figure's file must end in .pdf, .svg"
                + " or .png, got "
                + wrong);
  }

  @Test
  void aFigureForADarkPageIsDark() throws IOException {
    Path file = folder.resolve("dark.svg");
    CommandRun run = compare("--figure", file.toString(), "--dark");
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(Files.readString(file)).contains("fill=\"#111111\"", ">src loss</text>");
    assertThat(compare("--dark").err()).contains("they need --figure FILE");
  }

  private void refused(String message, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--figure", folder.resolve("losses.svg").toString()));
    CommandRun run = compare(all.toArray(String[]::new));
    assertThat(run.code()).as(message).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(run.err()).startsWith("workbench runs compare: " + message + " (see");
  }

  private CommandRun compare(String... words) {
    List<String> all =
        new ArrayList<>(List.of("runs", "compare", "1", "2", "--runs", folder.toString()));
    all.addAll(List.of(words));
    return CommandRun.of(all.toArray(String[]::new));
  }

  @Test
  void oneRunsChartsAreDrawnForPaper() throws IOException {
    for (String chart : List.of("loss", "held_out", "throughput", "stages", "memory")) {
      Path file = folder.resolve(chart + ".svg");
      CommandRun run = show(chart, file.toString());
      assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
      assertThat(run.out()).endsWith("figure: " + file);
      assertThat(Files.readString(file)).contains("width=\"85mm\"", ">iteration</text>");
    }
    CommandRun run = show("los", "a.pdf");
    assertThat(run.err())
        .startsWith(
            "workbench runs show: --chart must be one of loss, held_out, throughput, stages, memory, got"
                + " los");
    run = CommandRun.of("runs", "show", "1", "--runs", folder.toString(), "--chart", "loss");
    assertThat(run.err()).startsWith("workbench runs show: --chart needs --figure FILE");
  }

  @Test
  void allChartsOfARunAreDrawnForPaper() throws IOException {
    Path paper = folder.resolve("paper");
    String runs = folder.toString();
    CommandRun run =
        CommandRun.of("runs", "show", "1", "--runs", runs, "--figures", paper.toString());
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
    List<String> files = new ArrayList<>();
    for (String chart : List.of("loss", "throughput", "stages", "held_out", "memory")) {
      for (String end : List.of(".pdf", ".svg")) {
        files.add("figure: " + paper.resolve(chart + end));
        assertThat(paper.resolve(chart + end)).isNotEmptyFile();
      }
    }
    assertThat(run.out()).endsWith(String.join("\n", files));
    run = CommandRun.of("runs", "show", "1", "--runs", runs, "--json", "--figures", runs, "--dark");
    assertThat(run.json().at("/0/figures")).hasSize(10);
    run = CommandRun.of("runs", "show", "1", "--runs", runs, "--dark");
    assertThat(run.err()).contains("they need --figure FILE or --figures FOLDER");
  }

  @Test
  void aRunThatWasNotJudgedHasNoChartOfIt() throws IOException {
    RunFolder bare = RunFolder.create(folder, "bare", 1);
    Path file = folder.resolve("none.pdf");
    CommandRun run =
        CommandRun.of(
            "runs",
            "show",
            "bare",
            "--runs",
            folder.toString(),
            "--chart",
            "held_out",
            "--figure",
            file.toString());
    assertThat(run.code()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err().strip())
        .isEqualTo(
            "workbench runs show: "
                + bare.path()
                + ": has no such chart, because no save was judged on held-out faces");
    assertThat(file).doesNotExist();
  }

  private CommandRun show(String chart, String figure) {
    String runs = folder.toString();
    return CommandRun.of("runs", "show", "1", "--runs", runs, "--chart", chart, "--figure", figure);
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
