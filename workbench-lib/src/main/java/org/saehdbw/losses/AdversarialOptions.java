package org.saehdbw.losses;

import java.util.List;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingType;
import org.saehdbw.settings.SettingValues;

/**
 * Which discriminators judge the model, and how strongly (spec/model 4 and 5.9).
 *
 * @param trueFace weight of the code discriminator's judgement, 0 without one
 * @param trainsCode whether the code discriminator itself is trained
 * @param gan weight of the patch discriminator's judgement, 0 without one
 * @param patchSize pixels along a side that a patch's logit sees, about
 * @param width channels of the patch discriminator's first layer
 * @param variation along which axes the drawn picture is kept smooth
 */
public record AdversarialOptions(
    double trueFace,
    boolean trainsCode,
    double gan,
    int patchSize,
    int width,
    TotalVariation variation) {
  public static final Setting<Double> TRUE_FACE_POWER =
      Setting.of(
          "true_face_power",
          SettingType.number(0, 1),
          0.0,
          "make codes of src and dst alike, by a discriminator; df only; begin with 0.01");
  public static final Setting<Double> GAN_POWER =
      Setting.of(
              "gan_power",
              SettingType.number(0, 5),
              0.0,
              "draw finer detail, by a discriminator of patches; at the end of training; 0.1 is"
                  + " usual")
          .whilePretraining(0.0);
  public static final Setting<Integer> GAN_PATCH_SIZE =
      Setting.of(
              "gan_patch_size",
              SettingType.integerOrZero(3, 640),
              0,
              "pixels along a side of a patch; 0 takes resolution / 8")
          .storedAs(SettingType.integer(0, 640));
  public static final Setting<Integer> GAN_DIMS =
      Setting.of(
          "gan_dims",
          SettingType.integer(4, 512),
          16,
          "width of the patch discriminator; more needs more memory and time");

  public static final List<Setting<?>> SETTINGS =
      List.of(TRUE_FACE_POWER, GAN_POWER, GAN_PATCH_SIZE, GAN_DIMS);

  /** No discriminator. */
  public static final AdversarialOptions NONE =
      new AdversarialOptions(0, false, 0, 8, 16, TotalVariation.ofPictures());

  /** Returns these options without the code discriminator. */
  public AdversarialOptions withoutTrueFace() {
    return new AdversarialOptions(0, trainsCode, gan, patchSize, width, variation);
  }

  /** Returns the patch size of a model whose settings name none. */
  public static int usualPatchSize(int resolution) {
    return resolution / 8;
  }

  /** Whether there is a code discriminator. */
  public boolean judgesCodes() {
    return trueFace != 0;
  }

  /** Whether there is a patch discriminator. */
  public boolean judgesPatches() {
    return gan != 0;
  }

  /**
   * Fills the options from settings as the stage has them. In pretraining the code discriminator is
   * not trained; its judgement counts only as in the original.
   *
   * @param pretraining whether the stage is pretraining
   * @param resolution of the model
   */
  public static AdversarialOptions of(SettingValues values, boolean pretraining, int resolution) {
    boolean asOriginal = values.get(Compat.COMPAT) == Compat.DEEPFACELAB;
    boolean counts = !pretraining || asOriginal;
    int patch = values.get(GAN_PATCH_SIZE);
    return new AdversarialOptions(
        counts ? values.get(TRUE_FACE_POWER) : 0,
        !pretraining,
        values.get(GAN_POWER),
        patch == 0 ? usualPatchSize(resolution) : patch,
        values.get(GAN_DIMS),
        asOriginal ? TotalVariation.ofChannelsAndRows() : TotalVariation.ofPictures());
  }
}
