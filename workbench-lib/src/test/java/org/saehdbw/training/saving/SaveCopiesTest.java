package org.saehdbw.training.saving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.saehdbw.checkpoints.Checkpoint;

/** Memory that runs out is injected where the copy is made and where its thread is started. */
class SaveCopiesTest {
  private final List<String> warnings = new ArrayList<>();
  private int tried;

  private SaveCopies outOfMemory() {
    return new SaveCopies(
        true,
        live -> {
          tried++;
          throw new OutOfMemoryError("Java heap space");
        },
        warnings::add);
  }

  private SaveCopies failing(String message) {
    return new SaveCopies(
        true,
        live -> {
          throw new EngineException(message);
        },
        warnings::add);
  }

  private static Checkpoint checkpoint() {
    return SnapshotTest.checkpoint(SnapshotTest.values(1), SnapshotTest.values(2));
  }

  @Test
  void withoutMemoryThereIsNoCopyAndItIsSaidOnce() throws IOException {
    SaveCopies copies = outOfMemory();
    assertThat(copies.copy(checkpoint(), 7)).isEmpty();
    assertThat(copies.copy(checkpoint(), 8)).isEmpty();
    assertThat(tried).isEqualTo(1);
    assertThat(warnings)
        .containsExactly(
            "memory does not suffice for the copy of iteration 7 (Java heap space): this save and"
                + " later ones wait until they are written, as with save_beside: n");
  }

  @Test
  void theEnginesLackOfMemoryIsOneToo() throws IOException {
    SaveCopies copies = failing("DefaultCPUAllocator: can't allocate memory: you tried\nat x");
    assertThat(copies.copy(checkpoint(), 7)).isEmpty();
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0))
        .contains("iteration 7 (DefaultCPUAllocator: can't allocate memory: you tried):");
  }

  @Test
  void anotherErrorIsNotHidden() {
    SaveCopies copies = failing("shapes differ");
    assertThatThrownBy(() -> copies.copy(checkpoint(), 7))
        .isInstanceOf(EngineException.class)
        .hasMessage("shapes differ");
    assertThat(warnings).isEmpty();
  }

  @Test
  void aCopyThatIsNotWantedIsNotTried() throws IOException {
    assertThat(new SaveCopies(false, warnings::add).copy(checkpoint(), 7)).isEmpty();
    assertThat(warnings).isEmpty();
  }

  @Test
  void withoutMemoryForTheThreadTheWriteIsNotBegun() throws IOException {
    SaveCopies copies = new SaveCopies(true, warnings::add);
    Snapshot copy = copies.copy(checkpoint(), 7).orElseThrow();
    BackgroundWrite.Starter refusing =
        thread -> {
          throw new OutOfMemoryError("unable to create native thread");
        };
    try (BackgroundWrite writer = new BackgroundWrite(refusing)) {
      assertThat(copies.begin(writer, "saving-7", copy, 7, () -> tried++)).isFalse();
    }
    assertThat(tried).isZero();
    assertThat(warnings).hasSize(1);
    assertThat(copies.copy(checkpoint(), 8)).isEmpty();
  }
}
