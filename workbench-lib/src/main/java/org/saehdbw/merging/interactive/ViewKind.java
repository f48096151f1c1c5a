package org.saehdbw.merging.interactive;

import java.util.Locale;
import org.saehdbw.pictures.Picture;

/** What of a merged frame is looked at. */
public enum ViewKind {
  /** The frame before merging. */
  FRAME,
  /** The frame after merging. */
  MERGED,
  /** The mask alone. */
  MASK,
  /** The result with a red tint where the mask is. */
  TINT,
  /**
   * The result with tiles of 5 pixels where the mask is not, as the original shows masks: {@code
   * 0.75 picture + 64 tiles (1 - mask)}.
   */
  TILES;

  private static final int TILE = 5;
  private static final int TILE_LEVELS = 64;
  private static final float KEPT = 0.75f;
  private static final int[] TINT_BGR = {40, 30, 255};
  private static final float TINT_PART = 0.5f;

  /** The name that is sent and shown. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Finds a kind by its name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ViewKind of(String word) {
    for (ViewKind kind : values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "a view must be frame, merged, mask, tint or tiles, got " + word);
  }

  Picture of(FrameView view) {
    return switch (this) {
      case FRAME -> view.frame().to8Bits();
      case MERGED -> view.merged().to8Bits();
      case MASK -> view.mask();
      case TINT -> tint(view.merged().to8Bits(), view.mask());
      case TILES -> tiles(view.merged().to8Bits(), view.mask());
    };
  }

  private static Picture tint(Picture picture, Picture mask) {
    int count = picture.width() * picture.height();
    byte[] tinted = new byte[3 * count];
    int channels = picture.channels();
    for (int i = 0; i < count; i++) {
      float part = TINT_PART * (mask.pixels()[i] & 0xFF) / 255f;
      for (int channel = 0; channel < 3; channel++) {
        int own = picture.pixels()[channels == 1 ? i : 3 * i + channel] & 0xFF;
        tinted[3 * i + channel] = (byte) Math.round(own + part * (TINT_BGR[channel] - own));
      }
    }
    return new Picture(picture.width(), picture.height(), 3, tinted);
  }

  private static Picture tiles(Picture picture, Picture mask) {
    int channels = picture.channels();
    byte[] tiled = new byte[picture.pixels().length];
    for (int i = 0; i < tiled.length; i++) {
      int pixel = i / channels;
      int x = pixel % picture.width();
      int y = pixel / picture.width();
      int tile = (x / TILE + y / TILE) % 2;
      float outside = 1 - (mask.pixels()[pixel] & 0xFF) / 255f;
      float value = KEPT * (picture.pixels()[i] & 0xFF) + TILE_LEVELS * tile * outside;
      tiled[i] = (byte) Math.min(255, Math.round(value));
    }
    return new Picture(picture.width(), picture.height(), channels, tiled);
  }
}
