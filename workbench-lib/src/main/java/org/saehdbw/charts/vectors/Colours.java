package org.saehdbw.charts.vectors;

import java.awt.Color;

/** Colours by their lightness in gray print, and on a dark page. */
public final class Colours {
  /** JupyterLab's dark page. */
  static final int NIGHT = 17;

  private static final int FULL = 255;

  /** The part of white that a colour gets on a dark page. */
  private static final double DAWN = 0.35;

  private static final int NEUTRAL = 12;

  /** Between them a gray is that of a line or an area, not of text or of a page. */
  private static final int DARK = 80;

  private static final int LIGHT = 200;

  private Colours() {}

  /** Returns how light a colour is in gray, from 0 to 255 (ITU-R BT.601). */
  public static double luma(Color colour) {
    return 0.299 * colour.getRed() + 0.587 * colour.getGreen() + 0.114 * colour.getBlue();
  }

  /** Returns the colour mixed with black or white until it has a luma from 0 to 255. */
  public static Color withLuma(Color colour, double luma) {
    double own = luma(colour);
    return luma <= own
        ? mixed(colour, 0, own == 0 ? 0 : 1 - luma / own)
        : mixed(colour, FULL, own == FULL ? 0 : (luma - own) / (FULL - own));
  }

  /** Returns the gray that is as light. */
  public static Color gray(Color colour) {
    int level = (int) Math.round(luma(colour));
    return new Color(level, level, level, colour.getAlpha());
  }

  /**
   * Returns what a colour of a white page becomes on a dark one; the grays of text and pages change
   * sides.
   */
  public static Color dark(Color colour) {
    int most = Math.max(colour.getRed(), Math.max(colour.getGreen(), colour.getBlue()));
    int least = Math.min(colour.getRed(), Math.min(colour.getGreen(), colour.getBlue()));
    boolean isMiddle = luma(colour) > DARK && luma(colour) < LIGHT;
    if (isMiddle || most - least > NEUTRAL) {
      return mixed(colour, FULL, DAWN);
    }
    int level = FULL - (int) Math.round(luma(colour) * (FULL - NIGHT) / FULL);
    return new Color(level, level, level, colour.getAlpha());
  }

  private static Color mixed(Color colour, int with, double part) {
    return new Color(
        mixed(colour.getRed(), with, part),
        mixed(colour.getGreen(), with, part),
        mixed(colour.getBlue(), with, part),
        colour.getAlpha());
  }

  private static int mixed(int own, int with, double part) {
    return (int) Math.round(own + part * (with - own));
  }
}
