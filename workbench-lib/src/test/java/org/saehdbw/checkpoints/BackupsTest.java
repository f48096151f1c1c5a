package org.saehdbw.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.files.FileTree;

class BackupsTest {
  @TempDir private Path root;
  private CheckpointStore store;
  private Backups backups;

  @BeforeEach
  void prepare() {
    store = new CheckpointStore(root.resolve("checkpoints"), KeepPolicy.defaults());
    backups = new Backups(root.resolve("backups"));
  }

  private Path add(int iteration) throws IOException {
    return backups.add(store.save(CheckpointSamples.checkpoint(iteration, 50)), List.of());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("backups"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private long iteration(int number) throws IOException {
    return CheckpointStore.open(place(number)).state().iteration();
  }

  private Path place(int number) {
    return root.resolve("backups").resolve(String.format(Locale.ROOT, "%02d", number));
  }

  @Test
  void theNewestIsFirstAndTwentyFourAreKept() throws IOException {
    for (int iteration = 1; iteration <= 26; iteration++) {
      assertThat(add(iteration)).isEqualTo(place(1));
    }
    assertThat(names()).hasSize(24).startsWith("01", "02").endsWith("24");
    assertThat(iteration(1)).isEqualTo(26);
    assertThat(iteration(2)).isEqualTo(25);
    assertThat(iteration(24)).isEqualTo(3);
  }

  @Test
  void oneThatIsMissingIsFilledFirst() throws IOException {
    for (int iteration = 1; iteration <= 4; iteration++) {
      add(iteration);
    }
    FileTree.delete(place(2));
    add(5);
    assertThat(names()).containsExactly("01", "02", "03", "04");
    assertThat(iteration(1)).isEqualTo(5);
    assertThat(iteration(2)).isEqualTo(4);
    assertThat(iteration(3)).isEqualTo(2);
  }

  @Test
  void whatAnInterruptedOneLeftIsNoBackup() throws IOException {
    add(1);
    Files.createDirectories(root.resolve("backups/.new"));
    Files.writeString(root.resolve("backups/.new/weights.safetensors"), "half");
    assertThat(backups.newestGood(damage -> {}).orElseThrow().state().iteration()).isEqualTo(1);
    add(2);
    assertThat(names()).containsExactly("01", "02");
  }

  @Test
  void aDamagedOneIsSkippedAndSaid() throws IOException {
    add(1);
    add(2);
    Files.writeString(place(1).resolve("weights.safetensors"), "short");
    List<String> said = new ArrayList<>();
    StoredCheckpoint found = backups.newestGood(said::add).orElseThrow();
    assertThat(found.state().iteration()).isEqualTo(1);
    assertThat(said).hasSize(1);
    assertThat(said.get(0)).startsWith("backup 01: ").contains("weights.safetensors: must have ");
  }

  @Test
  void damageOfTheCheckpointDoesNotReachIt() throws IOException {
    Path settings = Files.writeString(root.resolve("settings.yaml"), "batch_size: 4\n");
    Path generation = store.save(CheckpointSamples.checkpoint(1, 50));
    backups.add(generation, List.of(settings));
    Files.writeString(generation.resolve("weights.safetensors"), "gone");
    assertThat(iteration(1)).isEqualTo(1);
    assertThat(place(1).resolve("settings.yaml")).hasSameTextualContentAs(settings);
  }

  @Test
  void thereMayBeNone() throws IOException {
    assertThat(backups.newestGood(damage -> {})).isEmpty();
  }
}
