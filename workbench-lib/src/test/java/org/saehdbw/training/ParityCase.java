package org.saehdbw.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.losses.AdversarialOptions;
import org.saehdbw.losses.Compat;
import org.saehdbw.losses.LossOptions;
import org.saehdbw.losses.StylePowers;
import org.saehdbw.losses.TotalVariation;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.testing.CaseFolders;
import org.saehdbw.testing.NpzFile;
import org.saehdbw.training.steps.ModelStep;
import org.saehdbw.training.steps.StepPart;

/** One case of the reference program's numbers: {@code case_NAME.json} and what it names. */
record ParityCase(Path folder, String name, JsonNode json, NpzFile arrays) {
  static List<Path> folders() {
    return CaseFolders.of("/parity", "WORKBENCH_PARITY_DIRS");
  }

  static List<Path> files() {
    List<Path> files = new ArrayList<>();
    for (Path folder : folders()) {
      try (Stream<Path> list = Files.list(folder)) {
        list.filter(p -> p.getFileName().toString().matches("case_.*\\.json"))
            .sorted()
            .forEach(files::add);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot list " + folder, e);
      }
    }
    return files;
  }

  static ParityCase read(Path file) {
    String name = file.getFileName().toString().replaceAll("^case_|\\.json$", "");
    try {
      JsonNode json = new ObjectMapper().readTree(file.toFile());
      NpzFile arrays = NpzFile.read(file.resolveSibling("case_" + name + ".npz"));
      return new ParityCase(file.getParent(), name, json, arrays);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  JsonNode option(String key) {
    return json.path("options").path(key);
  }

  ModelSpec spec() {
    String archi = option("archi").asText();
    String[] parts = archi.split("-");
    return new ModelSpec(
        ModelSpec.Family.valueOf(parts[0].toUpperCase(Locale.ROOT)),
        parts.length > 1 ? parts[1] : "",
        option("resolution").asInt(),
        option("ae_dims").asInt(),
        option("e_dims").asInt(),
        option("d_dims").asInt(),
        option("d_mask_dims").asInt(),
        json.path("channels").asInt());
  }

  LossOptions losses() {
    return new LossOptions(
            option("masked_training").asBoolean(),
            option("eyes_mouth_prio").asBoolean(),
            option("blur_out_mask").asBoolean())
        .with(Compat.DEEPFACELAB)
        .with(new StylePowers(dropped("face_style_power"), dropped("bg_style_power")))
        .with(adversaries());
  }

  private AdversarialOptions adversaries() {
    return new AdversarialOptions(
        option("archi").asText().startsWith("df") ? option("true_face_power").asDouble() : 0,
        !option("pretrain").asBoolean(),
        dropped("gan_power"),
        option("gan_patch_size").asInt(),
        option("gan_dims").asInt(),
        channelsFirst() ? TotalVariation.ofChannelsAndRows() : TotalVariation.ofPictures());
  }

  /** Pretraining drops styles and the patch discriminator, but keeps the true-face term. */
  private double dropped(String power) {
    return option("pretrain").asBoolean() ? 0 : option(power).asDouble();
  }

  /** Whether the original computed the case as it does on a graphics card. */
  private boolean channelsFirst() {
    Path index = folder.resolve("expected.json");
    try {
      return Files.isRegularFile(index)
          && new ObjectMapper()
              .readTree(index.toFile())
              .at("/cases/" + name + "/total_variation_layout")
              .asText()
              .startsWith("NCHW");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + index, e);
    }
  }

  int batch() {
    return json.path("batch").asInt();
  }

  boolean randomWarp() {
    return option("random_warp").asBoolean() && !option("pretrain").asBoolean();
  }

  /** The arrays of the case with the same forward pass. */
  NpzFile forward() {
    JsonNode same = json.path("forward_same_as");
    return same.isTextual()
        ? NpzFile.read(folder.resolve("case_" + same.asText() + ".npz"))
        : arrays;
  }

  void loadWeights(ModelStep step) {
    NpzFile file = NpzFile.read(folder.resolve(json.path("weights_file").asText()));
    for (Parameter parameter : step.network().parameters()) {
      float[] values = toOurs(parameter, file.get(parameter.name() + ":0").values());
      step.weights().get(parameter.name()).put(0, values);
    }
    for (StepPart part : StepPart.values()) {
      for (Parameter parameter : step.discriminators().parameters(part)) {
        float[] theirs = arrays.get("weights/" + parameter.name() + ":0").values();
        step.weights(part).get(parameter.name()).put(0, toOurs(parameter, theirs));
      }
    }
  }

  BatchSide side(String which) {
    NpzFile file = NpzFile.read(folder.resolve(json.path("inputs_file").asText()));
    ModelSpec spec = spec();
    return BatchSide.of(
        batch(),
        spec.channels(),
        spec.resolution(),
        direct(file.get("warped_" + which).nchw()),
        direct(file.get("target_" + which).nchw()),
        direct(file.get("target_" + which + "m").nchw()),
        direct(file.get("target_" + which + "m_em").nchw()),
        List.of());
  }

  /** From (height, width, in, out) to our (out, in, height, width). */
  static float[] toOurs(Parameter parameter, float[] theirs) {
    if (parameter.kind() != Parameter.Kind.CONVOLUTION) {
      return theirs;
    }
    int out = parameter.dims().at(0);
    int in = parameter.dims().at(1);
    int k = parameter.dims().at(2);
    return new NpzFile.Entry(new int[] {k, k, in, out}, theirs).permuted(3, 2, 0, 1);
  }

  /** From our (out, in, height, width) to (height, width, in, out). */
  static float[] toTheirs(Parameter parameter, FloatBuffer ours) {
    float[] values = new float[ours.capacity()];
    ours.get(0, values);
    if (parameter.kind() != Parameter.Kind.CONVOLUTION) {
      return values;
    }
    int[] dims = parameter.dims().sizes().stream().mapToInt(i -> i).toArray();
    return new NpzFile.Entry(dims, values).permuted(2, 3, 1, 0);
  }

  static FloatBuffer direct(float[] values) {
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(4 * values.length).order(ByteOrder.nativeOrder()).asFloatBuffer();
    return buffer.put(0, values);
  }
}
