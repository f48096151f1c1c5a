package org.saehdbw.facesets.resizing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.saehdbw.faces.FaceType;
import org.saehdbw.facesets.FacesetFingerprint;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.files.Utf8File;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.GrayFrom;

/**
 * What was asked of the resizer, as it stands in {@value #FILE} beside the faces.
 *
 * @param source the text that names the faceset
 * @param fingerprint of the faceset, {@link FacesetFingerprint}
 * @param wishes what is to become of the faces, by key
 * @param madeOf content hashes of the faceset's faces by the names of ours, as far as known: jobs
 *     of before did not say
 */
record ResizeJob(
    String source, String fingerprint, Map<String, String> wishes, Map<String, String> madeOf) {
  static final String FILE = "resize.json";

  private static final String FORMAT = "saehdbw-resize";
  private static final int VERSION = 1;
  private static final String OWN = "own";

  static ResizeJob of(FacesetResizer asked, List<ResizePlan.Task> tasks) throws FaceFileException {
    Map<String, String> wishes = new LinkedHashMap<>();
    wishes.put("size", asked.side().isPresent() ? "" + asked.side().getAsInt() : OWN);
    wishes.put("face_type", asked.type().map(FaceType::option).orElse(OWN));
    wishes.put("gray_from", asked.grayFrom().map(GrayFrom::option).orElse("none"));
    wishes.put("quality", asked.quality().isPresent() ? "" + asked.quality().getAsInt() : OWN);
    Map<String, String> madeOf = new TreeMap<>();
    for (ResizePlan.Task task : tasks) {
      madeOf.put(task.name(), asked.faces().contentHash(task.index()));
    }
    String fingerprint = FacesetFingerprint.of(asked.faces());
    return new ResizeJob(asked.faces().source(), fingerprint, wishes, madeOf);
  }

  /** Returns this with what an earlier job made of faces that are not asked for any more. */
  ResizeJob after(ResizeJob earlier) {
    Map<String, String> all = new TreeMap<>(earlier.madeOf);
    all.putAll(madeOf);
    return new ResizeJob(source, fingerprint, wishes, all);
  }

  /**
   * Reads what a folder was begun with.
   *
   * @return empty if there is no such file
   * @throws FaceFileException if it is damaged or of another version
   */
  static Optional<ResizeJob> read(Path folder) throws FaceFileException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonNode node = new ObjectMapper().readTree(Utf8File.readDamaged(file));
      if (!node.path("format").asText().equals(FORMAT)) {
        throw new FaceFileException(file + ": was not written by the resizer");
      }
      if (node.path("version").asInt() != VERSION) {
        throw new FaceFileException(
            file + ": must have version " + VERSION + ", got " + node.path("version"));
      }
      return Optional.of(
          new ResizeJob(
              node.path("source").asText(),
              node.path("faces_sha256").asText(),
              texts(node.path("wishes")),
              texts(node.path("made_of"))));
    } catch (JsonProcessingException e) {
      throw new FaceFileException(file + ": is damaged, it is not JSON", e);
    } catch (IOException e) {
      throw FaceFileException.reading(file, e);
    }
  }

  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new LinkedHashMap<>();
    node.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
    return texts;
  }

  /**
   * Says that the faces in a folder were begun with this job, unless the other one is the same. The
   * same faces may stand elsewhere meanwhile, or there may be more of them now.
   *
   * @throws IllegalArgumentException naming what differs
   */
  void requireSame(Path folder, ResizeJob other) {
    for (String key : new String[] {"size", "face_type", "gray_from", "quality"}) {
      requireSame(folder, key, wishes.get(key), other.wishes.get(key));
    }
    if (!fingerprint.equals(other.fingerprint)) {
      requireSame(folder, "faceset", source, other.source);
    }
  }

  private static void requireSame(
      Path folder, String key, @Nullable String before, @Nullable String now) {
    if (before == null || !before.equals(now)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s was started with %s %s, this command asks for %s; choose another folder",
              folder,
              key,
              before,
              now));
    }
  }

  void write(Path folder) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode node = mapper.createObjectNode();
    node.put("format", FORMAT).put("version", VERSION);
    node.put("source", source).put("faces_sha256", fingerprint);
    node.set("wishes", mapper.valueToTree(wishes));
    node.set("made_of", mapper.valueToTree(madeOf));
    AtomicFile.write(
        folder.resolve(FILE), mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(node));
  }
}
