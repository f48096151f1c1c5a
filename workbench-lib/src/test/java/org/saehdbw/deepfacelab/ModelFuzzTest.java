package org.saehdbw.deepfacelab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.tensors.CounterRandom;
import org.saehdbw.testing.Amount;

/** Damaged model files end in a result or a {@link ModelFileException}, whatever the damage. */
class ModelFuzzTest {
  private static final int TRIALS = Amount.of(3000, 200_000);
  private static final int FOLDERS = 300;

  @TempDir private Path root;

  /** Flips, cuts, doubles, or overwrites with what hurts a reader most. */
  static byte[] mutated(byte[] bytes, CounterRandom random) {
    byte[] changed = bytes.clone();
    int head = Math.min(bytes.length, 2048);
    for (int i = 0; i <= random.nextInt(4); i++) {
      // Most of a file is floats, where nothing can go wrong: half of the hits go to its start.
      int at = random.nextInt(random.nextInt(2) == 0 ? head : bytes.length);
      int kind = random.nextInt(5);
      if (kind == 0) {
        changed = Arrays.copyOf(changed, Math.min(changed.length, at + 1));
      } else if (kind == 1) {
        int end = Math.min(changed.length, at + 8);
        Arrays.fill(changed, Math.min(at, end), end, (byte) 0xff);
      } else if (at < changed.length) {
        changed[at] = kind == 2 ? (byte) (changed[at] ^ 1 << random.nextInt(8)) : step(random);
      }
    }
    return changed;
  }

  /** A step of Python's machine, or any byte. */
  private static byte step(CounterRandom random) {
    String steps = "(.}]ueRbtqrhjBXCKMJNc\u0080\u0085\u0086\u0087\u0088\u008c\u008e\u0093\u0094";
    int pick = random.nextInt(steps.length() + 16);
    return (byte) (pick < steps.length() ? steps.charAt(pick) : random.nextInt(256));
  }

  @Test
  void readersEndInAResultOrTheirError() throws IOException {
    Path folder = ModelFixture.copy(ModelFixture.GRAY, root);
    byte[] weights = Files.readAllBytes(folder.resolve("small_SAEHDBW_encoder.npy"));
    byte[] data = Files.readAllBytes(folder.resolve("small_SAEHDBW_data.dat"));
    int read = 0;
    for (int i = 0; i < TRIALS; i++) {
      CounterRandom random = CounterRandom.of(11, "damaged model files", i, 0);
      boolean ofData = i % 4 == 0;
      try {
        byte[] bytes = mutated(ofData ? data : weights, random);
        if (ofData) {
          assertThat(DataFile.parse("data.dat", bytes).iteration()).isNotNegative();
        } else {
          assertThat(ArrayFile.parse("encoder.npy", bytes).keys()).isNotNull();
        }
        read++;
      } catch (ModelFileException e) {
        assertThat(e.getMessage()).startsWith(ofData ? "data.dat: " : "encoder.npy: ");
      }
    }
    assertThat(read).isBetween(TRIALS / 50, TRIALS);
  }

  @Test
  void foldersWithADamagedFileAreReadOrRefused() throws IOException {
    Path folder = ModelFixture.copy(ModelFixture.GRAY, root);
    int read = 0;
    for (int i = 0; i < FOLDERS; i++) {
      CounterRandom random = CounterRandom.of(12, "damaged model folders", i, 0);
      String entry = List.of("encoder.npy", "inter.npy", "data.dat").get(i % 3);
      Path file = folder.resolve("small_SAEHDBW_" + entry);
      byte[] whole = Files.readAllBytes(file);
      Files.write(file, mutated(whole, random));
      try {
        assertThat(ModelInfo.of(folder).parameters()).isPositive();
        read++;
      } catch (ModelFileException e) {
        assertThat(e.getMessage()).contains("SAEHDBW");
      }
      Files.write(file, whole);
    }
    assertThat(read).isBetween(FOLDERS / 50, FOLDERS);
  }
}
