package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.saehdbw.processes.ChildJvm;
import org.saehdbw.testing.Amount;
import org.saehdbw.testing.TinyModel;

/** Locales with digits, dots or letters of their own change no text that a program reads. */
class LocaleIT {
  private final Locale before = Locale.getDefault();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private static final String NEW = "model: df-ud-64-32-16-16-16\nblock: none\nadabelief: false\n";

  private static final String FACES =
      """
      face_type: wf
      pretrain: true
      pretraining_data: drawn:12,size=64
      batch_size: 2
      threads: 1
      """;

  @TempDir private Path root;
  private Path config;

  @BeforeEach
  void writeConfig() throws Exception {
    config = root.resolve("small.yaml");
    Path other = TinyModel.pretrained(TinyModel.SMALLEST, root.resolve("other")).path();
    Files.writeString(config, "from: " + other + "\nconstant_interval_iter: 0\n" + FACES);
  }

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  /** Other digits; letters that change their case in another way; a comma before decimals. */
  private static List<String> locales() {
    return List.of("fa-IR-u-nu-arabext", "tr-TR", "de-DE").subList(0, Amount.of(1, 3));
  }

  private void run(String... words) {
    int code = Workbench.run(new PrintWriter(out), new PrintWriter(err), words);
    assertThat(code).as(String.join(" ", words) + "\n" + err).isEqualTo(ExitCode.DONE);
  }

  /** Decimal commas, and letters or digits beyond ASCII, in what programs read. */
  private static void assertPlain(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    assertThat(text).as(file.toString()).isNotBlank().matches("\\p{ASCII}*");
  }

  @ParameterizedTest
  @MethodSource("locales")
  void trainsContinuesEvaluatesAndReports(String tag) throws IOException {
    Locale.setDefault(Locale.forLanguageTag(tag));
    String runs = root.resolve("runs").toString();
    run("train", config.toString(), "--runs", runs, "--set", "target_iter=2");
    run("train", "--resume", "1", "--runs", runs, "--set", "target_iter=3");
    run("evaluate", "1", "--runs", runs);
    run("runs", "1", "--runs", runs);
    run("plan", "df-ud-64-32-16-16-16-gray");
    Path folder = root.resolve("runs").resolve("0001_" + TinyModel.SMALLEST + "_s1");
    assertPlain(folder.resolve("metrics.csv"));
    assertPlain(folder.resolve("events.jsonl"));
    assertPlain(folder.resolve("settings.yaml"));
    assertThat(out.toString()).matches("(?s)\\p{ASCII}*").doesNotContainPattern("\\d,\\d{4}");
  }

  @ParameterizedTest
  @MethodSource("locales")
  void reportsFacesets(String tag) throws IOException {
    Locale.setDefault(Locale.forLanguageTag(tag));
    Path page = root.resolve("page.html");
    run("faceset", "report", "drawn:8,size=64", "--out", page.toString(), "--size", "64");
    assertThat(Files.readString(page, StandardCharsets.UTF_8))
        .contains("8")
        .doesNotContain("\u06F8", "\u06F0")
        .doesNotContainPattern(">\\d+,\\d{1,2}<");
  }

  @Test
  void sweeps() throws IOException {
    Locale.setDefault(Locale.forLanguageTag("fa-IR-u-nu-arabext"));
    Path experiment = root.resolve("tiny.yaml");
    String base = (NEW + FACES).strip().replace("\n", "\n  ");
    Files.writeString(
        experiment, "over: {d_dims: [16, 24]}\nbudget: {iterations: 2}\nbase:\n  " + base + "\n");
    run("sweep", experiment.toString(), "--results", root.toString());
    try (Stream<Path> files = Files.list(root.resolve("tiny"))) {
      for (Path file : files.filter(LocaleIT::isText).toList()) {
        assertPlain(file);
      }
    }
    assertThat(Files.readString(root.resolve("tiny").resolve("summary.md")))
        .doesNotContainPattern("0,\\d{4}");
  }

  private static boolean isText(Path file) {
    return file.toString().matches(".*\\.(csv|jsonl|md|yaml)");
  }

  @Test
  void trainsInAProcessOfItsOwn() throws Exception {
    List<String> command =
        ChildJvm.command(
            List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:ActiveProcessorCount=1",
                "-Duser.language=fa",
                "-Duser.country=IR",
                "-Duser.extensions=u-nu-arabext"),
            Workbench.class.getName(),
            List.of(
                "train",
                config.toString(),
                "--runs",
                root.resolve("runs").toString(),
                "--set",
                "target_iter=2"));
    Path log = root.resolve("log.txt");
    Process child =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(child.waitFor()).as(Files.readString(log)).isZero();
    assertPlain(log);
    assertPlain(root.resolve("runs/0001_" + TinyModel.SMALLEST + "_s1/metrics.csv"));
  }
}
