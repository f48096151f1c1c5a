package org.saehdbw.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
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
 * @param gitState whether its tracked files were {@code clean} or {@code changed}; {@code unknown}
 *     without git, or in runs of older versions
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
    String gitState,
    Map<String, String> facesets,
    long seed) {
  private static final String GIT_STATE = "gitState";
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
        GitState.commit(sourceFolder),
        GitState.ofFiles(sourceFolder),
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
      ObjectMapper json =
          new ObjectMapper()
              .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
              .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);
      if (!(json.readTree(Utf8File.readDamaged(file)) instanceof ObjectNode stored)) {
        throw new RunException(file + ": " + Unwritten.or(file, NOT_ONE));
      }
      if (!stored.has(GIT_STATE)) { // an older version wrote it
        stored.put(GIT_STATE, GitState.UNKNOWN);
      }
      return json.treeToValue(stored, RunEnvironment.class);
    } catch (JsonProcessingException e) {
      throw new RunException(file + ": " + Unwritten.or(file, NOT_ONE), e);
    }
  }
}
