package org.saehdbw.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.saehdbw.files.FileTree;
import org.saehdbw.testing.FaultyDisk;
import org.saehdbw.testing.Killer;

/** A folder of small generations to which accidents happen, and what must hold after each. */
record SavedFolder(Path path) {
  /** Forces nothing to the real disk, which would take most of the tests' time. */
  static final FaultyDisk.Watch UNDISTURBED = change -> {};

  private static final int ELEMENTS = 60;

  static Checkpoint checkpoint(long iteration) {
    // The first one has the best score, so that it is kept however old it is.
    return CheckpointSamples.checkpoint(
        iteration, ELEMENTS, OptionalDouble.of(iteration == 1 ? 0 : iteration));
  }

  /** Saves 1 to {@code last}. */
  static SavedFolder of(Path path, int last) throws IOException {
    FileTree.delete(path);
    SavedFolder folder = new SavedFolder(path);
    for (int i = 1; i <= last; i++) {
      folder.save(i, UNDISTURBED);
    }
    return folder;
  }

  SavedFolder copyTo(Path other) throws IOException {
    FileTree.delete(other);
    if (Files.exists(path)) {
      try (Stream<Path> all = Files.walk(path)) {
        for (Path file : all.toList()) {
          Files.copy(file, other.resolve(path.relativize(file).toString()));
        }
      }
    }
    return new SavedFolder(other);
  }

  /** Saves on a disk that is watched. */
  void save(long iteration, FaultyDisk.Watch watch) throws IOException {
    Path watched = new FaultyDisk().watchedBy(watch).of(path);
    new CheckpointStore(watched, KeepPolicy.defaults()).save(checkpoint(iteration));
  }

  /** Saves and is killed before a change; returns whether it was. */
  boolean saveKilledBefore(int change, long iteration) throws IOException {
    try {
      save(iteration, Killer.before(change));
      return false;
    } catch (Killer.Killed e) {
      return true;
    }
  }

  CheckpointStore store() {
    return new CheckpointStore(path, KeepPolicy.defaults());
  }

  /** A trainer that resumes finds a whole generation; returns its iteration, 0 for none. */
  long resume() throws IOException {
    List<String> warnings = new ArrayList<>();
    store().recover();
    Optional<StoredCheckpoint> found = store().latestGood(warnings::add);
    assertThat(warnings).isEmpty();
    if (found.isEmpty()) {
      return 0;
    }
    requireWhole(found.get());
    return found.get().state().iteration();
  }

  /** Every value must be the one that was saved. */
  static void requireWhole(StoredCheckpoint found) throws IOException {
    Checkpoint saved = checkpoint(found.state().iteration());
    assertThat(found.state()).isEqualTo(saved.state());
    try (SafetensorsReader weights = found.openWeights();
        SafetensorsReader optimizer = found.openOptimizer()) {
      assertThat(weights.readAll()).isEqualTo(saved.weights());
      assertThat(optimizer.readAll()).isEqualTo(saved.optimizer());
    }
  }

  /** The save after the accident works, and nothing is left over. */
  void requireNextSaveWorks(long iteration) throws IOException {
    save(iteration, UNDISTURBED);
    assertThat(resume()).isEqualTo(iteration);
    assertThat(store().temporaries()).isEmpty();
    assertThat(store().generations()).hasSizeLessThanOrEqualTo(4).contains(iteration);
  }

  /** Returns all files with their bytes as text, to compare folders. */
  Map<String, String> content() throws IOException {
    Map<String, String> content = new TreeMap<>();
    if (Files.exists(path)) {
      try (Stream<Path> all = Files.walk(path)) {
        for (Path file : all.toList()) {
          String bytes =
              Files.isDirectory(file)
                  ? "folder"
                  : HexFormat.of().formatHex(Files.readAllBytes(file));
          content.put(path.relativize(file).toString(), bytes);
        }
      }
    }
    return content;
  }
}
