package org.saehdbw.merging.frames;

import org.saehdbw.pictures.DeepPicture;

/**
 * A gray result in the colours of its frame: luma is replaced, chroma stays. In Y'CbCr that is the
 * same difference for blue, green and red, so that no colour has to be worked out and nothing can
 * flicker but the luma. Where a value would leave its range, the colour becomes paler so that the
 * luma stays right.
 */
final class KeptColour {
  private KeptColour() {}

  /**
   * Gives a gray result the colours of its frame.
   *
   * @param colour the frame, three channels
   * @param gray its luma, one channel of the same bits
   * @param merged the result, one channel of the same bits
   */
  static DeepPicture of(DeepPicture colour, DeepPicture gray, DeepPicture merged) {
    int white = colour.white();
    short[] values = colour.values().clone();
    for (int i = 0; i < gray.values().length; i++) {
      int luma = merged.at(i);
      if (luma == gray.at(i)) {
        continue;
      }
      double least = 0;
      double most = 0;
      for (int channel = 0; channel < 3; channel++) {
        double chroma = colour.at(3 * i + channel) - gray.at(i);
        least = Math.min(least, chroma);
        most = Math.max(most, chroma);
      }
      double room = 1;
      room = luma + most > white ? (white - luma) / most : room;
      room = luma + least < 0 ? Math.min(room, -luma / least) : room;
      for (int channel = 0; channel < 3; channel++) {
        double chroma = colour.at(3 * i + channel) - gray.at(i);
        values[3 * i + channel] = (short) Math.round(luma + room * chroma);
      }
    }
    return new DeepPicture(colour.width(), colour.height(), 3, colour.bits(), values);
  }
}
