package org.saehdbw.checkpoints;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** One look at all files of a generation, which collects what is wrong with them. */
final class GenerationLook {
  private final Path folder;
  private final List<FileProblem> problems = new ArrayList<>();
  private boolean refused;

  GenerationLook(Path folder) {
    this.folder = folder;
  }

  private interface Reading<T> {
    T read() throws IOException;
  }

  private interface Checking {
    void check() throws IOException;
  }

  /** Reads everything; a file that was found damaged is not read further. */
  CheckedGeneration take() {
    Optional<Manifest> manifest = read(Manifest.FILE, () -> Manifest.read(folder));
    for (String name : Manifest.FILES) {
      manifest.ifPresent(listed -> check(name, () -> listed.verify(folder, name)));
    }
    boolean isAsWritten = problems.isEmpty();
    Optional<TrainingState> state =
        isGood(Manifest.STATE)
            ? read(Manifest.STATE, () -> CheckpointStore.state(folder))
            : Optional.empty();
    for (String name : List.of(Manifest.WEIGHTS, Manifest.OPTIMIZER)) {
      if (isGood(name)) {
        check(name, () -> requireFinite(folder.resolve(name)));
      }
    }
    return new CheckedGeneration(
        folder,
        bytes(),
        state.filter(found -> isAsWritten).map(found -> new StoredCheckpoint(folder, found)),
        refused,
        problems);
  }

  private static void requireFinite(Path file) throws IOException {
    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      for (String name : reader.names()) {
        OptionalInt bad = reader.firstNotFinite(name);
        if (bad.isPresent()) {
          throw new CheckpointException.Corrupt(
              file + ": " + name + " is not finite at element " + bad.getAsInt());
        }
      }
    } catch (NoSuchFileException e) {
      throw new CheckpointException.Corrupt(file + ": is missing", e);
    }
  }

  /** What cannot be read counts as nothing; it is a problem already. */
  private long bytes() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      return 0;
    }
  }

  private boolean isGood(String name) {
    return problems.stream().noneMatch(one -> one.file().equals(name));
  }

  private void check(String name, Checking checking) {
    read(
        name,
        () -> {
          checking.check();
          return name;
        });
  }

  private <T> Optional<T> read(String name, Reading<T> reading) {
    try {
      return Optional.of(reading.read());
    } catch (IOException e) {
      refused |= e instanceof CheckpointException.TooOld || e instanceof CheckpointException.TooNew;
      problems.add(FileProblem.of(folder.resolve(name), e));
      return Optional.empty();
    }
  }
}
