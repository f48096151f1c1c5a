package org.saehdbw.architectures;

/**
 * The letters of a model's options, such as {@code ud} in {@code df-ud-64-32-16-16-16}: first those
 * of DeepFaceLab, then ours, which no model of DeepFaceLab has.
 */
public final class OptionLetters {
  /** DeepFaceLab's: u pixel norm, d doubled output, t deeper, c x cos(x). */
  public static final String DEEPFACELAB = "udtc";

  /**
   * Ours: f folded stem, h folded head, n narrower top stages, s separable residual blocks, o one
   * convolution in each of them, k shared decoder trunk.
   */
  public static final String OURS = "fhnsok";

  /** All, in the order in which a name has them. */
  public static final String ALL = DEEPFACELAB + OURS;

  private OptionLetters() {}

  /**
   * Puts letters in order, each once.
   *
   * @throws IllegalArgumentException if one is unknown
   */
  static String ordered(String options) {
    for (char letter : options.toCharArray()) {
      if (ALL.indexOf(letter) < 0) {
        throw new IllegalArgumentException(
            "options must be letters of " + ALL + ", got '" + letter + "' in " + options);
      }
    }
    return among(ALL, options);
  }

  /** Returns which of a model's options are ours, in order; empty for a model of DeepFaceLab's. */
  public static String ours(String options) {
    return among(OURS, options);
  }

  private static String among(String letters, String options) {
    StringBuilder found = new StringBuilder();
    for (char letter : letters.toCharArray()) {
      if (options.indexOf(letter) >= 0) {
        found.append(letter);
      }
    }
    return found.toString();
  }
}
