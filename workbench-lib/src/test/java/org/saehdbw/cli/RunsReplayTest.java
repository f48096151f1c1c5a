package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.testing.TinyModel;

class RunsReplayTest {
  @TempDir private Path runs;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private RunFolder run;

  @BeforeEach
  void train() throws Exception {
    run = TinyModel.pretrained(TinyModel.SMALLEST, runs);
  }

  private int replay(String... more) {
    List<String> words = new ArrayList<>(List.of("runs", "replay", "--runs", runs.toString()));
    words.addAll(List.of(more));
    return run(words.toArray(String[]::new));
  }

  private int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Workbench.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  @Test
  void theSameIsSaidInOneLineAndInJson() throws IOException {
    assertThat(replay("1")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString().strip())
        .matches(
            "0001_tiny_s1: iterations 1 to 3 repeated in \\d+\\.\\d s; all losses are the same"
                + " \\(digest [0-9a-f]{16}\\), and the weights of 2 checkpoints");
    assertThat(replay("1", "--iterations", "2", "--json")).isEqualTo(ExitCode.DONE);
    JsonNode found = new ObjectMapper().readTree(out.toString());
    assertThat(found.at("/equal").asBoolean()).isTrue();
    assertThat(found.at("/first_iteration").asInt()).isEqualTo(1);
    assertThat(found.at("/last_iteration").asInt()).isEqualTo(2);
    assertThat(found.at("/generations/0/iteration").asInt()).isEqualTo(1);
    assertThat(found.at("/generations/0/equal").asBoolean()).isTrue();
    assertThat(found.at("/loss_digest").asText())
        .hasSize(64)
        .isEqualTo(found.at("/replayed_loss_digest").asText());
    assertThat(found.has("difference")).isFalse();
    assertThat(found.has("replay")).isFalse();
  }

  @Test
  void aDifferenceEndsWithCodeOneAndItsReason() throws IOException {
    edit(run.settingsFile(), "learning_rate: \\S+", "learning_rate: 0.01");
    assertThat(replay("1", "--iterations", "2")).isEqualTo(ExitCode.FAILED);
    List<String> lines = out.toString().lines().toList();
    assertThat(lines.get(0)).endsWith("; the replay differs from iteration 1");
    assertThat(lines.get(1)).matches("  iteration 1: \\d+ arrays of the checkpoint differ, .*");
    assertThat(lines.get(2)).startsWith("  nothing that the run recorded differs here; ");
    edit(run.environmentFile(), "\"djl\" : \"[^\"]+", "\"djl\" : \"0.1");
    assertThat(replay("1", "--json", "--out", runs.resolve("kept").toString()))
        .isEqualTo(ExitCode.FAILED);
    JsonNode found = new ObjectMapper().readTree(out.toString());
    assertThat(found.at("/difference_iteration").asInt()).isEqualTo(1);
    assertThat(found.at("/other_than_then/0").asText()).startsWith("djl differs (0.1 then, ");
    assertThat(Path.of(found.at("/replay").asText()).resolve("metrics.csv")).exists();
  }

  private static void edit(Path file, String what, String by) throws IOException {
    String text = Files.readString(file);
    assertThat(text).containsPattern(what);
    Files.writeString(file, text.replaceFirst(what, by));
  }

  @Test
  void wrongUsageIsExplained() {
    assertThat(run("runs", "replay")).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(replay("9")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("run 9 not found");
    assertThat(replay("1", "--iterations", "0")).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString()).contains("iterations must be at least 1, got 0");
    assertThat(run("runs", run.path().toString(), "replay", "1")).isEqualTo(ExitCode.ASKED_WRONGLY);
  }
}
