package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunLock;
import org.saehdbw.runs.labels.RunLabels;

class RunsLabelsCommandTest {
  @TempDir private Path folder;
  private RunFolder run;

  @BeforeEach
  void makeRun() throws IOException {
    run = RunFolder.create(folder, "small", 1);
  }

  private CommandRun runs(String... words) {
    List<String> all = new ArrayList<>(List.of("runs"));
    all.addAll(List.of(words));
    int end = all.indexOf("--");
    all.addAll(end < 0 ? all.size() : end, List.of("--runs", folder.toString()));
    return CommandRun.of(all.toArray(String[]::new));
  }

  @Test
  void tagsAreAddedShownAndRemoved() throws IOException {
    assertThat(runs("tag", "1").out()).isEqualTo("0001_small_s1: no tags");
    assertThat(runs("tag", "1", "night", "film").out()).isEqualTo("0001_small_s1: film, night");
    assertThat(runs("tag", "small", "b", "--remove", "film").out())
        .isEqualTo("0001_small_s1: b, night");
    JsonNode row = runs("tag", "1", "--json").json();
    assertThat(row.at("/tags/1").asText()).isEqualTo("night");
    assertThat(row.at("/archived").asBoolean(true)).isFalse();
    CommandRun wrong = runs("tag", "1", "two words");
    assertThat(wrong.code()).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(wrong.err()).startsWith("workbench runs tag: a tag must be one word of at most 40");
    assertThat(RunLabels.read(run).tags()).containsExactly("b", "night");
  }

  @Test
  void aNoteIsAnyText() throws IOException {
    assertThat(runs("note", "1").out()).isEqualTo("0001_small_s1: no note");
    assertThat(runs("note", "1", "too", "soft\nin the dark").out())
        .isEqualTo("0001_small_s1:\ntoo soft\nin the dark");
    assertThat(runs("note", "1", "--add", "better").out()).endsWith("in the dark\nbetter");
    assertThat(runs("note", "1").out()).endsWith("in the dark\nbetter");
    assertThat(runs("note", "1", "--json").json().at("/note").asText())
        .isEqualTo("too soft\nin the dark\nbetter");
    assertThat(runs("note", "1", "--", "--remove \u001b[31m").out())
        .isEqualTo("0001_small_s1:\n--remove ?[31m");
    assertThat(RunLabels.read(run).note()).isEqualTo("--remove \u001b[31m");
    assertThat(runs("note", "1", "--remove").out()).isEqualTo("0001_small_s1: no note");
    for (String[] wrong :
        new String[][] {
          {"note", "1", " "}, {"note", "1", "--add"}, {"note", "1", "x", "--remove"}
        }) {
      assertThat(runs(wrong).code()).isEqualTo(ExitCode.ASKED_WRONGLY);
    }
  }

  @Test
  void aRunIsRenamed() {
    CommandRun done = runs("rename", "1", "film-grain");
    assertThat(done.out()).isEqualTo("0001_small_s1 is now 0001_film-grain_s1");
    assertThat(runs("show", "film-grain").out()).startsWith("0001_film-grain_s1");
    assertThat(runs("rename", "1", "../x").code()).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(runs("rename", "1", "x", "y").err())
        .startsWith("workbench runs rename: one word too many, got 'y'");
    assertThat(folder.resolve("0001_film-grain_s1")).isDirectory();
  }

  @Test
  void aDeletionNeedsAYes() throws IOException {
    RunFolder.create(folder, "tall", 1);
    CommandRun unasked = runs("delete", "1");
    assertThat(unasked.code()).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(unasked.err())
        .isEqualTo(
            "workbench runs delete: --yes is needed, because input is not a terminal and cannot be"
                + " asked (see workbench runs delete --help)");
    assertThat(run.path()).isDirectory();
    try (RunLock lock = RunLock.acquire(run)) {
      assertThat(lock).isNotNull();
      CommandRun held = runs("delete", "2", "1", "--yes");
      assertThat(held.code()).isEqualTo(ExitCode.FAILED);
      assertThat(held.err()).contains("0001_small_s1: is being trained by process");
      assertThat(folder.resolve("0002_tall_s1")).isDirectory();
    }
    CommandRun done = runs("delete", "1", "small", "2", "--yes");
    assertThat(done.out()).isEqualTo("deleted 2 runs, 0.0 MiB");
    assertThat(done.err()).isEqualTo("deleted 0001_small_s1\ndeleted 0002_tall_s1");
    assertThat(RunFolder.all(folder)).isEmpty();
    assertThat(Files.exists(folder.resolve(".numbers/0002"))).isTrue();
  }

  @Test
  void onlyYesIsAYes() throws IOException {
    for (String no : List.of("", "\n", "y\n", "no\n", "yes, all\n")) {
      assertThat(RunsDeleteCommand.isYes(new StringReader(no))).as(no).isFalse();
    }
    assertThat(RunsDeleteCommand.isYes(new StringReader(" Yes \n"))).isTrue();
  }
}
