package org.saehdbw.dataloaders;

import java.util.Arrays;
import java.util.List;
import org.saehdbw.faces.FaceType;
import org.saehdbw.pictures.GrayFrom;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingType;
import org.saehdbw.settings.SettingValues;

/**
 * What a sample shows.
 *
 * @param resolution rows and columns in pixels
 * @param channels 1 (gray) or 3 (blue, green, red)
 * @param faceType how much of the head it shows; faces of another type are cut again
 * @param grayFrom how colour files become gray where {@code channels} is 1
 * @param allowGrayInColour whether gray files are taken where {@code channels} is 3, repeated over
 *     the channels
 * @param eyesMouth whether the eyes-and-mouth masks are drawn; if not they are zeros
 */
public record PictureOptions(
    int resolution,
    int channels,
    FaceType faceType,
    GrayFrom grayFrom,
    boolean allowGrayInColour,
    boolean eyesMouth) {
  public static final Setting<FaceType> FACE_TYPE =
      Setting.of(
              "face_type",
              SettingType.words(
                  Arrays.stream(FaceType.values()).filter(t -> !t.option().isEmpty()).toList(),
                  FaceType::option),
              FaceType.FULL,
              "how much of the head is trained")
          .fixed();
  public static final Setting<GrayFrom> GRAY_FROM =
      Setting.of(
              "gray_from",
              SettingType.words(List.of(GrayFrom.values()), GrayFrom::option),
              GrayFrom.LUMA,
              "how colour becomes gray")
          .fixed();
  public static final Setting<Boolean> ALLOW_GRAY =
      Setting.of("allow_gray", SettingType.bool(), false, "let a colour model train on gray files");

  public static final List<Setting<?>> SETTINGS = List.of(FACE_TYPE, GRAY_FROM, ALLOW_GRAY);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is left, or the face type has no crop
   */
  public PictureOptions {
    if (resolution < 16 || resolution > 4096) {
      throw new IllegalArgumentException(
          "a sample's resolution must be from 16 to 4096, got " + resolution);
    }
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException("channels must be 1 or 3, got " + channels);
    }
    if (faceType == FaceType.MARK_ONLY) {
      throw new IllegalArgumentException(
          "face type mark_only has no crop; use h, mf, f, wf, head or a no_align type");
    }
  }

  /**
   * Fills the options from settings.
   *
   * @param resolution rows and columns in pixels
   * @param channels 1 or 3
   * @param eyesMouth whether the eyes-and-mouth masks are drawn
   */
  public static PictureOptions of(
      int resolution, int channels, boolean eyesMouth, SettingValues values) {
    return new PictureOptions(
        resolution,
        channels,
        values.get(FACE_TYPE),
        values.get(GRAY_FROM),
        values.get(ALLOW_GRAY),
        eyesMouth);
  }

  /** These options with another face type. */
  public PictureOptions withFaceType(FaceType type) {
    return new PictureOptions(resolution, channels, type, grayFrom, allowGrayInColour, eyesMouth);
  }

  /** These options with another way from colour to gray. */
  public PictureOptions withGrayFrom(GrayFrom way) {
    return new PictureOptions(resolution, channels, faceType, way, allowGrayInColour, eyesMouth);
  }

  /** These options with or without gray files where samples are in colour. */
  public PictureOptions withGrayInColour(boolean allowed) {
    return new PictureOptions(resolution, channels, faceType, grayFrom, allowed, eyesMouth);
  }

  /** These options with or without eyes-and-mouth masks. */
  public PictureOptions withEyesMouth(boolean drawn) {
    return new PictureOptions(resolution, channels, faceType, grayFrom, allowGrayInColour, drawn);
  }
}
