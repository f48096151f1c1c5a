package org.saehdbw.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.architectures.Network;
import org.saehdbw.checkpoints.NamedArray;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.training.ImportedRun;
import org.saehdbw.training.plan.TrainingSettings;

/** A run of an untrained model, with AdaBelief's state and losses of many iterations. */
final class DrawnModel {
  private DrawnModel() {}

  /**
   * Makes the run.
   *
   * @param iterations whose losses are written down, at least 1
   */
  static RunFolder make(ModelSpec spec, int iterations, Path runs)
      throws IOException, SettingsException {
    List<NamedArray> weights = new ArrayList<>();
    List<NamedArray> optimizer = new ArrayList<>();
    for (Parameter parameter : Network.of(spec).parameters()) {
      FloatBuffer values =
          ByteBuffer.allocateDirect(Math.toIntExact(Float.BYTES * parameter.dims().count()))
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
      parameter.initialise(1, values);
      weights.add(new NamedArray(parameter.name(), parameter.dims().sizes(), values));
    }
    for (String kind : List.of("ms_", "vs_")) {
      weights.forEach(w -> optimizer.add(new NamedArray(kind + w.name(), w.shape(), w.values())));
    }
    List<MetricsRow> rows = new ArrayList<>();
    for (int i = 1; i <= iterations; i++) {
      float loss = (float) (0.05 + Math.exp(-i / 20_000.0));
      rows.add(MetricsRow.ofLosses(i, loss, 0.9f * loss));
    }
    return new ImportedRun(
            TrainingSettings.defaults().with("model", spec.toString(), "bench"),
            weights,
            optimizer,
            List.of(),
            iterations,
            iterations,
            rows,
            Map.of())
        .create(runs, "drawn", made -> {});
  }
}
