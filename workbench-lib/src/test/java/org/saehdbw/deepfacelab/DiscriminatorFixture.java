package org.saehdbw.deepfacelab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.losses.AdversarialOptions;
import org.saehdbw.losses.TotalVariation;
import org.saehdbw.pickles.NumpyFloats;
import org.saehdbw.pickles.NumpyLong;
import org.saehdbw.pickles.PickleWriter;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.testing.NpzFile;
import org.saehdbw.training.steps.Discriminators;

/** Files of discriminators beside the models of {@link ModelFixture}. */
final class DiscriminatorFixture {
  /** How many updates the optimizers have made. */
  static final long UPDATES = 5;

  private static final int PATCH_SIZE = 8;
  private static final int WIDTH = 4;

  private DiscriminatorFixture() {}

  /** Lets a model be trained with discriminators of the sizes used here. */
  static void switchOn(Path data) throws IOException {
    ModelFixture.changeOptions(
        data,
        options -> {
          options.put("true_face_power", 0.05);
          options.put("gan_power", 0.1);
          options.put("gan_patch_size", PATCH_SIZE);
          options.put("gan_dims", WIDTH);
        });
  }

  /** Returns the weights of one beside a model. */
  static List<Parameter> parameters(String model, ModelFolder.Discriminator files) {
    AdversarialOptions options =
        new AdversarialOptions(0.05, true, 0.1, PATCH_SIZE, WIDTH, TotalVariation.ofPictures());
    return Discriminators.of(ModelSpec.parse(model), options).parameters(files.step());
  }

  /** Writes made-up weights and the moments of {@link #UPDATES} updates of AdaBelief. */
  static void write(ModelFolder folder, ModelFolder.Discriminator files, String model)
      throws IOException {
    Map<String, Object> weights = new LinkedHashMap<>();
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("iters:0", new NumpyLong(UPDATES));
    for (String kind : List.of("ms_", "vs_")) {
      for (Parameter parameter : parameters(model, files)) {
        weights.put(DflWeightLayout.key(parameter), values(parameter, 1));
        state.put(DflWeightLayout.stateKey(kind, parameter), values(parameter, kind.charAt(0)));
      }
    }
    write(folder.file(files.weights()), weights);
    write(folder.file(files.optimizer()), state);
  }

  private static NumpyFloats values(Parameter parameter, long seed) {
    FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(parameter.dims().count()));
    parameter.initialise(seed, values);
    return new NumpyFloats(DflWeightLayout.shape(parameter), () -> values);
  }

  /** Writes the reference program's own patch discriminator for colour pictures of 64 pixels. */
  static void writeOriginal(Path file) throws IOException {
    Map<String, Object> weights = new LinkedHashMap<>();
    NpzFile arrays = NpzFile.resource("/parity/case_df_ud_color_gan.npz");
    try (InputStream in =
        DiscriminatorFixture.class.getResourceAsStream("/parity/case_df_ud_color_gan.json")) {
      for (JsonNode entry : new ObjectMapper().readTree(in).at("/parts/D_src")) {
        String name = entry.get(0).asText();
        NpzFile.Entry array = arrays.get("weights/" + name);
        List<Integer> shape = Arrays.stream(array.shape()).boxed().toList();
        weights.put(
            name.substring("D_src/".length()),
            new NumpyFloats(shape, () -> FloatBuffer.wrap(array.values())));
      }
    }
    write(file, weights);
  }

  private static void write(Path file, Map<String, Object> values) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      PickleWriter.write(values, 4, out);
    }
  }
}
