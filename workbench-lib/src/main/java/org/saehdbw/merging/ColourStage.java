package org.saehdbw.merging;

import org.saehdbw.merging.filters.Planes;
import org.saehdbw.parallel.Team;
import org.saehdbw.transfers.AreaTransport;
import org.saehdbw.transfers.HistogramMatch;
import org.saehdbw.transfers.MaskedTransfer;
import org.saehdbw.transfers.TransferDraws;

/** Gives a face's square the colours of the frame's. */
final class ColourStage {
  private final Team team;

  ColourStage(Team team) {
    this.team = team;
  }

  /**
   * Transfers in place.
   *
   * @param face becomes the result
   * @param dst the frame's square, of the same size
   * @param area 1 inside of the mask, else 0
   */
  void transfer(
      Planes face,
      Planes dst,
      float[] area,
      MaskedTransfer transfer,
      TransferDraws draws,
      MergeRules rules) {
    if (!rules.original() && transfer == MaskedTransfer.SOT_M) {
      AreaTransport.apply(face.data(), dst.data(), face.width(), area, team);
      return;
    }
    boolean insideOnly =
        !rules.original()
            && (transfer == MaskedTransfer.RCT
                || transfer == MaskedTransfer.MKL_M
                || transfer == MaskedTransfer.IDT_M);
    if (insideOnly) {
      insideOnly(face, dst, area, transfer, draws);
      return;
    }
    float[][] reference = transfer.isBlackOutside() ? copies(dst.data()) : dst.data();
    put(transfer.planes(face.data(), reference, face.width(), area, draws), face.data());
  }

  /** Takes statistics of the pixels inside and changes only those; black ones do not count. */
  private static void insideOnly(
      Planes face, Planes dst, float[] area, MaskedTransfer transfer, TransferDraws draws) {
    int count = 0;
    int[] places = new int[area.length];
    for (int i = 0; i < area.length; i++) {
      if (area[i] > 0) {
        places[count++] = i;
      }
    }
    if (count == 0) {
      return;
    }
    float[] ones = new float[count];
    java.util.Arrays.fill(ones, 1);
    float[][] changed =
        transfer.planes(
            gathered(face.data(), places, count),
            gathered(dst.data(), places, count),
            count,
            ones,
            draws);
    for (int c = 0; c < changed.length; c++) {
      float[] to = face.plane(c);
      for (int i = 0; i < count; i++) {
        to[places[i]] = changed[c][i];
      }
    }
  }

  private static float[][] gathered(float[][] planes, int[] places, int count) {
    float[][] out = new float[planes.length][count];
    for (int c = 0; c < planes.length; c++) {
      for (int i = 0; i < count; i++) {
        out[c][i] = planes[c][places[i]];
      }
    }
    return out;
  }

  /** Matches histograms in place; outside of {@code area} both are white, as in the original. */
  void histogram(Planes face, Planes dst, float[] area, boolean masked, int threshold) {
    HistogramMatch match = new HistogramMatch(threshold);
    team.run(
        face.channels(),
        c -> {
          float[] content = face.plane(c);
          float[] reference = dst.plane(c);
          if (masked) {
            content = whiteOutside(content, area);
            reference = whiteOutside(reference, area);
          }
          float[] matched = match.plane(content, reference);
          System.arraycopy(matched, 0, face.plane(c), 0, matched.length);
        });
  }

  private static float[] whiteOutside(float[] plane, float[] area) {
    float[] out = new float[plane.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.min(1f, plane[i] * area[i] + (1 - area[i]));
    }
    return out;
  }

  private static float[][] copies(float[][] planes) {
    float[][] out = new float[planes.length][];
    for (int c = 0; c < out.length; c++) {
      out[c] = planes[c].clone();
    }
    return out;
  }

  private static void put(float[][] from, float[][] to) {
    for (int c = 0; c < to.length; c++) {
      if (from[c] != to[c]) {
        System.arraycopy(from[c], 0, to[c], 0, to[c].length);
      }
    }
  }
}
