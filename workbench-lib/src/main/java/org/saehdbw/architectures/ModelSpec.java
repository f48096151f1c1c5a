package org.saehdbw.architectures;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a model is: family, options and dimensions. Its short name is {@code
 * df-udt-192-128-48-32-16-gray}: family, options if any, resolution, ae, e, d and mask dims,
 * channels.
 *
 * <p>Stored and tiny models have any positive dims; the ranges for new models are {@link
 * #checkedForNewModel()}.
 *
 * @param family df or liae
 * @param options letters of {@link OptionLetters#ALL} in that order: DeepFaceLab's {@code udtc},
 *     then ours
 * @param resolution side of the pictures
 * @param aeDims bottleneck width
 * @param eDims encoder's base width
 * @param dDims decoder's base width
 * @param dMaskDims mask decoder's base width
 * @param channels 1 gray, 3 colour
 */
public record ModelSpec(
    Family family,
    String options,
    int resolution,
    int aeDims,
    int eDims,
    int dDims,
    int dMaskDims,
    int channels) {
  static final int MIN_RESOLUTION = 64;
  static final int MAX_RESOLUTION = 640;
  static final int MIN_AE_DIMS = 32;
  static final int MAX_AE_DIMS = 1024;
  static final int MIN_DIMS = 16;
  static final int MAX_DIMS = 256;
  private static final String FORM =
      "a model's name is <df|liae>[-<letters of "
          + OptionLetters.ALL
          + ">]-<resolution>-<ae>-<e>-<d>-<dMask>"
          + "[-gray|-colour], such as df-udt-192-128-48-32-16-gray; got ";

  /** How the identities are kept apart. */
  public enum Family {
    /** One inter, two decoders. */
    DF,
    /** Two inters, one decoder. */
    LIAE
  }

  /**
   * Orders the options and checks what no network can be built without.
   *
   * @throws IllegalArgumentException if a dimension is not positive, the resolution is off the
   *     grid, an option is unknown or not possible for the family, or the channels are not 1 or 3
   */
  public ModelSpec {
    options = OptionLetters.ordered(options);
    if (family == Family.LIAE && options.indexOf('k') >= 0) {
      throw new IllegalArgumentException(
          "option k shares the trunk of df's two decoders, and liae has one decoder; got "
              + archi(family, options));
    }
    if (options.contains("so")) {
      throw new IllegalArgumentException(
          "options s and o both replace residual blocks, one of them is possible; got "
              + archi(family, options));
    }
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException("channels must be 1 or 3, got " + channels);
    }
    requirePositive("ae_dims", aeDims);
    requirePositive("e_dims", eDims);
    requirePositive("d_dims", dDims);
    requirePositive("d_mask_dims", dMaskDims);
    if (resolution < 1 || resolution % grid(options) != 0) {
      throw new IllegalArgumentException(resolutionMessage(family, options, resolution));
    }
  }

  /**
   * Reads a short name, or the habit of the trade {@code DF-UDT 192-128-48-32-16}. Gray is the
   * default.
   *
   * @throws IllegalArgumentException if it is not such a name, or the spec is impossible
   */
  public static ModelSpec parse(String name) {
    List<String> parts =
        Arrays.asList(name.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", "-").split("-", -1));
    String last = parts.get(parts.size() - 1);
    int channels = last.equals("colour") || last.equals("color") ? 3 : 1;
    int end = channels == 3 || last.equals("gray") ? parts.size() - 1 : parts.size();
    if ((end != 6 && end != 7) || !(parts.get(0).equals("df") || parts.get(0).equals("liae"))) {
      throw new IllegalArgumentException(FORM + name);
    }
    if (end == 7 && !parts.get(1).matches("[" + OptionLetters.ALL + "]+")) {
      throw new IllegalArgumentException(FORM + name);
    }
    int[] dims = new int[5];
    for (int i = 0; i < 5; i++) {
      String part = parts.get(end - 5 + i);
      if (!part.matches("\\d{1,6}")) {
        throw new IllegalArgumentException(FORM + name);
      }
      dims[i] = Integer.parseInt(part);
    }
    return new ModelSpec(
        parts.get(0).equals("df") ? Family.DF : Family.LIAE,
        end == 7 ? parts.get(1) : "",
        dims[0],
        dims[1],
        dims[2],
        dims[3],
        dims[4],
        channels);
  }

  /**
   * Reads the name of a model that is to be made, and checks its ranges.
   *
   * @throws IllegalArgumentException as {@link #parse} and {@link #checkedForNewModel()}
   */
  public static ModelSpec parseNew(String name) {
    return parse(name).checkedForNewModel();
  }

  /**
   * Returns this, if a user may make such a model.
   *
   * @throws IllegalArgumentException if the resolution or a dimension is out of its range; the
   *     message names the nearest allowed value
   */
  public ModelSpec checkedForNewModel() {
    if (resolution < MIN_RESOLUTION || resolution > MAX_RESOLUTION) {
      throw new IllegalArgumentException(resolutionMessage(family, options, resolution));
    }
    if (aeDims < MIN_AE_DIMS || aeDims > MAX_AE_DIMS) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "ae_dims must be between %d and %d, got %d; nearest is %d",
              MIN_AE_DIMS,
              MAX_AE_DIMS,
              aeDims,
              Math.min(MAX_AE_DIMS, Math.max(MIN_AE_DIMS, aeDims))));
    }
    requireEven("e_dims", eDims);
    requireEven("d_dims", dDims);
    requireEven("d_mask_dims", dMaskDims);
    return this;
  }

  /** Says whether an option letter is set. */
  public boolean has(char letter) {
    return options.indexOf(letter) >= 0;
  }

  /** Returns family and options, as DeepFaceLab's {@code archi}: {@code df-udt}. */
  public String archi() {
    return archi(family, options);
  }

  /** Returns the short name, which {@link #parse} reads back. */
  @Override
  public String toString() {
    return String.join(
        "-",
        archi(),
        String.valueOf(resolution),
        String.valueOf(aeDims),
        String.valueOf(eDims),
        String.valueOf(dDims),
        String.valueOf(dMaskDims),
        channels == 1 ? "gray" : "colour");
  }

  private static String archi(Family family, String options) {
    String name = family.name().toLowerCase(Locale.ROOT);
    return options.isEmpty() ? name : name + "-" + options;
  }

  /**
   * Returns what a resolution must be a multiple of.
   *
   * @param options the architecture's letters
   */
  public static int grid(String options) {
    return options.contains("d") || options.contains("t") ? 32 : 16;
  }

  private static String resolutionMessage(Family family, String options, int got) {
    int grid = grid(options);
    int nearest = Math.round((float) got / grid) * grid;
    nearest = Math.min(MAX_RESOLUTION, Math.max(MIN_RESOLUTION, nearest));
    String bound =
        got > MAX_RESOLUTION ? "at most " + MAX_RESOLUTION : "at least " + MIN_RESOLUTION;
    return String.format(
        Locale.ROOT,
        "resolution must be a multiple of %d and %s for %s, got %d; nearest is %d",
        grid,
        bound,
        archi(family, options),
        got,
        nearest);
  }

  private static void requirePositive(String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(key + " must be at least 1, got " + value);
    }
  }

  private static void requireEven(String key, int value) {
    if (value < MIN_DIMS || value > MAX_DIMS || value % 2 != 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s must be even and between %d and %d, got %d; nearest is %d",
              key,
              MIN_DIMS,
              MAX_DIMS,
              value,
              Math.min(MAX_DIMS, Math.max(MIN_DIMS, value + value % 2))));
    }
  }
}
