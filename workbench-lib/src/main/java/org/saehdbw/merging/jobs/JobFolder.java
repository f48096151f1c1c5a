package org.saehdbw.merging.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.files.FolderLock;
import org.saehdbw.files.JsonLines;
import org.saehdbw.films.FilmException;

/**
 * The folder of a merge: {@code job.yaml} with all that decides about the pictures, {@code
 * ledger.jsonl} with a line for each frame that is done, {@code frames} and {@code masks}. Nothing
 * in it is ever deleted.
 *
 * @param path the folder
 */
public record JobFolder(Path path) {
  /** The settings. */
  public Path jobFile() {
    return path.resolve("job.yaml");
  }

  /** What became of each frame. */
  public Path ledgerFile() {
    return path.resolve("ledger.jsonl");
  }

  /** The merged pictures, PNG. */
  public Path frames() {
    return path.resolve("frames");
  }

  /** Their masks, PNG of one channel. */
  public Path masks() {
    return path.resolve("masks");
  }

  JsonLines<FrameEntry> ledger() {
    return JsonLines.of(ledgerFile(), FrameEntry.FORMAT);
  }

  FolderLock lock() throws IOException {
    Files.createDirectories(frames());
    Files.createDirectories(masks());
    return FolderLock.acquire(
        path, "merge", who -> path + ": " + who + " is at work on this merge; wait for it");
  }

  /**
   * Takes the folder for a job: a new one, an empty one, one that holds this very job, or one of
   * another job that has no frame yet.
   *
   * @throws FilmException if it holds another job, or other files
   */
  void require(JobFile asked) throws IOException {
    if (!Files.exists(jobFile())) {
      if (Files.isDirectory(path) && !isEmpty()) {
        throw new FilmException(
            path + ": holds files and no job.yaml of a merge; give --out a new or an empty folder");
      }
      Files.createDirectories(path);
      write(asked);
      return;
    }
    Optional<String> difference = stored().difference(asked);
    if (difference.isPresent() && !hasFrames()) {
      write(asked);
    } else if (difference.isPresent()) {
      throw new FilmException(
          String.format(
              Locale.ROOT,
              "%s: holds a merge with other settings (%s); without --set it continues with its options;"
                  + " for others give --out another folder (--settings %s takes the options there)",
              path,
              difference.get(),
              path));
    }
  }

  /** Replaces the settings; frames whose options differ are made again by the next merge. */
  void write(JobFile job) throws IOException {
    AtomicFile.writeDurable(jobFile(), job.yaml());
  }

  private boolean hasFrames() throws IOException {
    return Files.exists(ledgerFile()) && Files.size(ledgerFile()) > 0;
  }

  private boolean isEmpty() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.findAny().isEmpty();
    }
  }

  /**
   * Reads the settings of the job.
   *
   * @throws FilmException if they are damaged
   */
  public JobFile stored() throws IOException {
    return JobFile.read(jobFile());
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
