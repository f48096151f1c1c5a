package org.saehdbw.testing;

import java.util.ArrayList;
import java.util.List;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;

/**
 * Settings of a training with every loss, every discriminator and every random change of the
 * samples, of a model so small that an iteration takes milliseconds.
 */
public final class EverythingOn {
  private static final List<String> WORDS =
      List.of(
          "face_type=wf",
          "src=drawn:6,size=48,seed=1",
          "dst=drawn:6,size=48,seed=2",
          "batch_size=1",
          "threads=1",
          "device=cpu",
          "pictures=none",
          "masked_training=y",
          "eyes_mouth_prio=y",
          "blur_out_mask=y",
          "adabelief=y",
          "lr_dropout=y",
          "clipgrad=y",
          "uniform_yaw=y",
          "random_warp=y",
          "random_src_flip=y",
          "random_dst_flip=y",
          "ct_mode=rct",
          "random_gamma_power=0.5",
          "random_contrast_power=0.5",
          "random_grain_power=0.5",
          "random_softness_power=0.5",
          "true_face_power=0.05",
          "face_style_power=5",
          "bg_style_power=2",
          "gan_power=0.1",
          "gan_dims=4",
          // So small a model draws one colour at first.
          "constant_interval_iter=0",
          "save_interval_min=0");

  private EverythingOn() {}

  /**
   * Returns the settings, on one thread.
   *
   * @param channels {@code gray} or {@code colour}
   * @param more {@code key=value} words that come last
   */
  public static Settings settings(String channels, String... more) throws SettingsException {
    Settings settings = TinyModel.stored("df-ud-32-8-4-4-2-" + channels);
    List<String> words = new ArrayList<>(WORDS);
    if (channels.equals("colour")) {
      words.add("random_hsv_power=0.2");
    }
    words.addAll(List.of(more));
    return SettingsReader.readWords(settings, words);
  }
}
