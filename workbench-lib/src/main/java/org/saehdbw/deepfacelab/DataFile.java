package org.saehdbw.deepfacelab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.saehdbw.files.Unwritten;
import org.saehdbw.pickles.PickleException;
import org.saehdbw.pickles.PickleGlobals;
import org.saehdbw.pickles.PickleLimits;
import org.saehdbw.pickles.PickleNone;
import org.saehdbw.pickles.PickleReader;

/** What DeepFaceLab knows of a model besides its weights: {@code data.dat}. */
public final class DataFile {
  private static final PickleLimits LIMITS = new PickleLimits(1L << 33, 20_000_000, 8);

  /** What our iteration counts and folder names have room for. */
  private static final long MOST_ITERATIONS = 999_999_999;

  private final long iteration;
  private final ModelOptions options;
  private final LossHistory history;
  private final Object sample;

  private DataFile(long iteration, ModelOptions options, LossHistory history, Object sample) {
    this.iteration = iteration;
    this.options = options;
    this.history = history;
    this.sample = sample;
  }

  /**
   * Reads a file; the preview sample's long arrays stay in it.
   *
   * @throws ModelFileException if it is missing or no such file
   * @throws IOException if it cannot be read
   */
  static DataFile read(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new ModelFileException(file + ": is missing");
    }
    if (Files.size(file) == 0) {
      throw new ModelFileException(file + ": was never completely written: it is empty");
    }
    try {
      return of(file.toString(), reader().readSliced(file));
    } catch (PickleException e) {
      throw new ModelFileException(
          file + ": " + Unwritten.or(file, String.valueOf(e.getMessage())), e);
    }
  }

  /**
   * Reads a file's bytes.
   *
   * @param name what messages call them
   * @throws ModelFileException if they are not such a file
   */
  public static DataFile parse(String name, byte[] bytes) throws ModelFileException {
    try {
      return of(name, reader().read(bytes));
    } catch (PickleException e) {
      throw new ModelFileException(
          name + ": " + Unwritten.or(bytes, String.valueOf(e.getMessage())), e);
    }
  }

  private static PickleReader reader() {
    return new PickleReader(PickleGlobals.numpy(), LIMITS);
  }

  private static DataFile of(String name, Object value) throws ModelFileException {
    if (!(value instanceof Map<?, ?> map)) {
      throw new ModelFileException(name + ": must be a dictionary, got " + ArrayFile.kind(value));
    }
    Object iter = orNone(map, "iter");
    long iteration = iter instanceof Long number ? number : iter == PickleNone.NONE ? 0 : -1;
    if (iteration < 0 || iteration > MOST_ITERATIONS) {
      throw new ModelFileException(
          String.format(
              Locale.ROOT,
              "%s: iter must be a whole number from 0 to %d, got %s",
              name,
              MOST_ITERATIONS,
              ArrayFile.shown(iter)));
    }
    Object options = orNone(map, "options");
    if (options == PickleNone.NONE) {
      throw new ModelFileException(name + ": has no options; cannot determine the model");
    }
    Object history = orNone(map, "loss_history");
    return new DataFile(
        iteration,
        ModelOptions.of(name, options),
        history == PickleNone.NONE ? LossHistory.NONE : LossHistory.of(name, history),
        orNone(map, "sample_for_preview"));
  }

  private static Object orNone(Map<?, ?> map, String key) {
    Object value = map.get(key);
    return value == null ? PickleNone.NONE : value;
  }

  /** Returns how many iterations the model was trained for. */
  public long iteration() {
    return iteration;
  }

  /** Returns the options by name, in the file's order. */
  public Map<String, Object> optionValues() {
    return options.values();
  }

  ModelOptions options() {
    return options;
  }

  LossHistory history() {
    return history;
  }

  /** Returns the preview sample as the pickle has it, or {@link PickleNone}. */
  Object sample() {
    return sample;
  }

  /** Returns the whole file for writing, in DeepFaceLab's order. */
  static Map<String, Object> value(
      long iteration, ModelOptions options, LossHistory history, Object sample) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("iter", iteration);
    value.put("options", options.values());
    value.put("loss_history", history.toLists());
    value.put("sample_for_preview", sample);
    value.put("choosed_gpu_indexes", PickleNone.NONE);
    return value;
  }
}
