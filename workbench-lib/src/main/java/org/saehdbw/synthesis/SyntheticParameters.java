package org.saehdbw.synthesis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.files.NotUtf8Exception;
import org.saehdbw.files.Utf8File;
import org.saehdbw.pictures.FaceFileException;

/**
 * The file {@value #NAME} in a folder of drawn faces: what each picture was drawn from, one JSON
 * object a line in the order of the pictures' names.
 */
public final class SyntheticParameters {
  /** The file's name. */
  public static final String NAME = "faces.jsonl";

  private static final String FILE = "file";
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private SyntheticParameters() {}

  /** Writes the parameters of every face: the whole file or nothing. */
  static void write(Path folder, SyntheticFaces faces) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < faces.count(); i++) {
      ObjectNode line = JSON.createObjectNode().put(FILE, SyntheticFaces.fileName(i));
      ObjectNode parameters = JSON.valueToTree(faces.parameters(i));
      lines.add(JSON.writeValueAsString(line.setAll(parameters)));
    }
    String end = System.lineSeparator();
    AtomicFile.write(folder.resolve(NAME), String.join(end, lines) + end);
  }

  /**
   * Reads what the pictures of a folder were drawn from.
   *
   * @param folder one that {@link SyntheticFaces#writeTo} filled
   * @return parameters by the picture's file name, in the file's order
   * @throws FaceFileException if a line is not what {@link SyntheticFaces#writeTo} writes; the
   *     message begins with the file and the line
   * @throws IOException if the file cannot be read
   */
  public static Map<String, FaceParameters> read(Path folder)
      throws FaceFileException, IOException {
    Path file = folder.resolve(NAME);
    List<String> lines;
    try {
      lines = Utf8File.readLines(file);
    } catch (NotUtf8Exception e) {
      throw new FaceFileException(e.getMessage(), e);
    }
    Map<String, FaceParameters> found = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String where = file + " line " + (i + 1) + ": ";
      try {
        add(lines.get(i), found);
      } catch (JsonProcessingException e) {
        throw new FaceFileException(where + reason(e), e);
      } catch (IllegalArgumentException e) {
        throw new FaceFileException(where + e.getMessage(), e);
      }
    }
    return Collections.unmodifiableMap(found);
  }

  private static void add(String line, Map<String, FaceParameters> found)
      throws JsonProcessingException {
    if (!(JSON.readTree(line) instanceof ObjectNode parameters)) {
      throw new IllegalArgumentException("must be a JSON object, got " + line);
    }
    JsonNode name = parameters.remove(FILE);
    if (!(name instanceof ValueNode) || !name.isTextual()) {
      throw new IllegalArgumentException("must name the picture's file, got " + line);
    }
    if (found.put(name.textValue(), JSON.treeToValue(parameters, FaceParameters.class)) != null) {
      throw new IllegalArgumentException(name.textValue() + " came before");
    }
  }

  /** What a record's own check said, where that is the cause; else Jackson's words. */
  private static String reason(JsonProcessingException problem) {
    return problem.getCause() instanceof IllegalArgumentException own
        ? String.valueOf(own.getMessage())
        : problem.getOriginalMessage();
  }
}
