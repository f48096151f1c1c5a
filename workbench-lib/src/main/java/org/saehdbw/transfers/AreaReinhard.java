package org.saehdbw.transfers;

import org.saehdbw.parallel.Team;

/**
 * Reinhard's colour transfer ({@link MaskedTransfer#RCT}) of the pixels inside of a mask, for
 * merging: only they count in means and deviations, and only they are changed.
 *
 * <p>Colours are converted in pieces that fit into a core's cache, by several threads; the sums run
 * over all pixels in order, so that the result does not depend on the number of threads.
 */
public final class AreaReinhard {
  private static final int PIECE = 2048;

  private final float[][] content;
  private final float[][] reference;
  private final int[] places;
  private final float[][] labOfContent;
  private final float[][] labOfReference;

  private AreaReinhard(float[][] content, float[][] reference, int[] places) {
    this.content = content;
    this.reference = reference;
    this.places = places;
    labOfContent = new float[content.length][places.length];
    labOfReference = new float[content.length][places.length];
  }

  /**
   * Changes planes inside of an area; outside they stay. All values must be finite.
   *
   * @param content one or three planes with values in [0, 1], changed
   * @param reference as many planes of the same size
   * @param area 1 inside and 0 outside, one value a pixel
   */
  public static void apply(float[][] content, float[][] reference, float[] area, Team team) {
    int[] places = AreaTransport.places(area);
    if (places.length > 0) {
      new AreaReinhard(content, reference, places).run(team);
    }
  }

  private void run(Team team) {
    int channels = content.length;
    int pieces = (places.length + PIECE - 1) / PIECE;
    team.run(
        2 * pieces,
        i -> {
          if (i < pieces) {
            toLab(content, i, labOfContent);
          } else {
            toLab(reference, i - pieces, labOfReference);
          }
        });
    Moments[] moments = new Moments[2 * channels];
    team.run(
        moments.length,
        i -> {
          float[] plane = i < channels ? labOfContent[i] : labOfReference[i - channels];
          moments[i] = Moments.apart(new float[][] {plane});
        });
    Rct.Shift[] shifts = new Rct.Shift[channels];
    for (int c = 0; c < channels; c++) {
      Moments of = moments[c];
      Moments to = moments[channels + c];
      shifts[c] = Rct.Shift.of(c, of.means()[0], of.variance(0), to.means()[0], to.variance(0));
    }
    team.run(pieces, i -> toColours(shifts, i));
  }

  private int size(int piece) {
    return Math.min(PIECE, places.length - piece * PIECE);
  }

  private void toLab(float[][] planes, int piece, float[][] to) {
    int start = piece * PIECE;
    float[][] inside = new float[planes.length][size(piece)];
    for (int c = 0; c < planes.length; c++) {
      for (int i = 0; i < inside[c].length; i++) {
        inside[c][i] = planes[c][places[start + i]];
      }
    }
    float[][] lab = Lab.of(inside);
    for (int c = 0; c < lab.length; c++) {
      System.arraycopy(lab[c], 0, to[c], start, lab[c].length);
    }
  }

  private void toColours(Rct.Shift[] shifts, int piece) {
    int start = piece * PIECE;
    float[][] lab = new float[content.length][size(piece)];
    for (int c = 0; c < lab.length; c++) {
      System.arraycopy(labOfContent[c], start, lab[c], 0, lab[c].length);
      shifts[c].apply(lab[c]);
    }
    float[][] changed = Lab.toBgr(lab);
    for (int c = 0; c < changed.length; c++) {
      for (int i = 0; i < changed[c].length; i++) {
        content[c][places[start + i]] = changed[c][i];
      }
    }
  }
}
