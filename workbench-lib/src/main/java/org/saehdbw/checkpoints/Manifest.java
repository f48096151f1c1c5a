package org.saehdbw.checkpoints;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.saehdbw.files.FileDigest;
import org.saehdbw.files.Unwritten;
import org.saehdbw.files.Utf8File;

/** {@code manifest.json}: format, version, and size and SHA-256 of each file of a generation. */
record Manifest(Map<String, FileDigest> files, OptionalDouble score) {
  static final String FILE = "manifest.json";
  static final String WEIGHTS = "weights.safetensors";
  static final String OPTIMIZER = "optimizer.safetensors";
  static final String STATE = "state.json";

  /** Those that a manifest lists. */
  static final List<String> FILES = List.of(WEIGHTS, OPTIMIZER, STATE);

  static final int OLDEST = 1;
  static final int VERSION = 1;
  private static final String FORMAT = "saehdbw-checkpoint";

  byte[] toJson() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    root.put("format", FORMAT).put("version", VERSION);
    score.ifPresent(value -> root.put("score", value));
    ObjectNode entries = root.putObject("files");
    files.forEach(
        (name, digest) ->
            entries.putObject(name).put("bytes", digest.bytes()).put("sha256", digest.sha256()));
    return mapper
        .writerWithDefaultPrettyPrinter()
        .writeValueAsString(root)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Reads a manifest and checks its format and version, not yet the files. */
  static Manifest read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    JsonNode root = readJson(file);
    if (!root.path("format").asText().equals(FORMAT)) {
      throw new CheckpointException.Corrupt(file + ": format must be " + FORMAT);
    }
    checkVersion(file, root.path("version"));
    Map<String, FileDigest> files = new LinkedHashMap<>();
    for (String name : FILES) {
      JsonNode entry = root.path("files").path(name);
      if (!entry.path("bytes").isIntegralNumber() || !entry.path("sha256").isTextual()) {
        throw new CheckpointException.Corrupt(file + ": must list " + name);
      }
      files.put(
          name, new FileDigest(entry.get("bytes").longValue(), entry.get("sha256").textValue()));
    }
    JsonNode score = root.path("score");
    return new Manifest(
        files, score.isNumber() ? OptionalDouble.of(score.doubleValue()) : OptionalDouble.empty());
  }

  static void checkVersion(Path file, JsonNode version) throws CheckpointException {
    if (!version.isInt()) {
      throw new CheckpointException.Corrupt(file + ": has no version number");
    }
    if (version.intValue() < OLDEST) {
      throw new CheckpointException.TooOld(
          file + ": version must be " + OLDEST + " to " + VERSION + ", got " + version);
    }
    if (version.intValue() > VERSION) {
      throw new CheckpointException.TooNew(
          file
              + ": version must be "
              + OLDEST
              + " to "
              + VERSION
              + ", got "
              + version
              + ", written by a newer program");
    }
  }

  /** Compares every file with what is said of it. */
  void verify(Path folder) throws IOException {
    for (String name : files.keySet()) {
      verify(folder, name);
    }
  }

  /** Compares one file with what is said of it. */
  void verify(Path folder, String name) throws IOException {
    Path file = folder.resolve(name);
    FileDigest expected = Objects.requireNonNull(files.get(name));
    FileDigest found;
    try {
      found = FileDigest.of(file);
    } catch (NoSuchFileException e) {
      throw new CheckpointException.Corrupt(file + ": is missing", e);
    }
    if (found.bytes() != expected.bytes()) {
      throw new CheckpointException.Corrupt(
          file + ": must have " + expected.bytes() + " bytes, got " + found.bytes());
    }
    if (!found.sha256().equals(expected.sha256())) {
      throw new CheckpointException.Corrupt(
          file
              + ": "
              + Unwritten.or(
                  file, "its SHA-256 is not the one in " + FILE + ", so its bytes were changed"));
    }
  }

  static JsonNode readJson(Path file) throws IOException {
    try {
      JsonNode root = new ObjectMapper().readTree(Utf8File.readDamaged(file));
      if (root.isMissingNode()) {
        throw new CheckpointException.Corrupt(
            file + ": " + Unwritten.or(file, "holds no JSON document"));
      }
      return root;
    } catch (NoSuchFileException e) {
      throw new CheckpointException.Corrupt(file + ": is missing", e);
    } catch (JsonProcessingException e) {
      throw new CheckpointException.Corrupt(
          file + ": " + Unwritten.or(file, "is not valid JSON"), e);
    }
  }
}
