package org.saehdbw.deepfacelab;

import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.architectures.OptionLetters;
import org.saehdbw.pickles.PickleNone;
import org.saehdbw.pickles.PickleTuple;

/**
 * A model's options as DeepFaceLab saves them, in its order.
 *
 * @param values Boolean, Long, Double, String or {@link PickleNone} by key; options that do not
 *     shape the network may be lists, tuples, dictionaries or bytes of these, as forks have them
 */
record ModelOptions(Map<String, Object> values) {
  /** Far above real models; these limits keep products of dims from overflowing. */
  private static final int MOST_PIXELS = 2048;

  private static final int MOST_DIMS = 4096;

  private static final int MOST_LEVELS = 8;

  /** What decides which network, and which faces, a model is of. */
  private static final Set<String> SHAPE =
      Set.of("resolution", "face_type", "archi", "ae_dims", "e_dims", "d_dims", "d_mask_dims");

  ModelOptions {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * Takes the options out of a pickle.
   *
   * @param where the file, for messages
   * @throws ModelFileException if they are not a dictionary of plain data
   */
  static ModelOptions of(String where, Object value) throws ModelFileException {
    if (!(value instanceof Map<?, ?> map)) {
      throw new ModelFileException(
          where + ": options must be a dictionary, got " + ArrayFile.kind(value));
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object option = entry.getValue();
      if (!(entry.getKey() instanceof String key)) {
        throw new ModelFileException(
            where + ": an option's key must be text, got " + ArrayFile.shown(entry.getKey()));
      }
      if (!isScalar(option) && (SHAPE.contains(key) || !canBeKept(option, 0))) {
        throw new ModelFileException(
            String.format(
                Locale.ROOT,
                "%s: option %s must be a number, text, a truth value or None, got %s",
                where,
                ArrayFile.shown(key),
                option instanceof BigInteger ? "a huge number" : ArrayFile.kind(option)));
      }
      values.put(key, option);
    }
    return new ModelOptions(values);
  }

  private static boolean isScalar(Object option) {
    return option instanceof Boolean
        || option instanceof Long
        || option instanceof Double
        || option instanceof String
        || option == PickleNone.NONE;
  }

  /** Whether a value of a fork is plain data, which export writes again. */
  private static boolean canBeKept(Object value, int depth) {
    if (depth > MOST_LEVELS) {
      return false;
    }
    if (value instanceof PickleTuple tuple) {
      return canBeKept(tuple.items(), depth);
    }
    if (value instanceof List<?> list) {
      return list.stream().allMatch(item -> canBeKept(item, depth + 1));
    }
    if (value instanceof Map<?, ?> map) {
      return canBeKept(List.copyOf(map.keySet()), depth)
          && canBeKept(List.copyOf(map.values()), depth);
    }
    return isScalar(value) || value instanceof byte[];
  }

  /** Returns an option's value; DeepFaceLab takes None for none. */
  Optional<Object> value(String key) {
    return Optional.ofNullable(values.get(key)).filter(value -> value != PickleNone.NONE);
  }

  /**
   * Returns what the model is.
   *
   * @param where the file, for messages
   * @param channels of its pictures, which options do not say
   * @throws ModelFileException if an option is missing or there can be no such model
   */
  ModelSpec spec(String where, int channels) throws ModelFileException {
    String archi = text(where, "archi").toLowerCase(Locale.ROOT);
    if (!archi.matches("(df|liae)(-[" + OptionLetters.DEEPFACELAB + "]+)?")) {
      throw new ModelFileException(
          String.format(
              Locale.ROOT,
              "%s: option archi must be df or liae, with letters of %s such as df-udt, got '%s'",
              where,
              OptionLetters.DEEPFACELAB,
              ArrayFile.shown(archi)));
    }
    String[] parts = archi.split("-", -1);
    try {
      return new ModelSpec(
          ModelSpec.Family.valueOf(parts[0].toUpperCase(Locale.ROOT)),
          parts.length > 1 ? parts[1] : "",
          whole(where, "resolution", MOST_PIXELS),
          whole(where, "ae_dims", MOST_DIMS),
          whole(where, "e_dims", MOST_DIMS),
          whole(where, "d_dims", MOST_DIMS),
          whole(where, "d_mask_dims", MOST_DIMS),
          channels);
    } catch (IllegalArgumentException e) {
      throw new ModelFileException(where + ": options: " + e.getMessage(), e);
    }
  }

  private String text(String where, String key) throws ModelFileException {
    Object value = required(where, key);
    if (value instanceof String text) {
      return text;
    }
    throw new ModelFileException(
        String.format(
            Locale.ROOT, "%s: option %s must be text, got %s", where, key, ArrayFile.shown(value)));
  }

  private int whole(String where, String key, int most) throws ModelFileException {
    Object value = required(where, key);
    double number = value instanceof Number given ? given.doubleValue() : Double.NaN;
    if (number >= 1 && number <= most && number == Math.rint(number)) {
      return (int) number;
    }
    throw new ModelFileException(
        String.format(
            Locale.ROOT,
            "%s: option %s must be a whole number from 1 to %d, got %s",
            where,
            key,
            most,
            ArrayFile.shown(value)));
  }

  private Object required(String where, String key) throws ModelFileException {
    return value(key)
        .orElseThrow(
            () ->
                new ModelFileException(
                    String.format(
                        Locale.ROOT,
                        "%s: has no option %s; cannot determine the model",
                        where,
                        key)));
  }
}
