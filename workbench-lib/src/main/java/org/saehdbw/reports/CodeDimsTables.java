package org.saehdbw.reports;

import java.util.List;
import java.util.stream.Collectors;
import org.saehdbw.experiments.CodeDims;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** How many dims a model uses, as tables. */
public final class CodeDimsTables {
  private static final int MOST_NAMED = 12;

  private CodeDimsTables() {}

  /**
   * Returns one row a measured rank: variance kept, held-out error, and how far above the whole
   * code's.
   */
  public static Table ranks(CodeDims dims) {
    IntColumn rank = IntColumn.create("rank");
    DoubleColumn kept = DoubleColumn.create("variance kept (%)");
    DoubleColumn error = DoubleColumn.create("luma_mse");
    DoubleColumn above = DoubleColumn.create("above the whole (%)");
    for (CodeDims.RankError row : dims.ranks()) {
      rank.append(row.rank());
      kept.append(100 * row.varianceKept());
      error.append(row.lumaMse());
      above.append(row.abovePercent());
    }
    return Table.create(dims.toString(), rank, kept, error, above);
  }

  /** Returns one row a layer: its channels, and those that carry nothing. */
  public static Table layers(CodeDims dims) {
    StringColumn layer = StringColumn.create("layer");
    IntColumn channels = IntColumn.create("channels");
    IntColumn dead = IntColumn.create("dead");
    StringColumn which = StringColumn.create("which");
    for (CodeDims.LayerChannels row : dims.layers()) {
      layer.append(row.layer());
      channels.append(row.channels());
      dead.append(row.dead().size());
      which.append(names(row.dead()));
    }
    return Table.create("channels of " + dims.model(), layer, channels, dead, which);
  }

  private static String names(List<Integer> dead) {
    String first =
        dead.stream().limit(MOST_NAMED).map(String::valueOf).collect(Collectors.joining(", "));
    return dead.size() > MOST_NAMED ? first + ", ..." : first;
  }
}
