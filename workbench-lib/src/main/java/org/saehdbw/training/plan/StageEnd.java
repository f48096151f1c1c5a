package org.saehdbw.training.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.YamlRecord;

/**
 * When a stage of a schedule is done: the first of its conditions that holds. What is 0 or empty is
 * no condition.
 *
 * @param iterations made in the stage
 * @param trainSeconds of its iterations, saves apart, as in {@code target_train_s}
 * @param quality a figure of held-out faces that a save must reach, such as {@code
 *     luma_psnr_db>=24}
 * @param plateauSaves saves in a row over which the held-out error no longer falls, see {@link
 *     Plateau}
 */
public record StageEnd(int iterations, double trainSeconds, String quality, int plateauSaves) {
  /** A stage that lasts until the run ends. */
  public static final StageEnd NEVER = new StageEnd(0, 0, "", 0);

  static final String ITERATIONS = "iterations";
  static final String TRAIN_S = "train_s";
  static final String QUALITY = "quality";
  static final String PLATEAU_SAVES = "plateau_saves";

  /** Reads the field {@code end} of a stage. */
  static StageEnd of(YamlRecord record) throws SettingsException {
    record.requireKnown(List.of(ITERATIONS, TRAIN_S, QUALITY, PLATEAU_SAVES));
    int iterations = record.whole(ITERATIONS, 0);
    if (record.has(ITERATIONS) && iterations < 1) {
      throw record.wrong(ITERATIONS, "a whole number of at least 1");
    }
    double seconds = record.number(TRAIN_S, 0);
    if (record.has(TRAIN_S) && !(seconds > 0 && seconds <= 1e9)) {
      throw record.wrong(TRAIN_S, "a number above 0 and at most 1e9");
    }
    String quality = record.text(QUALITY, "");
    try {
      QualityBound.TYPE.parser().parse(quality);
    } catch (IllegalArgumentException e) {
      throw record.wrong(QUALITY, QualityBound.TYPE.allowed());
    }
    int saves = record.whole(PLATEAU_SAVES, 0);
    if (record.has(PLATEAU_SAVES) && (saves < Plateau.FEWEST || saves > Plateau.MOST)) {
      throw record.wrong(
          PLATEAU_SAVES, "a whole number from " + Plateau.FEWEST + " to " + Plateau.MOST);
    }
    return new StageEnd(iterations, seconds, quality, saves);
  }

  /** Whether it needs saves that are judged by held-out faces. */
  boolean needsJudge() {
    return plateauSaves > 0 || !quality.isEmpty();
  }

  /** Whether only the number of iterations ends the stage, so that its length is known. */
  public boolean isCounted() {
    return iterations > 0 && trainSeconds == 0 && !needsJudge();
  }

  /** As a file has it; conditions that are not set are left out. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (iterations > 0) {
      fields.put(ITERATIONS, iterations);
    }
    if (trainSeconds > 0) {
      fields.put(TRAIN_S, trainSeconds);
    }
    if (!quality.isEmpty()) {
      fields.put(QUALITY, quality);
    }
    if (plateauSaves > 0) {
      fields.put(PLATEAU_SAVES, plateauSaves);
    }
    return fields;
  }

  /** For people: {@code 400 iterations or luma_psnr_db>=24}. */
  public String text() {
    StringBuilder text = new StringBuilder();
    if (iterations > 0) {
      or(text, iterations + " iterations");
    }
    if (trainSeconds > 0) {
      or(text, String.format(Locale.ROOT, "%.0f s of iterations", trainSeconds));
    }
    if (!quality.isEmpty()) {
      or(text, quality);
    }
    if (plateauSaves > 0) {
      or(text, "a plateau over " + plateauSaves + " saves");
    }
    return text.isEmpty() ? "the end of the run" : text.toString();
  }

  private static void or(StringBuilder text, String condition) {
    text.append(text.isEmpty() ? "" : " or ").append(condition);
  }
}
