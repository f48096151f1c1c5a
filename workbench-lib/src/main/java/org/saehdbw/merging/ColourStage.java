package org.saehdbw.merging;

import org.saehdbw.merging.filters.Planes;
import org.saehdbw.merging.options.MergeMode;
import org.saehdbw.merging.options.MergeOptions;
import org.saehdbw.parallel.Team;
import org.saehdbw.transfers.AreaReinhard;
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

  /** Which pixels of the frame's square have an influence on the result. */
  enum Reach {
    /** None. */
    NONE,
    /** Those inside of the mask. */
    AREA,
    /** All. */
    ALL
  }

  /** What these options need of the frame's square. */
  static Reach reach(MergeOptions options) {
    boolean matches =
        options.mode() == MergeMode.HIST_MATCH || options.mode() == MergeMode.SEAMLESS_HIST_MATCH;
    boolean inside = options.mode() == MergeMode.HIST_MATCH && options.maskedHistMatch();
    boolean ofAll = options.colorTransfer().filter(ColourStage::countsAll).isPresent();
    boolean matchesSharpness = options.look().sharpness() > 0;
    if (ofAll || (matches && !inside) || matchesSharpness) {
      return Reach.ALL;
    }
    return matches || options.colorTransfer().isPresent() ? Reach.AREA : Reach.NONE;
  }

  private static boolean countsAll(MaskedTransfer transfer) {
    return transfer != MaskedTransfer.RCT && !transfer.isBlackOutside();
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
    if (!rules.original() && transfer == MaskedTransfer.RCT) {
      AreaReinhard.apply(face.data(), dst.data(), area, team);
      return;
    }
    if (!rules.original()
        && (transfer == MaskedTransfer.MKL_M || transfer == MaskedTransfer.IDT_M)) {
      insideOnly(face, dst, area, transfer, draws);
      return;
    }
    float[][] reference = transfer.isBlackOutside() ? copies(dst.data()) : dst.data();
    put(transfer.planes(face.data(), reference, face.width(), area, draws, team), face.data());
  }

  /** Takes statistics of the pixels inside and changes only those; black ones do not count. */
  private void insideOnly(
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
            draws,
            team);
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
    if (!masked) {
      match.planes(face.data(), dst.data(), team);
      return;
    }
    float[][] reference = new float[face.channels()][];
    team.run(
        face.channels(),
        c -> {
          float[] content = whiteOutside(face.plane(c), area);
          System.arraycopy(content, 0, face.plane(c), 0, content.length);
          reference[c] = whiteOutside(dst.plane(c), area);
        });
    match.planes(face.data(), reference, team);
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
