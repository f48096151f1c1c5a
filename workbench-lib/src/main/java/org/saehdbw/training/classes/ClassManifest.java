package org.saehdbw.training.classes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.saehdbw.files.FileDigest;
import org.saehdbw.files.Utf8File;

/**
 * {@code manifest.json} of a class folder.
 *
 * @param java the oldest version of Java that loads the classes
 * @param parts the losses and blocks
 * @param files size and SHA-256 of each file by its path inside the folder
 */
public record ClassManifest(int java, List<StoredPart> parts, Map<String, FileDigest> files) {
  static final String FILE = "manifest.json";
  private static final String FORMAT = "saehdbw-classes";
  private static final int VERSION = 1;
  private static final String ARGUMENTS = "arguments";

  /** No path leads out of the folder. */
  private static final Pattern PATH =
      Pattern.compile("notebook/[\\p{L}_][\\p{L}\\p{N}_]*/[\\p{L}\\p{N}_$]+\\.(class|java)");

  /** Copies list and map. */
  public ClassManifest {
    parts = List.copyOf(parts);
    files = Map.copyOf(files);
  }

  byte[] toJson() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    root.put("format", FORMAT).put("version", VERSION).put("java", java);
    ArrayNode list = root.putArray("parts");
    for (StoredPart part : parts) {
      ObjectNode node = list.addObject();
      node.put("setting", part.setting()).put("name", part.name()).put("class", part.className());
      part.arguments().forEach(node.putArray(ARGUMENTS)::add);
    }
    ObjectNode entries = root.putObject("files");
    new TreeMap<>(files)
        .forEach(
            (name, digest) ->
                entries
                    .putObject(name)
                    .put("bytes", digest.bytes())
                    .put("sha256", digest.sha256()));
    return (mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a manifest; the files it lists are not looked at.
   *
   * @throws ClassFolderException if it is missing or damaged, or this Java or workbench is too old
   */
  static ClassManifest read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    JsonNode root;
    try {
      root = new ObjectMapper().readTree(Utf8File.readDamaged(file));
    } catch (NoSuchFileException e) {
      throw new ClassFolderException.Damaged(
          file
              + ": is missing; the classes of your own block and loss were stored there, put the"
              + " folder back");
    } catch (JsonProcessingException e) {
      throw new ClassFolderException.Damaged(file + ": is not valid JSON");
    }
    require(file, root.path("format").asText().equals(FORMAT), "format must be " + FORMAT);
    require(file, root.path("version").isInt(), "has no version number");
    if (root.path("version").intValue() > VERSION) {
      throw new ClassFolderException.TooNew(
          file
              + ": version must be "
              + VERSION
              + ", got "
              + root.path("version")
              + ", written by a newer program");
    }
    int here = Runtime.version().feature();
    int java = root.path("java").asInt();
    if (java > here) {
      throw new ClassFolderException.TooNew(
          file + ": its classes need Java " + java + " or newer, this is Java " + here);
    }
    return new ClassManifest(java, parts(file, root.path("parts")), files(file, root));
  }

  private static List<StoredPart> parts(Path file, JsonNode list) throws ClassFolderException {
    List<StoredPart> parts = new ArrayList<>();
    for (JsonNode node : list) {
      List<String> arguments = new ArrayList<>();
      node.path(ARGUMENTS).forEach(text -> arguments.add(text.asText()));
      String type = node.path("class").asText();
      require(file, !type.isEmpty(), "a part has no class");
      parts.add(
          new StoredPart(
              node.path("setting").asText(), node.path("name").asText(), type, arguments));
    }
    require(file, !parts.isEmpty(), "lists no block and no loss");
    return parts;
  }

  private static Map<String, FileDigest> files(Path file, JsonNode root)
      throws ClassFolderException {
    Map<String, FileDigest> files = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : root.path("files").properties()) {
      JsonNode bytes = entry.getValue().path("bytes");
      JsonNode sha256 = entry.getValue().path("sha256");
      boolean known = PATH.matcher(entry.getKey()).matches();
      require(
          file,
          known && bytes.isIntegralNumber() && sha256.isTextual(),
          "a file must be listed as notebook/PART/NAME.class or .java with bytes and sha256, got "
              + entry.getKey());
      files.put(entry.getKey(), new FileDigest(bytes.longValue(), sha256.textValue()));
    }
    return files;
  }

  private static void require(Path file, boolean holds, String what) throws ClassFolderException {
    if (!holds) {
      throw new ClassFolderException.Damaged(file + ": " + what);
    }
  }
}
