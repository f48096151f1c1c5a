package org.saehdbw.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.saehdbw.facesets.sorting.FacesetOrder;
import org.saehdbw.facesets.sorting.SortFiles;

/** What people read of a sorted faceset. */
final class FacesetSortText {
  private static final int SHOWN = 10;

  private FacesetSortText() {}

  static String of(FacesetOrder order, Path file, SortFiles.@Nullable Applied applied) {
    StringJoiner lines = new StringJoiner(System.lineSeparator());
    String settings = order.settings().isEmpty() ? "" : " (" + order.settings() + ")";
    lines.add(
        String.format(
            Locale.ROOT,
            "sorted %d faces of %s by %s%s, %d rejected; the order is in %s",
            order.faces().size(),
            order.faceset(),
            order.method().option(),
            settings,
            order.rejected().size(),
            file));
    if (!order.faces().isEmpty()) {
      lines.add("first " + line(order.faces().get(0)));
      lines.add("last  " + line(order.faces().get(order.faces().size() - 1)));
    }
    order.rejected().stream()
        .limit(SHOWN)
        .forEach(face -> lines.add("rejected " + face.name() + ": " + face.reason()));
    if (order.rejected().size() > SHOWN) {
      lines.add("and " + (order.rejected().size() - SHOWN) + " more in the order");
    }
    if (applied != null) {
      lines.add(of(applied));
    }
    return lines.toString();
  }

  private static String line(FacesetOrder.Ranked face) {
    return face.text().isEmpty() ? face.name() : face.name() + ": " + face.text();
  }

  static String of(SortFiles.Applied applied) {
    if (applied.undone()) {
      return String.format(
              Locale.ROOT,
              "gave %d faces their old names and brought %d rejected back",
              applied.renamed(),
              applied.rejected())
          + gone(applied);
    }
    String moved =
        applied.rejectedFolder().isEmpty()
            ? ""
            : String.format(
                Locale.ROOT,
                ", moved %d rejected to %s",
                applied.rejected(),
                applied.rejectedFolder());
    return "renamed " + applied.renamed() + moved + gone(applied) + "; --undo reverts it";
  }

  private static String gone(SortFiles.Applied applied) {
    if (applied.gone() == 0) {
      return "";
    }
    String journal = applied.undone() ? "; sort-journal-NNNN-undone.json keeps their names" : "";
    return " (" + applied.gone() + " of them are gone" + journal + ")";
  }
}
