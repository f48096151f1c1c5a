package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class WorkbenchTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void everyCommandHasAnExampleAndADescription() {
    List<String> without = new ArrayList<>();
    collectWithoutExample(Workbench.commandLine(), without);
    assertThat(without).isEmpty();
  }

  @Test
  void everyCommandShowsItsHelp() {
    for (String name : Workbench.commandLine().getSubcommands().keySet()) {
      assertThat(run(name, "--help")).as(name).isEqualTo(ExitCode.DONE);
      assertThat(out.toString()).as(name).contains("workbench " + name).contains("Example:");
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void jsonAnswerIsOneDocumentOnStandardOutput() throws Exception {
    assertThat(run("version", "--json")).isEqualTo(ExitCode.DONE);
    JsonNode document = new ObjectMapper().readTree(out.toString());
    assertThat(document.fieldNames())
        .toIterable()
        .containsExactly("workbench", "djl", "pytorch", "java", "system");
    assertThat(document.get("pytorch").asText()).matches("\\d+\\.\\d+\\.\\d+");
    assertThat(document.get("workbench").asText()).doesNotContain("$");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void versionOptionPrintsOneLine() {
    assertThat(run("--version")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString().strip()).matches("SAEHDBW Workbench \\d+\\.\\d+\\.\\d+.*");
  }

  @Test
  void nothingAskedIsAskedWrongly() {
    assertThat(run()).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString().strip())
        .isEqualTo("workbench: no command given (see workbench --help)");
  }

  @Test
  void unknownCommandIsNamedWithThoseThereAre() {
    assertThat(run("facset")).isEqualTo(ExitCode.ASKED_WRONGLY);
    String commands = String.join(", ", Workbench.shown(Workbench.commandLine()));
    assertThat(commands).contains("faceset", "plan, preview, runs").doesNotContain("compare-arm");
    String ofTheScript = ", demo, gallery, lab, setup, test";
    assertThat(err.toString().strip())
        .isEqualTo(
            "workbench: command must be one of "
                + commands
                + ofTheScript
                + ", got facset; nearest is faceset (see workbench --help)");
  }

  @Test
  void numbersAndFurtherWordsAreExplainedWithoutTypesOfJava() {
    List<List<String>> wrong =
        List.of(
            List.of("faceset draw: --count must be a whole number, got '3x'", "--count=3x"),
            List.of("evaluate: --most must be a whole number, got 'all'", "7", "--most", "all"),
            List.of("dims: --within must be a number, got 'x'", "7", "--within", "x"),
            List.of("dims: --ranks must be a whole number, got 'a'", "7", "--ranks", "a,b"),
            List.of("runs: one word too many, got '2'", "1", "2"));
    for (List<String> one : wrong) {
      String command = one.get(0).substring(0, one.get(0).indexOf(':'));
      List<String> words = new ArrayList<>(List.of(command.split(" ")));
      words.addAll(one.subList(1, one.size()));
      err.getBuffer().setLength(0);
      assertThat(run(words.toArray(String[]::new))).isEqualTo(ExitCode.ASKED_WRONGLY);
      assertThat(err.toString().strip())
          .isEqualTo("workbench " + one.get(0) + " (see workbench " + command + " --help)");
    }
  }

  @Test
  void aFolderInPlaceOfAFileIsNamed(@TempDir Path folder) {
    for (String command : List.of("train", "sweep")) {
      err.getBuffer().setLength(0);
      assertThat(run(command, folder.toString())).isEqualTo(ExitCode.FAILED);
      assertThat(err.toString().strip())
          .isEqualTo("workbench " + command + ": " + folder + ": must be a file, is a folder");
    }
  }

  @Test
  void unknownOptionIsNamedInOneLine() {
    assertThat(run("version", "--jsno")).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString().strip())
        .isEqualTo(
            "workbench version: unknown option '--jsno'; nearest is --json (see workbench version --help)");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void everyExampleCanBePasted() {
    List<String> broken = new ArrayList<>();
    collectBroken(Workbench.commandLine(), broken);
    assertThat(broken).isEmpty();
    assertThat(
            Examples.broken("  ./workbench sweep a/long/name.yaml --name 'my own' --x", 38).lines())
        .containsExactly("  ./workbench sweep a/long/name.yaml \\", "      --name 'my own' --x");
    assertThat(Examples.broken("  ./workbench x 'a quoted word'", 20).lines())
        .containsExactly("  ./workbench x \\", "      'a quoted word'");
  }

  private static void collectBroken(CommandLine command, List<String> broken) {
    String help = command.getUsageMessage();
    String pasted = help.replaceAll(" \\\\\\R +", " ");
    for (String line : command.getCommandSpec().usageMessage().footer()) {
      if (!pasted.lines().toList().contains(String.format(Locale.ROOT, line))) {
        broken.add(command.getCommandSpec().qualifiedName() + ": " + line);
      }
    }
    command.getSubcommands().values().forEach(child -> collectBroken(child, broken));
  }

  @Test
  void onlyTheCommandThatIsAskedForIsMade() {
    for (String name : Workbench.shown(Workbench.commandLine())) {
      out.getBuffer().setLength(0);
      assertThat(run("--debug", name, "--help")).as(name).isEqualTo(ExitCode.DONE);
      assertThat(out.toString()).as(name).startsWith("Usage: workbench " + name);
    }
  }

  private int run(String... args) {
    return Workbench.run(new PrintWriter(out), new PrintWriter(err), args);
  }

  private static void collectWithoutExample(CommandLine command, List<String> without) {
    String name = command.getCommandSpec().qualifiedName();
    var usage = command.getCommandSpec().usageMessage();
    boolean example =
        usage.footerHeading().contains("Example")
            && String.join("\n", usage.footer()).contains("./" + name);
    if (!example || usage.description().length == 0) {
      without.add(name);
    }
    command.getSubcommands().values().forEach(child -> collectWithoutExample(child, without));
  }
}
