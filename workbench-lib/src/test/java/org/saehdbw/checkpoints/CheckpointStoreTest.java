package org.saehdbw.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.saehdbw.checkpoints.CheckpointSamples.checkpoint;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointStoreTest {
  private final List<String> warnings = new ArrayList<>();
  @TempDir private Path root;
  private Path folder;
  private CheckpointStore store;

  @BeforeEach
  void makeTheStore() {
    folder = root.resolve("checkpoints");
    store = new CheckpointStore(folder, KeepPolicy.defaults());
  }

  @Test
  void givesBackWhatWasSaved() throws IOException {
    assertThat(store.latestGood(warnings::add)).isEmpty();
    Path saved = store.save(checkpoint(12, 10));
    assertThat(saved).isEqualTo(folder.resolve("000000012"));
    try (var files = Files.list(saved)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "weights.safetensors", "optimizer.safetensors", "state.json", "manifest.json");
    }
    StoredCheckpoint stored = store.latestGood(warnings::add).orElseThrow();
    assertThat(stored.state()).isEqualTo(CheckpointSamples.state(12));
    try (SafetensorsReader weights = stored.openWeights();
        SafetensorsReader optimizer = stored.openOptimizer()) {
      assertThat(weights.metadata()).isEqualTo(Map.of("layout", "OIHW"));
      assertThat(weights.read("encoder/weight").values())
          .isEqualTo(checkpoint(12, 10).weights().get(0).values());
      assertThat(optimizer.metadata()).isEqualTo(Map.of("iters", "17"));
      assertThat(optimizer.names()).containsExactly("ms_encoder/weight");
    }
    assertThat(warnings).isEmpty();
  }

  @Test
  void sameContentsGiveTheSameBytes() throws IOException {
    byte[] first = Files.readAllBytes(store.save(checkpoint(3, 9)).resolve("weights.safetensors"));
    byte[] again = Files.readAllBytes(store.save(checkpoint(3, 9)).resolve("weights.safetensors"));
    assertThat(again).isEqualTo(first);
    assertThat(store.generations()).containsExactly(3L);
  }

  @Test
  void keepsTheLastTheBestAndEveryNth() throws IOException {
    CheckpointStore keeping = new CheckpointStore(folder, new KeepPolicy(2, 1, 40));
    double[] scores = {9, 3, 8, 7, 5, 6, 4.5};
    for (int i = 0; i < scores.length; i++) {
      keeping.save(checkpoint(10L * (i + 1), 2, OptionalDouble.of(scores[i])));
    }
    assertThat(keeping.generations()).containsExactly(20L, 40L, 60L, 70L);
    assertThatThrownBy(() -> new KeepPolicy(0, 1, 0))
        .hasMessage("keep policy needs last at least 1, best and everyNth at least 0, got 0, 1, 0");
  }

  /** The newest generation is damaged one bit at a time; the one before must come instead. */
  @ParameterizedTest
  @ValueSource(strings = {"weights.safetensors", "optimizer.safetensors", "state.json"})
  void anyFlippedBitIsFoundAndTheGenerationBeforeIsUsed(String name) throws IOException {
    store.save(checkpoint(1, 10));
    Path file = store.save(checkpoint(2, 10)).resolve(name);
    byte[] good = Files.readAllBytes(file);
    for (int bit = 0; bit < 8 * good.length; bit += 5) {
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, bad);
      warnings.clear();
      StoredCheckpoint stored = store.latestGood(warnings::add).orElseThrow();
      assertThat(stored.state().iteration()).isEqualTo(1);
      assertThat(warnings)
          .containsExactly(
              file
                  + ": its SHA-256 is not the one in manifest.json, so its bytes were changed;"
                  + " going back to generation 000000001");
    }
  }

  @Test
  void cutAndMissingFilesAreFound() throws IOException {
    store.save(checkpoint(1, 10));
    Path weights = store.save(checkpoint(2, 10)).resolve("weights.safetensors");
    long bytes = Files.size(weights);
    Files.write(weights, new byte[3]);
    assertThatThrownBy(() -> store.open(2))
        .isInstanceOf(CheckpointException.Corrupt.class)
        .hasMessage(weights + ": must have " + bytes + " bytes, got 3");
    Files.delete(weights);
    assertThatThrownBy(() -> store.open(2))
        .isInstanceOf(CheckpointException.Corrupt.class)
        .hasMessage(weights + ": is missing");
    Path manifest = weights.resolveSibling("manifest.json");
    Files.writeString(manifest, "{");
    assertThatThrownBy(() -> store.open(2)).hasMessage(manifest + ": is not valid JSON");
    Files.writeString(manifest, "{}");
    assertThatThrownBy(() -> store.open(2))
        .hasMessage(manifest + ": format must be saehdbw-checkpoint");
    assertThat(store.latestGood(warnings::add).orElseThrow().state().iteration()).isEqualTo(1);
  }

  @Test
  void saysSoWhenNothingIsGood() throws IOException {
    Path manifest = store.save(checkpoint(1, 2)).resolve("manifest.json");
    Files.writeString(manifest, "");
    assertThatThrownBy(() -> store.latestGood(warnings::add))
        .isInstanceOf(CheckpointException.Corrupt.class)
        .hasMessage(
            folder
                + ": no generation can be loaded; the oldest: "
                + manifest
                + ": was never completely written: it is empty");
  }

  @Test
  void olderAndNewerFormatsAreToldApart() throws IOException {
    store.save(checkpoint(1, 2));
    Path manifest = store.save(checkpoint(2, 2)).resolve("manifest.json");
    String text = Files.readString(manifest);
    Files.writeString(manifest, text.replace("\"version\" : 1", "\"version\" : 2"));
    assertThatThrownBy(() -> store.latestGood(warnings::add))
        .isInstanceOf(CheckpointException.TooNew.class)
        .hasMessage(manifest + ": version must be 1 to 1, got 2, written by a newer program");
    Files.writeString(manifest, text.replace("\"version\" : 1", "\"version\" : 0"));
    assertThatThrownBy(() -> store.latestGood(warnings::add))
        .isInstanceOf(CheckpointException.TooOld.class)
        .hasMessage(manifest + ": version must be 1 to 1, got 0");
  }

  @Test
  void refusesWhatIsNotFiniteBeforeWriting() throws IOException {
    store.save(checkpoint(1, 2));
    Checkpoint good = checkpoint(2, 2);
    Checkpoint bad =
        new Checkpoint(
            good.state(),
            List.of(
                good.weights().get(0),
                new NamedArray(
                    "decoder/bias", List.of(2), FloatBuffer.wrap(new float[] {1, Float.NaN}))),
            Map.of(),
            good.optimizer(),
            OptionalDouble.empty());
    assertThatThrownBy(() -> store.save(bad))
        .isInstanceOf(CheckpointException.NotFinite.class)
        .hasMessage("decoder/bias holds NaN at element 1; nothing was saved");
    assertThat(store.generations()).containsExactly(1L);
  }

  @Test
  void leftoversAreIgnoredAndRemovedAndWhatWasMovedAsideComesBack() throws IOException {
    Path first = store.save(checkpoint(1, 2));
    Files.createDirectory(folder.resolve(".saving-000000002"));
    Files.writeString(folder.resolve(".saving-000000002/weights.safetensors"), "half");
    Files.createDirectory(folder.resolve("000000003"));
    assertThat(store.latestGood(warnings::add).orElseThrow().state().iteration()).isEqualTo(1);
    Files.move(first, folder.resolve(".replaced-000000001"));
    store.recover();
    assertThat(store.generations()).containsExactly(1L);
    assertThat(folder.resolve(".saving-000000002")).doesNotExist();
    store.save(checkpoint(4, 2));
    assertThat(store.generations()).containsExactly(1L, 4L);
    assertThat(warnings).isEmpty();
  }
}
