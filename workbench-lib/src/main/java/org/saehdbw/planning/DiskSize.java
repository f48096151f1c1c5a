package org.saehdbw.planning;

import java.util.ArrayList;
import java.util.List;
import org.saehdbw.architectures.ModelCost;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.architectures.Network;
import org.saehdbw.tensors.Parameter;

/**
 * What a model that is being trained takes on disk.
 *
 * @param ourBytes one checkpoint generation: weights, two moments, state and manifest; a run keeps
 *     three generations and the best one by default
 * @param deepFaceLabBytes DeepFaceLab's files: weights, two moments and the stored preview sample
 */
public record DiskSize(long ourBytes, long deepFaceLabBytes) {
  private static final double MIB = 1 << 20;

  /** Metadata of both array files, {@code state.json} and {@code manifest.json}, about. */
  private static final long SMALL_FILES = 4096;

  /** Works out both sizes; the batch counts for DeepFaceLab's preview sample only. */
  static DiskSize of(ModelSpec spec, long parameters, int batch) {
    return of(spec, List.of(), parameters, batch);
  }

  /**
   * Works out both sizes of a model with discriminators, which are saved with their moments too.
   *
   * @param judges arrays of the discriminators
   * @param parameters trained values of all
   */
  static DiskSize of(ModelSpec spec, List<Parameter> judges, long parameters, int batch) {
    return new DiskSize(ours(spec, judges, parameters), deepFaceLab(spec, parameters, batch));
  }

  /** Returns DeepFaceLab's size in MiB. */
  static double deepFaceLabMib(ModelSpec spec, int batch) {
    return deepFaceLab(spec, ModelCost.of(spec, 1).parameters(), batch) / MIB;
  }

  private static long deepFaceLab(ModelSpec spec, long parameters, int batch) {
    long pixels = (long) spec.resolution() * spec.resolution();
    long sample = 2L * batch * (2L * spec.channels() + 2) * pixels * Float.BYTES;
    return 3 * Float.BYTES * parameters + sample;
  }

  private static long ours(ModelSpec spec, List<Parameter> judges, long parameters) {
    List<Parameter> arrays = new ArrayList<>(Network.of(spec).parameters());
    arrays.addAll(judges);
    long headers = 0;
    for (String prefix : List.of("", "ms_", "vs_")) {
      for (Parameter array : arrays) {
        headers += entry(prefix + array.name(), array);
      }
    }
    return 3 * Float.BYTES * parameters + headers + SMALL_FILES;
  }

  /** An array's entry in a safetensors header, its offsets of nine digits each. */
  private static long entry(String name, Parameter array) {
    String shape = array.dims().sizes().toString().replace(" ", "");
    String text = "\"\":{\"dtype\":\"F32\",\"shape\":,\"data_offsets\":[,]},";
    return name.length() + shape.length() + text.length() + 18;
  }
}
