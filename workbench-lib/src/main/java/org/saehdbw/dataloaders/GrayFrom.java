package org.saehdbw.dataloaders;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.saehdbw.facesets.Picture;

/** How a colour picture becomes gray, on its 8-bit values before anything else is done to it. */
public enum GrayFrom {
  /** 0.299 red + 0.587 green + 0.114 blue in OpenCV's 15-bit arithmetic. */
  LUMA("luma", -1),
  /** The blue channel alone. */
  BLUE("b", 0),
  /** The green channel alone. */
  GREEN("g", 1),
  /** The red channel alone. */
  RED("r", 2);

  private final String option;
  private final int channel;

  GrayFrom(String option, int channel) {
    this.option = option;
    this.channel = channel;
  }

  /** The name in settings. */
  public String option() {
    return option;
  }

  /** Returns the picture in gray; a gray picture is returned as it is. */
  public Picture apply(Picture picture) {
    if (picture.channels() == 1 || channel < 0) {
      return picture.toGray();
    }
    byte[] colour = picture.pixels();
    byte[] gray = new byte[picture.width() * picture.height()];
    for (int i = 0; i < gray.length; i++) {
      gray[i] = colour[3 * i + channel];
    }
    return new Picture(picture.width(), picture.height(), 1, gray);
  }

  /**
   * Finds a way by its name in settings.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static GrayFrom parse(String option) {
    for (GrayFrom way : values()) {
      if (way.option.equals(option)) {
        return way;
      }
    }
    throw new IllegalArgumentException(
        "gray_from must be one of "
            + Arrays.stream(values()).map(GrayFrom::option).collect(Collectors.joining(", "))
            + "; got "
            + option);
  }
}
