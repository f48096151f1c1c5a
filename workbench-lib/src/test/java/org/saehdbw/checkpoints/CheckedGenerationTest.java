package org.saehdbw.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.testing.Amount;

class CheckedGenerationTest {
  private static final KeepPolicy LAST = new KeepPolicy(1, 0, 0);

  @TempDir private Path root;

  private CheckpointStore store() {
    return new CheckpointStore(root.resolve("checkpoints"), LAST);
  }

  private static CheckedGeneration check(Path folder) throws IOException {
    return CheckedGeneration.of(folder).orElseThrow();
  }

  @Test
  void aGoodGenerationHasItsSizeAndItsState() throws IOException {
    Path folder = store().save(CheckpointSamples.checkpoint(300, 40));
    CheckedGeneration found = check(folder);
    assertThat(found.good()).isTrue();
    assertThat(found.name()).isEqualTo("000000300");
    assertThat(found.iteration()).isEqualTo(300);
    long bytes = 0;
    for (String name :
        List.of(Manifest.FILE, Manifest.WEIGHTS, Manifest.OPTIMIZER, Manifest.STATE)) {
      bytes += Files.size(folder.resolve(name));
    }
    assertThat(found.bytes()).isEqualTo(bytes);
    assertThat(found.opened().orElseThrow().state()).isEqualTo(CheckpointSamples.state(300));
  }

  /** The lowest bit of every byte of every file, one after the other. */
  @Test
  void findsEveryFlippedBit() throws IOException {
    Path folder = store().save(CheckpointSamples.checkpoint(1, 4));
    List<String> missed = new ArrayList<>();
    for (String name :
        List.of(Manifest.FILE, Manifest.WEIGHTS, Manifest.OPTIMIZER, Manifest.STATE)) {
      byte[] bytes = Files.readAllBytes(folder.resolve(name));
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] ^= 1;
        Files.write(folder.resolve(name), bytes);
        CheckedGeneration found = check(folder);
        boolean named = found.problems().stream().anyMatch(one -> one.file().equals(name));
        if (found.good() || (!name.equals(Manifest.FILE) && !named)) {
          missed.add(name + " byte " + i);
        }
        bytes[i] ^= 1;
      }
      Files.write(folder.resolve(name), bytes);
    }
    assertThat(missed).isEmpty();
    assertThat(check(folder).good()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {Manifest.FILE, Manifest.WEIGHTS, Manifest.OPTIMIZER, Manifest.STATE})
  void findsTruncationsAndAMissingFile(String name) throws IOException {
    Path folder = store().save(CheckpointSamples.checkpoint(1, 4));
    byte[] bytes = Files.readAllBytes(folder.resolve(name));
    for (int length = 0; length < bytes.length; length += Amount.of(3, 1)) {
      Files.write(folder.resolve(name), Arrays.copyOf(bytes, length));
      assertThat(check(folder).problems())
          .as("length %d", length)
          .extracting(FileProblem::file)
          .containsExactly(name);
    }
    Files.delete(folder.resolve(name));
    assertThat(check(folder).problems()).containsExactly(new FileProblem(name, "is missing"));
    Files.write(folder.resolve(name), bytes);
    assertThat(check(folder).good()).isTrue();
  }

  @Test
  void namesEveryFileThatIsDamaged() throws IOException {
    Path folder = store().save(CheckpointSamples.checkpoint(1, 4));
    Files.delete(folder.resolve(Manifest.WEIGHTS));
    Files.write(folder.resolve(Manifest.STATE), new byte[0]);
    CheckedGeneration found = check(folder);
    assertThat(found.problems().get(0).text()).isEqualTo("weights.safetensors: is missing");
    assertThat(found.problems().get(1).text()).matches("state.json: must have \\d+ bytes, got 0");
    assertThat(found.problems()).hasSize(2);
    assertThat(found.opened()).isEmpty();
  }

  /** Without checksums the files are still looked at. */
  @Test
  void aMissingManifestDoesNotHideOtherDamage() throws IOException {
    Path folder = store().save(CheckpointSamples.checkpoint(1, 4));
    Files.delete(folder.resolve(Manifest.FILE));
    byte[] weights = Files.readAllBytes(folder.resolve(Manifest.WEIGHTS));
    // The last value of (1, 2) becomes NaN, little end first.
    weights[weights.length - 1] = 0x7f;
    weights[weights.length - 2] = (byte) 0xff;
    Files.write(folder.resolve(Manifest.WEIGHTS), weights);
    Files.delete(folder.resolve(Manifest.OPTIMIZER));
    assertThat(check(folder).problems())
        .containsExactly(
            new FileProblem(Manifest.FILE, "is missing"),
            new FileProblem(Manifest.WEIGHTS, "encoder/bias is not finite at element 1"),
            new FileProblem(Manifest.OPTIMIZER, "is missing"));
  }

  @Test
  void aNewerFormatIsRefused() throws IOException {
    Path folder = store().save(CheckpointSamples.checkpoint(1, 4));
    Path manifest = folder.resolve(Manifest.FILE);
    Files.writeString(
        manifest, Files.readString(manifest).replace("\"version\" : 1", "\"version\" : 2"));
    CheckedGeneration found = check(folder);
    assertThat(found.refused()).isTrue();
    assertThat(found.problems())
        .containsExactly(
            new FileProblem(
                Manifest.FILE, "version must be 1 to 1, got 2, written by a newer program"));
  }

  @Test
  void aGenerationThatIsRemovedIsNoDamage() throws IOException {
    assertThat(CheckedGeneration.of(root.resolve("000000001"))).isEmpty();
  }

  /** A trainer saves and removes generations while they are checked. */
  @Test
  void whatIsRemovedDuringTheCheckIsNoDamage() throws Exception {
    CheckpointStore store = store();
    store.save(CheckpointSamples.checkpoint(1, 5000));
    ExecutorService trainer = Executors.newSingleThreadExecutor();
    try {
      Future<?> saving =
          trainer.submit(
              () -> {
                for (int i = 0; i < 60; i++) {
                  // Every iteration twice: the second one is put in the place of the first.
                  store.save(CheckpointSamples.checkpoint(1 + i / 2, 5000 + i));
                }
                return null;
              });
      List<FileProblem> problems = new ArrayList<>();
      int good = 0;
      while (!saving.isDone()) {
        for (Path folder : store().candidates()) {
          Optional<CheckedGeneration> found = CheckedGeneration.of(folder);
          found.ifPresent(one -> problems.addAll(one.problems()));
          good += found.filter(CheckedGeneration::good).isPresent() ? 1 : 0;
        }
        store().temporaries();
      }
      saving.get();
      assertThat(problems).isEmpty();
      assertThat(good).isPositive();
    } finally {
      trainer.shutdownNow();
    }
  }

  @Test
  void whatAnInterruptedSaveMovedAsideIsACandidateOnlyWithoutItsSuccessor() throws IOException {
    CheckpointStore store = new CheckpointStore(root.resolve("checkpoints"), KeepPolicy.defaults());
    Path first = store.save(CheckpointSamples.checkpoint(1, 4));
    Path second = store.save(CheckpointSamples.checkpoint(2, 4));
    Path aside = second.resolveSibling(".replaced-000000002");
    Path saving = Files.createDirectory(second.resolveSibling(".saving-000000003"));
    Files.move(second, aside);
    assertThat(store.candidates()).containsExactly(first, aside);
    assertThat(store.temporaries()).containsExactly(saving);
    CheckedGeneration found = check(aside);
    assertThat(found.good()).isTrue();
    assertThat(found.iteration()).isEqualTo(2);
    store.save(CheckpointSamples.checkpoint(3, 4));
    assertThat(store.candidates()).hasSize(3).contains(second);
  }
}
