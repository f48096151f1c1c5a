package org.saehdbw.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.testing.FaultyDisk;
import org.saehdbw.testing.Killer;

/** A save that is killed, or meets a full disk, at each single change that it makes to the disk. */
class KilledSaveTest {
  @TempDir private Path root;

  /** The changes of a save of the iteration after {@code before} generations. */
  private List<String> changes(SavedFolder folder, long iteration) throws IOException {
    Killer counter = Killer.counting();
    folder.copyTo(root.resolve("counted")).save(iteration, counter);
    return counter.changes();
  }

  @Test
  void everyWriteForceAndRenameOfASaveIsCounted() throws IOException {
    List<String> changes = changes(SavedFolder.of(root.resolve("saved"), 4), 5);
    assertThat(changes)
        .startsWith("folder .saving-000000005", "open weights.safetensors")
        .containsSubsequence(
            "write weights.safetensors",
            "rest weights.safetensors",
            "force weights.safetensors",
            "open optimizer.safetensors",
            "force optimizer.safetensors",
            "force state.json",
            "force manifest.json",
            "force .saving-000000005",
            "rename 000000005",
            "force counted",
            "rename .saving-000000002",
            "delete .saving-000000002");
    assertThat(changes).hasSizeGreaterThan(30);
  }

  /** Generations before, and the iteration that is saved: 4 after 4 replaces one. */
  @ParameterizedTest
  @CsvSource({"0, 1", "1, 2", "4, 5", "4, 4"})
  void aKillBeforeAnyChangeLosesOneSaveAtMost(int before, long iteration) throws IOException {
    SavedFolder saved = SavedFolder.of(root.resolve("saved"), before);
    int changes = changes(saved, iteration).size();
    List<Long> found = new ArrayList<>();
    for (int change = 1; change <= changes; change++) {
      SavedFolder folder = saved.copyTo(root.resolve("killed"));
      assertThat(folder.saveKilledBefore(change, iteration)).isTrue();
      long resumed = folder.resume();
      assertThat(resumed).as("killed before change " + change).isIn((long) before, iteration);
      found.add(resumed);
      folder.requireNextSaveWorks(iteration + 1);
    }
    // What is durable stays so: once the new one is found it is found after all later kills.
    assertThat(found).isSorted().contains((long) before, iteration);
    assertThat(saved.copyTo(root.resolve("killed")).saveKilledBefore(changes + 1, iteration))
        .isFalse();
  }

  /** A reader that looks at what was moved aside never finds a part of it. */
  @Test
  void whatWasMovedAsideIsWholeOrGone() throws IOException {
    SavedFolder saved = SavedFolder.of(root.resolve("saved"), 4);
    int changes = changes(saved, 4).size();
    int seen = 0;
    for (int change = 1; change <= changes; change++) {
      SavedFolder folder = saved.copyTo(root.resolve("killed"));
      folder.saveKilledBefore(change, 4);
      Path aside = folder.path().resolve(".replaced-000000004");
      if (Files.exists(aside)) {
        SavedFolder.requireWhole(CheckpointStore.open(aside));
        seen++;
      }
    }
    assertThat(seen).isPositive();
  }

  /** The save after a kill clears up; it is killed in its turn, which may be while it does. */
  @Test
  void aSecondKillLosesNoMore() throws IOException {
    SavedFolder saved = SavedFolder.of(root.resolve("saved"), 4);
    int changes = changes(saved, 4).size();
    for (int first = 1; first <= changes; first += 6) {
      SavedFolder once = saved.copyTo(root.resolve("once"));
      once.saveKilledBefore(first, 4);
      for (int second = 1; second <= 13; second += 3) {
        SavedFolder twice = once.copyTo(root.resolve("twice"));
        assertThat(twice.saveKilledBefore(second, 5)).isTrue();
        assertThat(twice.resume()).as(first + ", " + second).isEqualTo(4);
        twice.requireNextSaveWorks(6);
      }
    }
  }

  /** Nothing that was renamed may be of bytes that a power cut takes. */
  @Test
  void allIsForcedBeforeItIsRenamedAndRenamedBeforeAnythingIsDeleted() throws IOException {
    List<String> changes = changes(SavedFolder.of(root.resolve("saved"), 4), 4);
    int renamed = changes.indexOf("rename 000000004");
    int forced = changes.lastIndexOf("force counted");
    for (String file :
        List.of("weights.safetensors", "optimizer.safetensors", "state.json", "manifest.json")) {
      assertThat(changes.lastIndexOf("rest " + file)).isLessThan(changes.indexOf("force " + file));
      assertThat(changes.indexOf("force " + file)).isLessThan(renamed);
    }
    assertThat(changes.indexOf("force .saving-000000004")).isLessThan(renamed);
    assertThat(renamed).isLessThan(forced);
    for (int i = 0; i < forced; i++) {
      assertThat(changes.get(i)).doesNotStartWith("delete");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, Backups.MOST})
  void aKillDuringABackupLosesNoOtherBackup(int before) throws IOException {
    SavedFolder saved = SavedFolder.of(root.resolve("saved"), 4);
    Path generation = saved.store().generation(4);
    SavedFolder backups = new SavedFolder(root.resolve("backups"));
    for (int i = 0; i < before; i++) {
      backUp(backups, saved.store().generation(3), SavedFolder.UNDISTURBED);
    }
    Killer counter = Killer.counting();
    backUp(backups.copyTo(root.resolve("counted")), generation, counter);
    int changes = counter.changes().size();
    assertThat(changes).isGreaterThan(20);
    for (int change = 1; change <= changes; change += before == Backups.MOST ? 7 : 1) {
      SavedFolder folder = backups.copyTo(root.resolve("killed"));
      Killer killer = Killer.before(change);
      assertThatThrownBy(() -> backUp(folder, generation, killer))
          .isInstanceOf(Killer.Killed.class);
      List<String> warnings = new ArrayList<>();
      StoredCheckpoint found = new Backups(folder.path()).newestGood(warnings::add).orElseThrow();
      assertThat(found.state().iteration()).isIn(3L, 4L);
      SavedFolder.requireWhole(found);
      assertThat(warnings).isEmpty();
      backUp(folder, generation, SavedFolder.UNDISTURBED);
      assertThat(new Backups(folder.path()).newestGood(warnings::add).orElseThrow().state())
          .isEqualTo(SavedFolder.checkpoint(4).state());
    }
  }

  private static void backUp(SavedFolder backups, Path generation, FaultyDisk.Watch watch)
      throws IOException {
    FaultyDisk disk = new FaultyDisk().watchedBy(watch);
    new Backups(disk.of(backups.path())).add(disk.of(generation), List.of());
  }

  /** Room runs out at a change, and none is there again for anything that needs room. */
  private static FaultyDisk.Watch fullFrom(int change) {
    int[] seen = {0};
    return kind -> {
      boolean needsRoom = kind.matches("(folder|open|write|rest|copy|force) .*");
      if (++seen[0] >= change && needsRoom) {
        throw new IOException("No space left on device");
      }
    };
  }

  @Test
  void aDiskThatFillsDuringASaveKeepsTheGenerationBefore() throws IOException {
    SavedFolder saved = SavedFolder.of(root.resolve("saved"), 4);
    List<String> changes = changes(saved, 5);
    int published = changes.indexOf("rename 000000005");
    for (int change = 1; change <= published; change++) {
      SavedFolder folder = saved.copyTo(root.resolve("full"));
      FaultyDisk.Watch full = fullFrom(change);
      assertThatThrownBy(() -> folder.save(5, full))
          .as(changes.get(change - 1))
          .isInstanceOf(CheckpointException.NotSaved.class)
          .hasMessage(
              folder.path().resolve("000000005")
                  + ": could not be saved (No space left on device); free space on this disk;"
                  + " generation 000000004 is kept");
      assertThat(folder.content()).isEqualTo(saved.content());
      assertThat(folder.resume()).isEqualTo(4);
      folder.requireNextSaveWorks(6);
    }
  }

  @Test
  void aDiskThatFillsDuringABackupKeepsTheBackupsBefore() throws IOException {
    SavedFolder saved = SavedFolder.of(root.resolve("saved"), 4);
    Path generation = saved.store().generation(4);
    SavedFolder backups = new SavedFolder(root.resolve("backups"));
    backUp(backups, saved.store().generation(3), SavedFolder.UNDISTURBED);
    Killer counter = Killer.counting();
    backUp(backups.copyTo(root.resolve("counted")), generation, counter);
    int copied = counter.changes().indexOf("force .new");
    assertThat(copied).isGreaterThan(10);
    for (int change = 1; change <= copied + 1; change++) {
      SavedFolder folder = backups.copyTo(root.resolve("full"));
      FaultyDisk.Watch full = fullFrom(change);
      assertThatThrownBy(() -> backUp(folder, generation, full))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("No space left on device");
      // Nothing is left of the new one, which would only fill the disk more.
      assertThat(folder.content()).isEqualTo(backups.content());
    }
  }

  @Test
  void whatAKillLeavesIsRemovedByTheNextSave() throws IOException {
    SavedFolder folder = SavedFolder.of(root.resolve("saved"), 1);
    assertThat(folder.saveKilledBefore(6, 2)).isTrue();
    assertThat(folder.path().resolve(".saving-000000002")).isDirectory();
    folder.requireNextSaveWorks(3);
  }
}
