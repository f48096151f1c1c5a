package org.saehdbw.checkpoints;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.saehdbw.files.DurableFile;
import org.saehdbw.files.FileDigest;
import org.saehdbw.files.FileOperationException;
import org.saehdbw.files.FileTree;
import org.saehdbw.files.Fsync;
import org.saehdbw.files.Rename;

/**
 * The generations of a run: folders {@code NNNNNNNNN} named by iteration, each with {@code
 * weights.safetensors}, {@code optimizer.safetensors}, {@code state.json} and {@code
 * manifest.json}.
 *
 * <p>A generation is complete or invisible: it is written to a temporary folder, synced and
 * renamed, and older ones go only after that. One process at a time may save; any number may read.
 */
public final class CheckpointStore {
  private static final String TEMPORARY = ".saving-";
  private static final String REPLACED = ".replaced-";

  private final Path folder;
  private final KeepPolicy policy;

  /**
   * Makes a store over a folder, which is created by the first save.
   *
   * @param folder the folder of all generations
   * @param policy which generations stay
   */
  public CheckpointStore(Path folder, KeepPolicy policy) {
    this.folder = folder;
    this.policy = policy;
  }

  /**
   * Saves a generation and removes those that the policy does not keep. One of the same iteration
   * is replaced.
   *
   * @return the generation's folder
   * @throws CheckpointException.NotFinite if weights or optimizer hold NaN or infinity
   * @throws CheckpointException.NotSaved if writing failed; what was saved before is untouched
   */
  public Path save(Checkpoint checkpoint) throws CheckpointException {
    Checkpoint.requireFinite(checkpoint.weights());
    Checkpoint.requireFinite(checkpoint.optimizer());
    String name = name(checkpoint.state().iteration());
    Path target = folder.resolve(name);
    Path temporary = folder.resolve(TEMPORARY + name);
    try {
      // Never its parents: where they are gone, a run folder made anew could not be continued.
      if (!Files.isDirectory(folder)) {
        Files.createDirectory(folder);
      }
      recover();
      Files.createDirectory(temporary);
      writeFiles(checkpoint, temporary);
      Fsync.folder(temporary);
      publish(temporary, target);
    } catch (IOException e) {
      throw notSaved(target, temporary, e);
    }
    try {
      prune();
    } catch (IOException e) {
      throw new CheckpointException.NotSaved(
          target + ": was saved, but older generations could not be removed: " + e.getMessage(), e);
    }
    return target;
  }

  /** Returns the iterations of all complete generations, oldest first, checksums not looked at. */
  public List<Long> generations() throws IOException {
    List<Long> complete = new ArrayList<>();
    for (long iteration : found()) {
      if (Files.exists(folder.resolve(name(iteration)).resolve(Manifest.FILE))) {
        complete.add(iteration);
      }
    }
    return complete;
  }

  /** Returns when a complete generation was written, by the time stamp of its manifest. */
  public Instant writtenAt(long iteration) throws IOException {
    Path manifest = folder.resolve(name(iteration)).resolve(Manifest.FILE);
    return Files.getLastModifiedTime(manifest).toInstant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Generations with and without a manifest: one that lost it is damaged, not absent. */
  private List<Long> found() throws IOException {
    List<Long> found = new ArrayList<>();
    for (Path path : children()) {
      if (path.getFileName().toString().matches("\\d{9,18}") && hasFiles(path)) {
        found.add(Long.parseLong(path.getFileName().toString()));
      }
    }
    found.sort(null);
    return found;
  }

  private static boolean hasFiles(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.findAny().isPresent();
    } catch (NoSuchFileException e) {
      // A trainer removed it after it was listed.
      return false;
    }
  }

  /**
   * Opens one generation after comparing every file with its checksum.
   *
   * @throws CheckpointException.Corrupt if a file is missing or not as it was written
   * @throws CheckpointException.TooOld if the format is no longer read
   * @throws CheckpointException.TooNew if a newer program wrote it
   */
  public StoredCheckpoint open(long iteration) throws IOException {
    return open(generation(iteration));
  }

  /** Returns the folder of an iteration's generation, whether it was saved or not. */
  public Path generation(long iteration) {
    return folder.resolve(name(iteration));
  }

  /** Opens a generation in a folder of any name, likewise. */
  static StoredCheckpoint open(Path generation) throws IOException {
    Manifest manifest = Manifest.read(generation);
    manifest.verify(generation);
    return new StoredCheckpoint(generation, state(generation));
  }

  /** Reads a generation's state, checksums not looked at. */
  static TrainingState state(Path generation) throws IOException {
    Path stateFile = generation.resolve(Manifest.STATE);
    JsonNode root = Manifest.readJson(stateFile);
    Manifest.checkVersion(stateFile, root.path("version"));
    try {
      ObjectMapper mapper =
          new ObjectMapper()
              .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
              .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);
      ObjectNode state = mapper.createObjectNode();
      root.properties().stream()
          .filter(field -> !field.getKey().equals("version"))
          .forEach(field -> state.set(field.getKey(), field.getValue()));
      for (String later : List.of("discriminatorUpdates", "sentinel")) {
        if (!state.has(later)) {
          state.putObject(later);
        }
      }
      if (!state.has("stages")) {
        state.putArray("stages");
      }
      return mapper.treeToValue(state, TrainingState.class);
    } catch (IOException e) {
      throw new CheckpointException.Corrupt(
          stateFile + ": is incomplete, it does not describe a training state", e);
    }
  }

  /**
   * Opens the newest generation whose checksums are right.
   *
   * @param warnings receives each newer generation that had to be skipped, and why
   * @return the generation, or empty when none was ever saved
   * @throws CheckpointException.Corrupt if there are generations but none is good
   * @throws CheckpointException.TooOld if the newest is of a format no longer read
   * @throws CheckpointException.TooNew if the newest is a newer program's: going back behind it
   *     would lose work in silence
   */
  public Optional<StoredCheckpoint> latestGood(Consumer<String> warnings) throws IOException {
    List<Long> generations = found();
    for (int i = generations.size() - 1; i >= 0; i--) {
      try {
        return Optional.of(open(generations.get(i)));
      } catch (CheckpointException.Corrupt e) {
        if (i == 0) {
          throw new CheckpointException.Corrupt(
              folder + ": no generation can be loaded; the oldest: " + e.getMessage(), e);
        }
        warnings.accept(
            e.getMessage() + "; going back to generation " + name(generations.get(i - 1)));
      }
    }
    return Optional.empty();
  }

  /** Reads the newest state that can be read, checksums not looked at, for a first look. */
  public Optional<TrainingState> newestState() throws IOException {
    List<Path> all = candidates();
    for (int i = all.size() - 1; i >= 0; i--) {
      try {
        return Optional.of(state(all.get(i)));
      } catch (CheckpointException | NoSuchFileException e) {
        // Which generation is good, and whether all are too new, opening them says.
      }
    }
    return Optional.empty();
  }

  private static void writeFiles(Checkpoint checkpoint, Path into) throws IOException {
    Map<String, FileDigest> files = new LinkedHashMap<>();
    files.put(
        Manifest.WEIGHTS,
        SafetensorsWriter.writeDigested(
            into.resolve(Manifest.WEIGHTS), checkpoint.weightsMetadata(), checkpoint.weights()));
    files.put(
        Manifest.OPTIMIZER,
        SafetensorsWriter.writeDigested(
            into.resolve(Manifest.OPTIMIZER),
            Map.of("iters", Long.toString(checkpoint.state().optimizerIterations())),
            checkpoint.optimizer()));
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode state = mapper.createObjectNode().put("version", Manifest.VERSION);
    state.setAll((ObjectNode) mapper.valueToTree(checkpoint.state()));
    byte[] json =
        mapper
            .writerWithDefaultPrettyPrinter()
            .writeValueAsString(state)
            .getBytes(StandardCharsets.UTF_8);
    files.put(Manifest.STATE, write(into.resolve(Manifest.STATE), json));
    write(into.resolve(Manifest.FILE), new Manifest(files, checkpoint.score()).toJson());
  }

  private static FileDigest write(Path file, byte[] bytes) throws IOException {
    try (DurableFile out = new DurableFile(file)) {
      out.write(ByteBuffer.wrap(bytes));
      return out.finish();
    }
  }

  private void publish(Path temporary, Path target) throws IOException {
    Path replaced = folder.resolve(REPLACED + target.getFileName());
    if (Files.exists(target)) {
      Rename.replacing(target, replaced);
    }
    Rename.replacing(temporary, target);
    Fsync.folder(folder);
    if (Files.exists(replaced)) {
      discard(replaced, temporary);
    }
  }

  /** At one moment all of it is there, at the next nothing: readers never see a part of it. */
  private static void discard(Path generation, Path temporary) throws IOException {
    Rename.replacing(generation, temporary);
    FileTree.delete(temporary);
  }

  private CheckpointException.NotSaved notSaved(Path target, Path temporary, IOException cause) {
    String kept = "no generation was saved before";
    try {
      FileTree.delete(temporary);
      List<Long> before = new ArrayList<>(generations());
      // It may be there, but not for sure on the disk.
      before.removeIf(iteration -> name(iteration).equals(String.valueOf(target.getFileName())));
      if (!before.isEmpty()) {
        kept = "generation " + name(before.get(before.size() - 1)) + " is kept";
      }
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    return new CheckpointException.NotSaved(
        target
            + ": could not be saved "
            + FileOperationException.reasonAndRemedy(target, cause)
            + "; "
            + kept,
        cause);
  }

  /**
   * Removes what an interrupted save left, and puts back what it had moved aside. The process that
   * saves calls it before it resumes; every save begins with it too.
   */
  public void recover() throws IOException {
    for (Path path : startingWith(TEMPORARY)) {
      FileTree.delete(path);
    }
    for (Path path : startingWith(REPLACED)) {
      String name = path.getFileName().toString().substring(REPLACED.length());
      Path target = folder.resolve(name);
      if (Files.exists(target)) {
        discard(path, folder.resolve(TEMPORARY + name));
      } else {
        Rename.replacing(path, target);
      }
    }
  }

  private List<Path> startingWith(String prefix) throws IOException {
    return children().stream()
        .filter(path -> path.getFileName().toString().startsWith(prefix))
        .toList();
  }

  private void prune() throws IOException {
    SortedMap<Long, OptionalDouble> scores = new TreeMap<>();
    for (long iteration : generations()) {
      scores.put(iteration, score(iteration));
    }
    Set<Long> kept = policy.keep(scores);
    for (long iteration : scores.keySet()) {
      if (!kept.contains(iteration)) {
        String name = name(iteration);
        discard(folder.resolve(name), folder.resolve(TEMPORARY + name));
      }
    }
  }

  private OptionalDouble score(long iteration) throws IOException {
    try {
      return Manifest.read(folder.resolve(name(iteration))).score();
    } catch (CheckpointException e) {
      return OptionalDouble.empty();
    }
  }

  /**
   * Returns the folders that a resume may begin with, oldest first: the generations, and those that
   * an interrupted save had moved aside and a resume puts back. Nothing is looked into or changed.
   */
  public List<Path> candidates() throws IOException {
    SortedMap<String, Path> all = new TreeMap<>();
    for (long iteration : found()) {
      all.put(name(iteration), folder.resolve(name(iteration)));
    }
    for (Path path : children()) {
      String name = path.getFileName().toString();
      if (name.matches("\\.replaced-\\d{9,18}") && hasFiles(path)) {
        all.putIfAbsent(name.substring(REPLACED.length()), path);
      }
    }
    return List.copyOf(all.values());
  }

  /** Returns the folders of a save that is at work or was interrupted; they hold no generation. */
  public List<Path> temporaries() throws IOException {
    List<Path> generations = candidates();
    return children().stream()
        .filter(path -> path.getFileName().toString().matches("\\.(saving|replaced)-.*"))
        .filter(path -> !generations.contains(path))
        .toList();
  }

  private List<Path> children() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.sorted().toList();
    }
  }

  private static String name(long iteration) {
    return String.format(Locale.ROOT, "%09d", iteration);
  }
}
