package org.saehdbw.facesets.health;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The file of planted defects.
 *
 * @param seed of every draw
 * @param size of the drawn faces
 * @param trainingSize what the report is made for
 * @param pool faces that are drawn for each seed
 * @param drawingSeeds of the faces that get defects
 * @param each faces for a kind, a strength and a drawing seed
 * @param cleanSeeds of the faces that get none
 * @param cleanFaces how many of them for each seed
 * @param defects every kind and strength
 * @param srcYaws the widest yaws of src when dst has all
 */
record PlantedDefects(
    long seed,
    int size,
    int trainingSize,
    int pool,
    List<Integer> drawingSeeds,
    int each,
    List<Integer> cleanSeeds,
    int cleanFaces,
    List<Defect> defects,
    List<Integer> srcYaws) {

  /** One kind at one strength. */
  record Defect(String kind, double strength) {}

  static PlantedDefects read() throws IOException {
    JsonNode file =
        new YAMLMapper()
            .readTree(Path.of("src/test/resources/health/planted-defects.yaml").toFile());
    List<Defect> defects = new ArrayList<>();
    for (JsonNode one : file.get("defects")) {
      for (JsonNode strength : one.get("strengths")) {
        defects.add(new Defect(one.get("kind").asText(), strength.asDouble()));
      }
    }
    return new PlantedDefects(
        file.get("seed").asLong(),
        file.get("size").asInt(),
        file.get("training_size").asInt(),
        file.get("pool").asInt(),
        numbers(file.get("drawing_seeds")),
        file.get("each").asInt(),
        numbers(file.at("/clean/drawing_seeds")),
        file.at("/clean/faces").asInt(),
        defects,
        numbers(file.at("/pose_holes/src_yaw_at_most")));
  }

  private static List<Integer> numbers(JsonNode list) {
    List<Integer> numbers = new ArrayList<>();
    list.forEach(number -> numbers.add(number.asInt()));
    return numbers;
  }
}
