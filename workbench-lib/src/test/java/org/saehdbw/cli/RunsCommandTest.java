package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.runs.RunFolder;

class RunsCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void listsRunsAndShowsOneByItsNumber() throws IOException {
    RunFolder.create(folder, "df-ud-64-32-16-16-16-gray", 1);
    RunFolder.create(folder, "df-ud-64-32-16-16-16-gray", 2);
    assertThat(run("runs", "--runs", folder.toString(), "--json")).isEqualTo(ExitCode.DONE);
    JsonNode all = new ObjectMapper().readTree(out.toString());
    assertThat(all).hasSize(2);
    assertThat(all.at("/0/name").asText()).isEqualTo("0001_df-ud-64-32-16-16-16-gray_s1");
    assertThat(all.at("/1/iteration").asInt()).isZero();

    out.getBuffer().setLength(0);
    assertThat(run("runs", "2", "--runs", folder.toString(), "--json")).isEqualTo(ExitCode.DONE);
    JsonNode one = new ObjectMapper().readTree(out.toString());
    assertThat(one.at("/0/name").asText()).isEqualTo("0002_df-ud-64-32-16-16-16-gray_s2");
    assertThat(one.at("/0/status").asText()).isEqualTo("interrupted");
  }

  @Test
  void aRunThatIsNotThereIsNamed() {
    assertThat(run("runs", "9", "--runs", folder.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString().strip())
        .isEqualTo("workbench runs: " + folder + ": run 9 not found; this folder holds no runs");
  }

  @Test
  void aFolderWithoutRunsSaysSo() {
    assertThat(run("runs", "--runs", folder.toString())).isEqualTo(ExitCode.DONE);
    assertThat(out.toString().strip()).isEqualTo("no runs in " + folder);
  }

  private int run(String... args) {
    return Workbench.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
