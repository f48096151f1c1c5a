package org.saehdbw.merging.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.files.FileOperationException;
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
   * Takes the folder for a job: a new one, an empty one, or one that holds this very job.
   *
   * @throws FilmException if it holds another job, or other files
   */
  void require(Map<String, String> settings) throws IOException {
    if (!Files.exists(jobFile())) {
      if (Files.isDirectory(path) && !isEmpty()) {
        throw new FilmException(
            path + ": holds files and no job.yaml of a merge; give --out a new or an empty folder");
      }
      Files.createDirectories(path);
      AtomicFile.writeDurable(jobFile(), new YAMLMapper().writeValueAsString(settings));
      return;
    }
    Map<String, String> stored = stored();
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      String before = stored.getOrDefault(setting.getKey(), "");
      if (!before.equals(setting.getValue())) {
        throw new FilmException(
            String.format(
                Locale.ROOT,
                "%s: holds a merge with other settings (%s was %s, now %s); give --out another"
                    + " folder",
                path,
                setting.getKey(),
                before.isEmpty() ? "not set" : before,
                setting.getValue()));
      }
    }
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
  public Map<String, String> stored() throws IOException {
    try {
      return new YAMLMapper()
          .readValue(
              Files.readString(jobFile()), new TypeReference<LinkedHashMap<String, String>>() {});
    } catch (JsonProcessingException e) {
      throw new FilmException(jobFile() + ": is damaged, it does not describe a merge", e);
    } catch (IOException e) {
      throw new FilmException(jobFile() + ": " + FileOperationException.unreadable(e), e);
    }
  }
}
