package org.saehdbw.deepfacelab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.files.Utf8File;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;

/**
 * What a run folder keeps of the DeepFaceLab model it was made of, for the way back: {@code
 * deepfacelab/data.dat} and the discriminators' files, byte for byte, and {@code origin.json}.
 *
 * @param folder their folder
 * @param name the model's name
 * @param model the model as it was, before its channels were changed, if they were
 * @param iteration how many iterations it had
 */
record KeptFiles(Path folder, String name, ModelSpec model, long iteration) {
  private static final String ORIGIN = "origin.json";

  /** Writes what a model comes with; discriminators of pictures only if they stay of use. */
  static void write(RunFolder run, StoredModel model, List<String> discriminators)
      throws IOException {
    Path folder = Files.createDirectory(run.deepFaceLab());
    Files.copy(model.folder().file(ModelFolder.DATA), folder.resolve(ModelFolder.DATA));
    for (String name : discriminators) {
      ArrayFile.copyChecked(model.folder().file(name), folder.resolve(name));
    }
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode origin =
        mapper
            .createObjectNode()
            .put("name", model.folder().name())
            .put("class", model.folder().modelClass().name())
            .put("model", model.spec().toString())
            .put("iteration", model.data().iteration());
    AtomicFile.write(
        folder.resolve(ORIGIN),
        mapper.writerWithDefaultPrettyPrinter().writeValueAsString(origin) + "\n");
  }

  /**
   * Finds what a run keeps.
   *
   * @return nothing, if the run was started here
   * @throws RunException if the files are damaged
   */
  static Optional<KeptFiles> find(RunFolder run) throws IOException {
    Path file = run.deepFaceLab().resolve(ORIGIN);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonNode origin = new ObjectMapper().readTree(Utf8File.readDamaged(file));
      return Optional.of(
          new KeptFiles(
              run.deepFaceLab(),
              origin.path("name").asText(),
              ModelSpec.parse(origin.path("model").asText()),
              origin.path("iteration").asLong()));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new RunException(file + ": does not say what the run was made of", e);
    }
  }

  Path dataFile() {
    return folder.resolve(ModelFolder.DATA);
  }

  /** Reads the data file as it came. */
  DataFile data() throws IOException {
    return DataFile.read(dataFile());
  }

  /** Returns the names of the discriminators' files that are kept. */
  List<String> discriminators() {
    return ModelFolder.DISCRIMINATORS.stream()
        .filter(name -> Files.exists(folder.resolve(name)))
        .toList();
  }
}
