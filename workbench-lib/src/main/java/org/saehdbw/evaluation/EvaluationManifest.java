package org.saehdbw.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.files.Utf8File;

/**
 * Which faces models are measured by: pinned by content, in bins of pose, without any random
 * change. The arms of a comparison use the same manifest, with any number of channels.
 *
 * @param bins of pose
 * @param src faces of the src side; of both while pretraining
 * @param dst faces of the dst side, where it is another faceset
 */
public record EvaluationManifest(PoseBins bins, EvaluationSet src, Optional<EvaluationSet> dst) {
  private static final String FORMAT = "saehdbw-evaluation";
  private static final int VERSION = 1;
  private static final String FORMAT_KEY = "format";
  private static final String VERSION_KEY = "version";
  private static final String BINS = "pose_bins";
  private static final String SRC = "src";
  private static final String DST = "dst";
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  /** Returns the dst side's faces: src's where it has none of its own. */
  public EvaluationSet dstOrSrc() {
    return dst.orElse(src);
  }

  /**
   * Writes the manifest as JSON (docs/formats.md): the whole file or nothing.
   *
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    AtomicFile.write(file, json());
  }

  private String json() {
    ObjectNode root = JSON.createObjectNode().put(FORMAT_KEY, FORMAT).put(VERSION_KEY, VERSION);
    root.set(BINS, JSON.valueToTree(bins));
    root.set(SRC, JSON.valueToTree(src));
    dst.ifPresent(faces -> root.set(DST, JSON.valueToTree(faces)));
    return root.toPrettyString() + "\n";
  }

  /**
   * Reads a manifest.
   *
   * @throws ManifestException.Corrupt if it is not a manifest, or a damaged one
   * @throws ManifestException.TooNew if a newer program wrote it
   * @throws IOException if the file cannot be read
   */
  public static EvaluationManifest read(Path file) throws IOException {
    try {
      JsonNode root = JSON.readTree(Utf8File.readDamaged(file));
      if (!root.path(FORMAT_KEY).asText().equals(FORMAT)) {
        throw new ManifestException.Corrupt(file + ": format must be " + FORMAT);
      }
      requireVersion(file, root.path(VERSION_KEY));
      return new EvaluationManifest(
          value(file, root, BINS, PoseBins.class),
          value(file, root, SRC, EvaluationSet.class),
          root.has(DST)
              ? Optional.of(value(file, root, DST, EvaluationSet.class))
              : Optional.empty());
    } catch (JsonProcessingException e) {
      throw new ManifestException.Corrupt(file + ": is not a valid manifest: " + reason(e), e);
    }
  }

  private static void requireVersion(Path file, JsonNode version) throws ManifestException {
    if (!version.isInt() || version.intValue() < 1) {
      throw new ManifestException.Corrupt(file + ": has no version number");
    }
    if (version.intValue() > VERSION) {
      throw new ManifestException.TooNew(
          String.format(
              Locale.ROOT,
              "%s: version must be %d, got %s, written by a newer program",
              file,
              VERSION,
              version));
    }
  }

  private static <T> T value(Path file, JsonNode root, String key, Class<T> type)
      throws JsonProcessingException, ManifestException {
    if (!root.path(key).isObject()) {
      throw new ManifestException.Corrupt(file + ": must have " + key);
    }
    return JSON.treeToValue(root.get(key), type);
  }

  /** What a record's own check said, where that is the cause; else Jackson's words. */
  private static String reason(JsonProcessingException problem) {
    return problem.getCause() instanceof IllegalArgumentException own
        ? String.valueOf(own.getMessage())
        : problem.getOriginalMessage();
  }
}
