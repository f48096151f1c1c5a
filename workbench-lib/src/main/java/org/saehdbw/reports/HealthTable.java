package org.saehdbw.reports;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.saehdbw.facesets.health.DecodeCost;
import org.saehdbw.facesets.health.HealthLimits;
import org.saehdbw.facesets.health.HealthReport;
import org.saehdbw.facesets.health.SideHealth;

/** The tables of a health page. */
final class HealthTable {
  private static final int FEW = 4;

  private HealthTable() {}

  /** Returns what both sides have, a column each. */
  static String of(HealthReport report) {
    List<SideHealth> sides = report.sides();
    StringBuilder rows = new StringBuilder("<div class=\"wide\"><table>\n<thead><tr><th></th>");
    sides.forEach(side -> rows.append("<th scope=\"col\">").append(side.role()).append("</th>"));
    rows.append("</tr></thead>\n<tbody>\n");
    row(rows, sides, "faceset", SideHealth::name);
    row(rows, sides, "faces", side -> String.format(Locale.ROOT, "%,d", side.faces().size()));
    row(
        rows,
        sides,
        "cannot be read",
        side -> String.format(Locale.ROOT, "%,d", side.unreadable().size()));
    row(rows, sides, "face types", side -> counts(side.faceTypes()));
    row(rows, sides, "widths (pixels)", HealthTable::widths);
    row(rows, sides, "channels", HealthTable::channels);
    row(
        rows,
        sides,
        "near-duplicates that can be removed",
        side -> String.format(Locale.ROOT, "%,d", side.spareCopies()));
    row(
        rows,
        sides,
        String.format(Locale.ROOT, "sharpest edges (median, pixels at %d)", report.trainingSide()),
        side -> number(side.median(face -> face.edges().pixels()), "%.2f"));
    row(
        rows,
        sides,
        "mean brightness (median, of 255)",
        side -> number(side.median(face -> face.tones().mean()), "%.0f"));
    row(
        rows,
        sides,
        "contrast in gray (median, levels)",
        side -> number(side.median(face -> face.tones().contrast()), "%.0f"));
    row(
        rows,
        sides,
        "contrast that gray keeps (median)",
        side -> number(100 * side.median(face -> face.tones().grayShare()), "%.0f %%"));
    row(
        rows,
        sides,
        "decoding a face as stored (ms)",
        side -> millis(side, DecodeCost::storedMillis));
    row(
        rows,
        sides,
        String.format(Locale.ROOT, "decoding it at %d pixels (ms)", report.trainingSide()),
        side -> millis(side, DecodeCost::resizedMillis));
    return rows.append("</tbody></table></div>\n").toString();
  }

  /** Returns where a figure becomes a finding. */
  static String limits() {
    return String.format(
        Locale.ROOT,
        """
        <details class="limits"><summary>Where a figure becomes a finding</summary>
        <ul>
        <li>blurred: sharpest edges softer than a Gaussian of %.2f pixels at the training size</li>
        <li>blurred by motion: %.2f pixels softer in one direction than in another</li>
        <li>too dark: the lightest 2 %% of the face below level %.0f</li>
        <li>burnt out: more than %.0f %% of the face at level 250 or above</li>
        <li>low contrast: fewer than %.0f levels between the darkest and the lightest 2 %%</li>
        <li>lost in gray: less than %.0f %% of the contrast left</li>
        <li>near-duplicates: at most %d of 256 hash bits and %.0f levels of 32 x 32 pixels apart</li>
        <li>landmarks in no face's shape: more than %.2f from the flat or %.2f from the solid average face</li>
        <li>landmarks beside the cut: corners more than %.0f %% of the side off</li>
        <li>poses that src lacks: more than %.0f degrees to the nearest src face</li>
        </ul>
        <p>docs/faceset-report.md says how often these limits find planted defects, and how often they are wrong.
        Landmarks that were wrong before the face was cut agree with the picture and are not seen here.</p>
        </details>
        """,
        HealthLimits.MOST_BLUR,
        HealthLimits.MOST_MOTION,
        HealthLimits.LEAST_HIGH,
        100 * HealthLimits.MOST_BURNT,
        HealthLimits.LEAST_CONTRAST,
        100 * HealthLimits.LEAST_GRAY_SHARE,
        HealthLimits.MOST_HASH_BITS,
        HealthLimits.MOST_COPY_DIFFERENCE,
        HealthLimits.MOST_FLAT_DISTANCE,
        HealthLimits.MOST_SOLID_DISTANCE,
        100 * HealthLimits.MOST_CUT_OFF,
        HealthLimits.POSE_DISTANCE);
  }

  private static void row(
      StringBuilder rows, List<SideHealth> sides, String name, Function<SideHealth, String> cell) {
    rows.append("<tr><th scope=\"row\">").append(Markup.escape(name)).append("</th>");
    for (SideHealth side : sides) {
      rows.append("<td>").append(Markup.escape(cell.apply(side))).append("</td>");
    }
    rows.append("</tr>\n");
  }

  private static String widths(SideHealth side) {
    Map<Integer, Integer> widths = side.widths();
    if (widths.size() <= FEW) {
      return counts(widths);
    }
    double[] all = side.figures(face -> face.width());
    Arrays.sort(all);
    return String.format(
        Locale.ROOT,
        "%.0f to %.0f, median %.0f",
        all[0],
        all[all.length - 1],
        side.median(face -> face.width()));
  }

  private static String channels(SideHealth side) {
    return side.channels().entrySet().stream()
        .map(
            one ->
                String.format(
                    Locale.ROOT, "%,d %s", one.getValue(), one.getKey() == 1 ? "gray" : "colour"))
        .collect(Collectors.joining(", "));
  }

  private static String counts(Map<?, Integer> counts) {
    return counts.entrySet().stream()
        .map(one -> String.format(Locale.ROOT, "%s: %,d", one.getKey(), one.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String millis(SideHealth side, Function<DecodeCost, Double> time) {
    return side.decode().map(cost -> number(time.apply(cost), "%.2f")).orElse("no files");
  }

  private static String number(double value, String format) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
  }
}
