package org.saehdbw.deepfacelab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.saehdbw.checkpoints.NamedArray;
import org.saehdbw.tensors.Parameter;

/**
 * The state of a model's optimizer, checked against the model: {@code iters:0} and an array of each
 * kind for each weight.
 *
 * @param file the file, open
 * @param kinds {@code ms_} and {@code vs_} of AdaBelief, or {@code acc_} of RMSprop
 * @param updates how many updates were made
 */
record OptimizerFile(ArrayFile file, List<String> kinds, long updates) {
  static final String UPDATES = "iters:0";
  static final List<List<String>> KINDS = List.of(List.of("ms_", "vs_"), List.of("acc_"));

  /**
   * Checks a file, which stays the caller's to close.
   *
   * @param owner what the weights are of, for messages
   * @param parameters the weights
   * @throws ModelFileException.OtherModel if it is the state of other weights
   * @throws ModelFileException if it is damaged
   */
  static OptimizerFile of(ArrayFile file, String owner, List<Parameter> parameters)
      throws ModelFileException {
    long updates = file.number(UPDATES);
    if (updates < 0) {
      throw new ModelFileException(
          String.format(
              Locale.ROOT, "%s: %s must be at least 0, got %d", file.name(), UPDATES, updates));
    }
    boolean rms = file.keys().stream().anyMatch(key -> key.startsWith("acc_"));
    List<String> kinds = KINDS.get(rms ? 1 : 0);
    List<String> known = new ArrayList<>(List.of(UPDATES));
    for (String kind : kinds) {
      for (Parameter parameter : parameters) {
        String key = DflWeightLayout.stateKey(kind, parameter);
        file.require(key, DflWeightLayout.shape(parameter), owner);
        known.add(key);
      }
    }
    StoredModel.requireNothingBeside(file, known, owner);
    return new OptimizerFile(file, kinds, updates);
  }

  /** Reads all arrays under our names, kind by kind. */
  List<NamedArray> load(List<Parameter> parameters) throws IOException {
    List<NamedArray> arrays = new ArrayList<>();
    for (String kind : kinds) {
      for (Parameter parameter : parameters) {
        arrays.add(
            StoredModel.load(
                file,
                DflWeightLayout.stateKey(kind, parameter),
                kind + parameter.name(),
                parameter));
      }
    }
    return arrays;
  }

  /** Returns the optimizer's name. */
  String optimizer() {
    return optimizer(kinds);
  }

  /** Returns the name of the optimizer whose state is of these kinds. */
  static String optimizer(List<String> kinds) {
    return kinds.size() == 2 ? "AdaBelief" : "RMSprop";
  }
}
