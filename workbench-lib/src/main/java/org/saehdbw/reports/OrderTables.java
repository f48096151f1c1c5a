package org.saehdbw.reports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.saehdbw.facesets.sorting.FacesetOrder;
import tech.tablesaw.api.Table;

/** A sorted faceset as tables. */
public final class OrderTables {
  private OrderTables() {}

  /**
   * Returns the first and the last faces of an order, a row a face with its rank, name and metric.
   *
   * @param ends how many of each
   */
  public static Table ends(FacesetOrder order, int ends) {
    List<Map<String, Object>> rows = new ArrayList<>();
    int count = order.faces().size();
    for (FacesetOrder.Ranked face : order.faces()) {
      if (face.rank() < ends || face.rank() >= count - ends) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("rank", face.rank());
        row.put("name", face.name());
        row.put(
            order.method().option(),
            face.metric().isPresent() ? (Object) face.metric().getAsDouble() : face.text());
        rows.add(row);
      }
    }
    String settings = order.settings().isEmpty() ? "" : ", " + order.settings();
    return ResultTables.of(
        String.format(
            Locale.ROOT,
            "%s by %s%s: %d faces, %d rejected",
            order.faceset(),
            order.method().option(),
            settings,
            count,
            order.rejected().size()),
        rows);
  }

  /** Returns how many files were rejected for each reason, as the reasons come. */
  public static Table reasons(FacesetOrder order) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    order.rejected().forEach(face -> counts.merge(face.reason(), 1, Integer::sum));
    List<Map<String, Object>> rows = new ArrayList<>();
    counts.forEach(
        (reason, count) -> {
          Map<String, Object> row = new LinkedHashMap<>();
          row.put("rejected because", reason);
          row.put("files", count);
          rows.add(row);
        });
    return ResultTables.of("Rejected", rows);
  }
}
