package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
  private static final String YAML =
      "name: a\nmodel: df-ud-64-32-16-16-16\nfaces: {pretraining_data: 'drawn:20,size=64'}\n"
          + "arms: [colour, gray-files]\nlevels: [network]\n";

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Object... words) {
    String[] args = new String[words.length + 1];
    args[0] = "compare";
    for (int i = 0; i < words.length; i++) {
      args[i + 1] = words[i].toString();
    }
    return Workbench.run(new PrintWriter(out), new PrintWriter(err), args);
  }

  @Test
  void tellsWhatStandsInAFolderWithoutMeasuring() throws IOException {
    Files.writeString(folder.resolve("experiment.yaml"), YAML);
    assertThat(run("--report", folder)).isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
        .startsWith("# a: gray against colour (drawn)\n")
        .contains("**Not complete:** network: 0 of 12 rounds.")
        .contains("Nothing can be said yet.");
    assertThat(folder.resolve("summary.md")).exists();
    assertThat(folder.resolve("ledger.jsonl")).doesNotExist();
    out.getBuffer().setLength(0);
    assertThat(run("--report", folder, "--json")).isEqualTo(ExitCode.DONE);
    assertThat(new ObjectMapper().readTree(out.toString()).at("/missing/0").asText())
        .isEqualTo("network: 0 of 12 rounds");
  }

  @Test
  void refusesAWrongSizeBeforeItMeasures() throws IOException {
    Files.writeString(folder.resolve("experiment.yaml"), YAML);
    assertThat(run("--report", folder, "--figures", folder.resolve("p"), "--width-mm", "2000"))
        .isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString())
        .isEqualTo(
            "workbench compare: the width of a figure must be 20 to 1000 mm, got 2,000"
                + " (see workbench compare --help)\n");
    assertThat(folder.resolve("summary.md")).doesNotExist();
  }

  @Test
  void aFolderContinuesAsItWasStarted() throws IOException {
    Files.writeString(folder.resolve("experiment.yaml"), YAML);
    assertThat(run(folder, "--until", "decided")).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString())
        .isEqualTo(
            "workbench compare: --until, --margin, --most-seeds and --time-limit change an experiment"
                + " file; a result folder continues as it was started, got "
                + folder
                + " (see workbench compare --help)\n");
    assertThat(folder.resolve("ledger.jsonl")).doesNotExist();
  }

  @Test
  void refusesWhatIsWrong() throws IOException {
    Path file = Files.writeString(folder.resolve("small.yaml"), YAML);
    assertThat(run("--report", file)).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString())
        .isEqualTo(
            "workbench compare: --report takes a result folder, got "
                + file
                + " (see workbench compare --help)\n");
    err.getBuffer().setLength(0);
    assertThat(run(file, "--results", folder, "--set", "round=3"))
        .isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString())
        .isEqualTo("workbench compare: unknown key 'round' (small.yaml); nearest is rounds\n");
    err.getBuffer().setLength(0);
    assertThat(run(folder)).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString())
        .isEqualTo(
            "workbench compare: " + folder + ": holds no comparison, experiment.yaml is missing\n");
    assertThat(folder.resolve("a")).doesNotExist();
  }
}
