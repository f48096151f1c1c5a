package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.testing.TinyFaceset;
import picocli.CommandLine;

class FacesetReportCommandTest {
  private static final Path PACK = Path.of("src/test/resources/dflimg/faceset_flat.pak");

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path src;

  @BeforeEach
  void draw() throws IOException, InterruptedException {
    src = folder.resolve("src");
    TinyFaceset.write(TinyFaceset.of(6, 64, 61), src);
  }

  @Test
  void reportsAPairAndChangesNothing() throws IOException {
    Map<String, String> before = contents(src);
    Path page = folder.resolve("page.html");
    int code =
        run(
            "report",
            src.toString(),
            "drawn:5,size=96",
            "--resolution",
            "64",
            "--out",
            page.toString(),
            "--json");
    assertThat(code).as(err.toString()).isEqualTo(ExitCode.DONE);
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.get("training_size").asInt()).isEqualTo(64);
    assertThat(json.at("/facesets/0/faces").asInt()).isEqualTo(6);
    assertThat(json.at("/facesets/0/decode/stored_ms").asDouble()).isGreaterThan(0);
    assertThat(json.at("/facesets/1/widths/96").asInt()).isEqualTo(5);
    assertThat(json.at("/poses/dst_faces").asInt()).isEqualTo(5);
    assertThat(json.get("findings").findValuesAsText("kind")).contains("large", "pose_holes");
    assertThat(Files.readString(page)).contains("Faceset report: src (src), drawn-5x96-s1 (dst)");
    assertThat(contents(src)).isEqualTo(before);
  }

  @Test
  void readsAPack() throws IOException {
    Path packed = Files.createDirectories(folder.resolve("packed"));
    Files.copy(PACK, packed.resolve("faceset.pak"));
    Path page = folder.resolve("pack.html");
    int code = run("report", packed.toString(), "--out", page.toString());
    assertThat(code).as(err.toString()).isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).startsWith("src packed: ").contains("the page is " + page);
  }

  @Test
  void chartsAreDrawnForPaper() throws IOException {
    Path paper = folder.resolve("paper");
    Path page = folder.resolve("page.html");
    int code =
        run(
            "report",
            src.toString(),
            "--resolution",
            "64",
            "--out",
            page.toString(),
            "--figures",
            paper.toString(),
            "--width-mm",
            "120",
            "--gray-print");
    assertThat(code).as(err.toString()).isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).contains("figure: " + paper.resolve("sizes.pdf"));
    assertThat(Files.readString(paper.resolve("poses.svg")))
        .contains("width=\"120mm\"", ">Where faces look</text>");
    try (Stream<Path> files = Files.list(paper)) {
      assertThat(files).hasSize(12);
    }
  }

  @Test
  void thePageMustNotStandAmongTheFaces() {
    Path page = src.resolve("page.html");
    assertThat(run("report", src.toString(), "--out", page.toString()))
        .isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString().strip())
        .isEqualTo(
            "workbench faceset report: --out must lie outside of the facesets, which are never"
                + " changed, got "
                + page
                + " in "
                + src);
    assertThat(page).doesNotExist();
  }

  @Test
  void aFullDiskIsOneLine() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "no /dev/full here");
    Path page = folder.resolve("page.html");
    Path aside = Files.createSymbolicLink(AtomicFile.aside(page), full);
    assertThat(run("report", src.toString(), "--resolution", "64", "--out", page.toString()))
        .isEqualTo(ExitCode.FAILED);
    assertThat(err.toString().strip())
        .isEqualTo(
            "workbench faceset report: "
                + page
                + ": cannot be written (No space left on device); free space on this disk");
    assertThat(Files.exists(aside, LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  @Test
  void anEarlierPageIsReplacedAndAnotherFileIsKept() throws IOException {
    Path page = folder.resolve("page.html");
    Files.writeString(page, "my notes");
    assertThat(run("report", src.toString(), "--resolution", "64", "--out", page.toString()))
        .isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString().strip())
        .isEqualTo(
            "workbench faceset report: --out must be a new file or an earlier page, got "
                + page
                + ", which is another file");
    assertThat(Files.readString(page)).isEqualTo("my notes");
    Files.writeString(page, "<!DOCTYPE html>\n<html>");
    assertThat(run("report", src.toString(), "--resolution", "64", "--out", page.toString()))
        .isEqualTo(ExitCode.DONE);
    assertThat(Files.readString(page)).contains("Faceset report");
  }

  @Test
  void sizesOutOfRangeAreAskedWrongly() {
    Path page = folder.resolve("page.html");
    assertThat(run("report", src.toString(), "--resolution", "8", "--out", page.toString()))
        .isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString().strip())
        .isEqualTo(
            "workbench faceset report: the training size must be from 32 to 1024 pixels, got 8");
  }

  @Test
  void helpHasExamples() {
    assertThat(run("report", "--help")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
        .contains("./workbench faceset report datasets/src datasets/dst --resolution 192", "--out");
  }

  /** Advice is worth nothing where its command is refused. */
  @Test
  void everyCommandThatIsAdvisedCanBeParsed() throws IOException {
    Set<String> commands = new TreeSet<>();
    Pattern quoted = Pattern.compile("\\./workbench (faceset [^\\\\]*)\\\\\"");
    for (String type : List.of("FaceRule", "FindingList", "PairFindings")) {
      Path file = Path.of("src/main/java/org/saehdbw/facesets/health", type + ".java");
      String source = Files.readString(file).replaceAll("\"\\s*\\+ \"", "");
      Matcher matcher = quoted.matcher(source);
      while (matcher.find()) {
        commands.add(matcher.group(1).replace("%d", "192"));
      }
    }
    assertThat(commands).hasSizeGreaterThan(7);
    for (String command : commands) {
      String[] words = command.substring("faceset ".length()).split(" ");
      assertThatCode(() -> new CommandLine(new FacesetCommand()).parseArgs(words))
          .as(command)
          .doesNotThrowAnyException();
    }
  }

  private int run(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "faceset";
    System.arraycopy(args, 0, all, 1, args.length);
    return Workbench.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        contents.put(
            file.toString(),
            Files.getLastModifiedTime(file) + " " + Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return contents;
  }
}
