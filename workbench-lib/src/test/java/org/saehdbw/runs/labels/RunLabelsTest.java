package org.saehdbw.runs.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunLock;

class RunLabelsTest {
  @TempDir private Path root;
  private RunFolder run;

  @BeforeEach
  void makeRun() throws IOException {
    run = RunFolder.create(root, "small", 1);
  }

  @Test
  void aRunWithoutTheFileHasNone() throws IOException {
    assertThat(RunLabels.read(run)).isEqualTo(RunLabels.NONE);
    assertThat(run.labelsFile()).doesNotExist();
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    String note = "first line\n\"second\" \\ <b>\u0007\u0000 \ud83c\udf9e\nlast\n";
    RunLabels labels = new RunLabels(List.of("night", "film", "film", "schn\u00e9e"), note, true);
    labels.write(run);
    assertThat(RunLabels.read(run)).isEqualTo(labels);
    assertThat(labels.tags()).containsExactly("film", "night", "schn\u00e9e");
    assertThat(Files.readString(run.labelsFile()))
        .startsWith("{\n  \"format\" : \"saehdbw-run-labels\",\n  \"version\" : 1,\n");
  }

  @Test
  void labelsChangeWhileATrainerHoldsTheRun() throws IOException {
    try (RunLock lock = RunLock.acquire(run)) {
      assertThat(lock).isNotNull();
      RunLabels.change(run, before -> before.withTags(List.of("film")).withNote("dark"));
      RunLabels.change(run, before -> before.withTags(List.of("b")).withArchived(true));
      RunLabels.change(run, before -> before.withoutTags(List.of("film", "unknown")));
    }
    assertThat(RunLabels.read(run)).isEqualTo(new RunLabels(List.of("b"), "dark", true));
  }

  @Test
  void nothingIsLostWhereTwoChangeAtOnce() throws Exception {
    List<FutureTask<RunLabels>> tasks = new ArrayList<>();
    for (String tag : List.of("a", "b")) {
      FutureTask<RunLabels> task =
          new FutureTask<>(() -> RunLabels.change(run, before -> before.withTags(List.of(tag))));
      tasks.add(task);
      new Thread(task).start();
    }
    List<String> made = new ArrayList<>();
    for (FutureTask<RunLabels> task : tasks) {
      try {
        made.addAll(task.get().tags());
      } catch (ExecutionException e) {
        // Within one process the second one does not wait.
        assertThat(e.getCause())
            .isInstanceOf(RunException.class)
            .hasMessageEndingWith("; try again");
      }
    }
    assertThat(made).isNotEmpty();
    assertThat(RunLabels.read(run).tags())
        .containsExactlyInAnyOrderElementsOf(made.stream().distinct().toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two words", "-x", "a/b", "<b>", "a\nb", "..", "a,b", "\u202ea"})
  void aTagIsOneWord(String tag) {
    assertThatThrownBy(() -> RunLabels.NONE.withTags(List.of(tag)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a tag must be one word of at most 40 letters, digits, '.', '-' and '_' that begins"
                + " with a letter or digit, got '"
                + tag
                + "'");
  }

  @Test
  void tagsAndNotesHaveLimits() {
    assertThatThrownBy(() -> RunLabels.NONE.withTags(List.of("a".repeat(41))))
        .hasMessageEndingWith("got '" + "a".repeat(41) + "'");
    assertThatThrownBy(() -> RunLabels.NONE.withNote("a".repeat(100_001)))
        .hasMessage("a note must have at most 100000 characters, got 100001");
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 101; i++) {
      many.add("t" + i);
    }
    assertThatThrownBy(() -> RunLabels.NONE.withTags(many))
        .hasMessage("a run must have at most 100 tags, got 101");
  }

  @Test
  void theLongestNoteIsReadBack() throws IOException {
    RunLabels labels = RunLabels.NONE.withNote("\u0001".repeat(RunLabels.MOST_NOTE));
    labels.write(run);
    assertThat(RunLabels.read(run)).isEqualTo(labels);
  }

  @Test
  void damageNamesTheFileAndIsKept() throws IOException {
    String start = run.labelsFile() + ": ";
    refuses("{\"format\"", start + "is damaged, it is not JSON; correct or delete it");
    refuses("", start + "was never completely written: it is empty; correct or delete it");
    refuses(
        "[]",
        start
            + "is damaged, it must be an object with format 'saehdbw-run-labels'; correct or"
            + " delete it");
    String begin = "{\"format\": \"saehdbw-run-labels\", \"version\": ";
    refuses(begin + "2}", start + "is of version 2, this program reads version 1; use a newer one");
    refuses(
        begin + "\"x\"}",
        start + "is damaged, version must be a number from 1, got \"x\"; correct or delete it");
    refuses(
        begin + "1, \"tags\": \"film\"}",
        start
            + "is damaged, it must have a list 'tags', a text 'note' and 'archived', true or"
            + " false; correct or delete it");
    refuses(
        begin + "1, \"tags\": [\"<b>\"], \"note\": \"\", \"archived\": false}",
        start
            + "is damaged, a tag must be one word of at most 40 letters, digits, '.', '-' and '_'"
            + " that begins with a letter or digit, got '<b>'; correct or delete it");
  }

  private void refuses(String content, String message) throws IOException {
    Files.writeString(run.labelsFile(), content);
    assertThatThrownBy(() -> RunLabels.read(run))
        .isInstanceOf(RunException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> RunLabels.change(run, before -> before.withNote("x")))
        .isInstanceOf(RunException.class);
    assertThat(Files.readString(run.labelsFile())).isEqualTo(content);
  }
}
