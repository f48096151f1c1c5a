package org.saehdbw.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.saehdbw.runs.SettingValue;

/**
 * A run's model in DeepFaceLab's one line, {@code B:6 df-udt wf R:192 AEDM[128|48|32|16] Pre:1},
 * and in words.
 *
 * @param text the line
 * @param words the same, a sentence a part
 */
record ModelLine(String text, List<String> words) {
  private static final Map<Character, String> OPTIONS =
      Map.ofEntries(
          Map.entry('u', "u: pixel norm after the encoder"),
          Map.entry('d', "d: the decoder draws at half the size and doubles it"),
          Map.entry('t', "t: a deeper encoder and decoder"),
          Map.entry('c', "c: x cos(x) as activation"),
          Map.entry('f', "f: folded stem, one convolution in place of the first two"),
          Map.entry('h', "h: folded head, the decoder ends one stage earlier"),
          Map.entry('n', "n: the decoder's last stage has half the width"),
          Map.entry('s', "s: separable residual blocks"),
          Map.entry('o', "o: residual blocks of one convolution"),
          Map.entry('k', "k: both decoders share all stages but the last"));
  private static final Map<String, String> FACES =
      Map.of(
          "h",
          "half face",
          "mf",
          "mid-half face",
          "f",
          "full face",
          "wf",
          "whole face",
          "head",
          "head");

  /** Copies the words. */
  ModelLine {
    words = List.copyOf(words);
  }

  static ModelLine of(Map<String, SettingValue> settings) {
    String archi = text(settings, "archi");
    String face = text(settings, "face_type");
    boolean pretrain = text(settings, "pretrain").equals("true");
    String line =
        String.format(
            Locale.ROOT,
            "B:%s %s %s R:%s AEDM[%s|%s|%s|%s] Pre:%d",
            text(settings, "batch_size"),
            archi,
            face,
            text(settings, "resolution"),
            text(settings, "ae_dims"),
            text(settings, "e_dims"),
            text(settings, "d_dims"),
            text(settings, "d_mask_dims"),
            pretrain ? 1 : 0);
    return new ModelLine(line, words(settings, archi, face, pretrain));
  }

  private static List<String> words(
      Map<String, SettingValue> settings, String archi, String face, boolean pretrain) {
    List<String> words = new ArrayList<>();
    words.add(text(settings, "batch_size") + " samples of each side in a batch");
    words.add(
        archi.startsWith("liae")
            ? "LIAE: two inter blocks and one decoder for both persons"
            : "DF: one inter block and a decoder for each person");
    String options = archi.contains("-") ? archi.substring(archi.indexOf('-') + 1) : "";
    for (char letter : options.toCharArray()) {
      words.add(OPTIONS.getOrDefault(letter, letter + ": an option"));
    }
    words.add(FACES.getOrDefault(face, face) + ", " + text(settings, "channels"));
    words.add("pictures of " + text(settings, "resolution") + " pixels a side");
    words.add(
        String.format(
            Locale.ROOT,
            "dims: inter %s, encoder %s, decoder %s, mask decoder %s",
            text(settings, "ae_dims"),
            text(settings, "e_dims"),
            text(settings, "d_dims"),
            text(settings, "d_mask_dims")));
    words.add(pretrain ? "pretraining on many persons" : "training of src and dst");
    return words;
  }

  private static String text(Map<String, SettingValue> settings, String key) {
    SettingValue value = settings.get(key);
    return value == null ? "?" : String.valueOf(value.value());
  }
}
