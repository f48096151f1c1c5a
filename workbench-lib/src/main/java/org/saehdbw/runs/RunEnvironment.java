package org.saehdbw.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.files.Unwritten;
import org.saehdbw.files.Utf8File;

/**
 * {@code environment.json}: where and with what a run took place.
 *
 * @param versions programs and libraries by name
 * @param operatingSystem its name, version and architecture
 * @param cpu the processor's name
 * @param cores how many processors the program may use
 * @param gpu the graphics processor's name, or {@code none}
 * @param threads the {@code threads} setting
 * @param maxHeapMib how much heap the program may use
 * @param gitCommit the source's commit, or {@code unknown}
 * @param facesets each faceset's fingerprint by its role, such as {@code src}
 * @param seed the run's seed
 */
public record RunEnvironment(
    Map<String, String> versions,
    String operatingSystem,
    String cpu,
    int cores,
    String gpu,
    int threads,
    long maxHeapMib,
    String gitCommit,
    Map<String, String> facesets,
    long seed) {
  private static final String GIT_FOLDER = "gitdir: ";
  private static final String NOT_ONE =
      "is damaged or incomplete, it does not describe an environment";

  /** Copies the maps, keeping their order. */
  public RunEnvironment {
    versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
    facesets = Collections.unmodifiableMap(new LinkedHashMap<>(facesets));
  }

  /**
   * Describes this process on this machine; Java's own version is added to those given.
   *
   * @param versions programs and libraries by name
   * @param gpu the graphics processor's name, or {@code none}
   * @param threads the {@code threads} setting
   * @param sourceFolder a folder within the source's git checkout, for its commit
   * @param facesets fingerprints by role
   * @param seed the run's seed
   */
  public static RunEnvironment here(
      Map<String, String> versions,
      String gpu,
      int threads,
      Path sourceFolder,
      Map<String, String> facesets,
      long seed) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("java", System.getProperty("java.runtime.version", "unknown"));
    all.putAll(versions);
    return new RunEnvironment(
        all,
        String.join(
            " ",
            System.getProperty("os.name", ""),
            System.getProperty("os.version", ""),
            System.getProperty("os.arch", "")),
        Processor.here().name(),
        Processor.here().threads(),
        gpu,
        threads,
        Runtime.getRuntime().maxMemory() >> 20,
        gitCommit(sourceFolder),
        facesets,
        seed);
  }

  /** Writes the file at once. */
  public void write(Path file) throws IOException {
    AtomicFile.writeDurable(
        file, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
  }

  /**
   * Reads the file back.
   *
   * @throws RunException if it is damaged
   */
  public static RunEnvironment read(Path file) throws IOException {
    try {
      @Nullable RunEnvironment stored =
          new ObjectMapper()
              .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
              .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
              .readValue(Utf8File.readDamaged(file), RunEnvironment.class);
      if (stored == null) {
        throw new RunException(file + ": " + NOT_ONE);
      }
      return stored;
    } catch (JsonProcessingException e) {
      throw new RunException(file + ": " + Unwritten.or(file, NOT_ONE), e);
    }
  }

  /** Reads the commit from the checkout's files, so that no git program is needed. */
  private static String gitCommit(Path folder) {
    try {
      for (Path at = folder.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
        Path git = at.resolve(".git");
        if (Files.exists(git)) {
          Path own = linked(git, git);
          return resolve(own, Files.readString(own.resolve("HEAD")).strip());
        }
      }
    } catch (IOException | InvalidPathException e) {
      return "unknown";
    }
    return "unknown";
  }

  /**
   * Returns the folder that a file of git names, as the checkouts of {@code git worktree} have it,
   * or {@code otherwise} where there is no such file.
   */
  private static Path linked(Path otherwise, Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return otherwise;
    }
    String text = Files.readString(file).strip();
    String name = text.startsWith(GIT_FOLDER) ? text.substring(GIT_FOLDER.length()) : text;
    return file.resolveSibling(name).normalize();
  }

  private static String resolve(Path git, String head) throws IOException {
    if (!head.startsWith("ref: ")) {
      return head;
    }
    String ref = head.substring("ref: ".length());
    Path shared = linked(git, git.resolve("commondir"));
    if (Files.exists(shared.resolve(ref))) {
      return Files.readString(shared.resolve(ref)).strip();
    }
    Path packed = shared.resolve("packed-refs");
    List<String> lines = Files.exists(packed) ? Files.readAllLines(packed) : List.of();
    return lines.stream()
        .filter(line -> line.endsWith(" " + ref))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .findFirst()
        .orElse("unknown");
  }
}
