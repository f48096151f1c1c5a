package org.saehdbw.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunMovesTest {
  @TempDir private Path root;

  @Test
  void aRenamedRunKeepsNumberSeedAndFiles() throws IOException {
    Path runs = root.resolve("runs");
    RunFolder run = RunFolder.create(runs, "small", -3);
    Files.writeString(run.settingsFile(), "x");
    RunFolder renamed = RunMoves.rename(run, "film_s2");
    assertThat(renamed.name()).isEqualTo("0001_film_s2_s-3");
    assertThat(renamed.label()).isEqualTo("film_s2");
    assertThat(renamed.settingsFile()).hasContent("x");
    assertThat(run.path()).doesNotExist();
    assertThat(RunLock.holder(renamed)).isEmpty();
    assertThat(renamed.path().resolve("run.owner.json")).doesNotExist();
    for (String name : List.of("1", "film_s2", "0001_film_s2_s-3")) {
      assertThat(RunNames.find(runs, name).path()).isEqualTo(renamed.path());
    }
    assertThat(RunNames.moved(run.path()).path()).isEqualTo(renamed.path());
    String before = run.path().toString();
    assertThat(RunNames.findOrMoved(runs, before).path()).isEqualTo(renamed.path());
    assertThatThrownBy(() -> RunNames.find(runs, before))
        .as("what a person writes is not guessed")
        .hasMessageContaining("does not exist");
    Files.createDirectory(runs.resolve("0001_second_s1"));
    for (String gone : List.of(before, runs.resolve("0009_none_s1").toString(), "a/\u0000")) {
      assertThatThrownBy(() -> RunNames.findOrMoved(runs, gone))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("does not exist");
    }
    RunLock.acquire(renamed).close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "a/b", "../x", "a b", "-x", ".x", "a\u0000", "\u202e", "a\nb"})
  void hostileNamesAreRefused(String name) throws IOException {
    RunFolder run = RunFolder.create(root, "small", 1);
    assertThatThrownBy(() -> RunMoves.rename(run, name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a run's name must be made of letters, digits, '.', '-' and '_', got " + name);
    assertThat(run.path()).isDirectory();
  }

  @Test
  void namesThatLeadAstrayAreRefused() throws IOException {
    RunFolder run = RunFolder.create(root, "small", 1);
    assertThatThrownBy(() -> RunMoves.rename(run, "12"))
        .hasMessage(
            "a run's name must not be a number, which would be read as the number of a run, got"
                + " 12");
    assertThatThrownBy(() -> RunMoves.rename(run, "small"))
        .hasMessage("a run's new name must differ from the one it has, got small");
    assertThatThrownBy(() -> RunMoves.rename(run, "a".repeat(201)))
        .hasMessage("a run's name must have at most 200 letters, got 201");
    Files.createDirectory(root.resolve("0001_taken_s1"));
    assertThatThrownBy(() -> RunMoves.rename(run, "taken"))
        .isInstanceOf(RunException.class)
        .hasMessage(root.resolve("0001_taken_s1") + ": exists already; choose another name");
    assertThat(RunLock.holder(run)).isEmpty();
  }

  @Test
  void aRunThatIsTrainedStays() throws IOException {
    RunFolder run = RunFolder.create(root, "small", 1);
    try (RunLock lock = RunLock.acquire(run)) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> RunMoves.rename(run, "film"))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("is being trained by process");
      assertThatThrownBy(() -> RunMoves.delete(run))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("is being trained by process");
    }
    assertThat(run.previews()).isDirectory();
  }

  @Test
  void aRunOfASweepStays() throws IOException {
    Path sweep = root.resolve("sweep");
    RunFolder run = RunFolder.create(sweep.resolve("runs"), "small", 1);
    Files.writeString(sweep.resolve("ledger.jsonl"), "");
    String why =
        ", because it belongs to a sweep or comparison: "
            + sweep.resolve("ledger.jsonl")
            + " names it";
    assertThatThrownBy(() -> RunMoves.rename(run, "film"))
        .hasMessage(run.path() + ": cannot be renamed" + why);
    assertThatThrownBy(() -> RunMoves.delete(run))
        .hasMessage(run.path() + ": cannot be deleted" + why);
    assertThat(run.previews()).isDirectory();
  }

  @Test
  void aDeletedRunIsGoneAndItsNumberStaysUsed() throws IOException {
    RunFolder run = RunFolder.create(root, "small", 1);
    Files.writeString(run.checkpoints().resolve("weights"), "x");
    RunMoves.delete(run);
    assertThat(root.toFile().list()).containsExactly(".numbers");
    assertThat(RunFolder.create(root, "small", 1).number()).isEqualTo(2);
  }

  @Test
  void whatAnInterruptedDeletionLeftIsNoRunAndIsDeletedLater() throws IOException {
    RunFolder run = RunFolder.create(root, "small", 1);
    // No process has a number of 18 digits.
    Path left = root.resolve(".deleting-999999999999999999-1");
    Files.move(run.path(), left);
    Path ofThisProcess =
        Files.createDirectory(root.resolve(".deleting-" + ProcessHandle.current().pid() + "-1"));
    assertThat(RunFolder.all(root)).isEmpty();
    assertThat(RunMoves.deleteLeftovers(root)).isEqualTo(1);
    assertThat(left).doesNotExist();
    assertThat(ofThisProcess).exists();
  }
}
