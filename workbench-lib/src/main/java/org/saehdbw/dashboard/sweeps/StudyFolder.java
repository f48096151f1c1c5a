package org.saehdbw.dashboard.sweeps;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder of a sweep or of a comparison: both have trials, {@code experiment.yaml}, {@code
 * ledger.jsonl} and run folders.
 *
 * @param path the folder
 * @param kind which of the two
 */
public record StudyFolder(Path path, Kind kind) {
  private static final String EXPERIMENT = "experiment.yaml";
  private static final String LEDGER = "ledger.jsonl";
  private static final int BEGINNING = 512;

  /** What a folder of trials is. */
  public enum Kind {
    /** Points and seeds, as {@code sweep} trains them. */
    SWEEP("sweep"),
    /** Arms and seeds, as {@code compare} trains them. */
    COMPARISON("comparison");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** Returns the word for people. */
    public String text() {
      return text;
    }
  }

  /** Makes the path absolute. */
  public StudyFolder {
    path = path.toAbsolutePath().normalize();
  }

  /** Recognises a folder by its files; a ledger alone, or what it was made from, is enough. */
  public static Optional<StudyFolder> of(Path folder) {
    boolean has = Files.isRegularFile(folder.resolve(LEDGER)) || isExperiment(folder);
    return has ? Optional.of(new StudyFolder(folder, kind(folder))) : Optional.empty();
  }

  private static boolean isExperiment(Path folder) {
    return Files.isRegularFile(folder.resolve(EXPERIMENT))
        && Files.isDirectory(folder.resolve("runs"));
  }

  /** The first line of a ledger tells; without one, keys that only a comparison has. */
  private static Kind kind(Path folder) {
    String ledger = beginning(folder.resolve(LEDGER));
    boolean compares =
        ledger.isEmpty()
            ? beginning(folder.resolve(EXPERIMENT)).contains("\narms:")
            : ledger.startsWith("{\"kind\"");
    return compares ? Kind.COMPARISON : Kind.SWEEP;
  }

  private static String beginning(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(BEGINNING), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /** Returns the folder's name, by which the page knows it. */
  public String name() {
    return String.valueOf(path.getFileName());
  }

  /** Returns the folder of run folders. */
  public Path runs() {
    return path.resolve("runs");
  }

  Path experiment() {
    return path.resolve(EXPERIMENT);
  }

  Path ledger() {
    return path.resolve(LEDGER);
  }
}
