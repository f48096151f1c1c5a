package org.saehdbw.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every file of a generation, cut at every byte and with a bit flipped in every byte. */
class DamagedGenerationTest {
  @TempDir private Path root;

  /** Damage in a file of the newest of two generations, and then in the same file of both. */
  private interface Damage {
    byte[] of(byte[] whole, int place);
  }

  private static byte[] flip(byte[] whole, int place) {
    byte[] bytes = whole.clone();
    bytes[place] ^= (byte) (1 << place % 8);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"weights.safetensors", "optimizer.safetensors", "state.json", "manifest.json"})
  void aFlippedBitIsFoundAndNeverLoaded(String name) throws IOException {
    SavedFolder folder = SavedFolder.of(root.resolve("saved"), 2);
    int fallbacks = tryAll(folder, name, DamagedGenerationTest::flip);
    int size = (int) Files.size(folder.store().generation(2).resolve(name));
    // In the manifest white space and the score may change without harm; all else must be noticed.
    assertThat(fallbacks).isGreaterThan(name.equals("manifest.json") ? size / 2 : size - 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"weights.safetensors", "optimizer.safetensors", "state.json", "manifest.json"})
  void aCutFileIsFoundAndNeverLoaded(String name) throws IOException {
    SavedFolder folder = SavedFolder.of(root.resolve("saved"), 2);
    int fallbacks = tryAll(folder, name, Arrays::copyOf);
    assertThat(fallbacks).isEqualTo((int) Files.size(folder.store().generation(2).resolve(name)));
  }

  /** Returns how often the newest generation was not used. */
  private static int tryAll(SavedFolder folder, String name, Damage damage) throws IOException {
    Path newest = folder.store().generation(2).resolve(name);
    byte[] whole = Files.readAllBytes(newest);
    int unused = 0;
    for (int place = 0; place < whole.length; place++) {
      Files.write(newest, damage.of(whole, place));
      List<String> warnings = new ArrayList<>();
      long iteration = load(folder, newest, warnings);
      if (iteration != 2) {
        unused++;
      }
      if (iteration == 1) {
        assertThat(warnings).hasSize(1);
        assertThat(warnings.get(0)).contains(newest.getParent().toString());
      }
    }
    Files.write(newest, whole);
    assertThat(load(folder, newest, new ArrayList<>())).isEqualTo(2);
    return unused;
  }

  /** Returns the iteration of what is loaded, which must be whole; 0 if loading is refused. */
  private static long load(SavedFolder folder, Path damaged, List<String> warnings)
      throws IOException {
    try {
      Optional<StoredCheckpoint> found = folder.store().latestGood(warnings::add);
      SavedFolder.requireWhole(found.orElseThrow());
      return found.get().state().iteration();
    } catch (CheckpointException e) {
      assertThat(e).hasMessageContaining(damaged.getParent().toString());
      return 0;
    }
  }

  @Test
  void whereEveryGenerationIsDamagedLoadingIsRefused() throws IOException {
    SavedFolder folder = SavedFolder.of(root.resolve("saved"), 2);
    for (int iteration = 1; iteration <= 2; iteration++) {
      Path file = folder.store().generation(iteration).resolve("weights.safetensors");
      byte[] whole = Files.readAllBytes(file);
      Files.write(file, flip(whole, whole.length - 1));
    }
    Path oldest = folder.store().generation(1).resolve("weights.safetensors");
    List<String> warnings = new ArrayList<>();
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> folder.store().latestGood(warnings::add))
        .isInstanceOf(CheckpointException.Corrupt.class)
        .hasMessage(
            folder.path()
                + ": no generation can be loaded; the oldest: "
                + oldest
                + ": its SHA-256 is not the one in manifest.json, so its bytes were changed");
    assertThat(warnings).hasSize(1);
  }
}
