package org.saehdbw.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;

class ResultTablesTest {
  private static Table table() {
    Map<String, Object> first = new LinkedHashMap<>();
    first.put("trial", 1);
    first.put("step_ms", 12.5);
    first.put("status", "done");
    first.put("best", true);
    Map<String, Object> second = new LinkedHashMap<>();
    second.put("trial", 2L);
    second.put("step_ms", 1);
    second.put("status", "failed: \"no, memory\"\n");
    second.put("peak_mib", 0.1f);
    return ResultTables.of("trials", List.of(first, second));
  }

  @Test
  void columnsHaveTheTypeOfAllTheirValues() {
    Table table = table();

    assertThat(table.name()).isEqualTo("trials");
    assertThat(table.columnNames())
        .containsExactly("trial", "step_ms", "status", "best", "peak_mib");
    assertThat(table.types())
        .containsExactly(
            ColumnType.LONG,
            ColumnType.DOUBLE,
            ColumnType.STRING,
            ColumnType.BOOLEAN,
            ColumnType.DOUBLE);
    assertThat(table.column("best").isMissing(1)).isTrue();
  }

  @Test
  void csvQuotesWhatNeedsItAndLeavesOutWhatIsMissing() {
    assertThat(ResultTables.toCsv(table()))
        .isEqualTo(
            "trial,step_ms,status,best,peak_mib\r\n"
                + "1,12.5,done,true,\r\n"
                + "2,1.0,\"failed: \"\"no, memory\"\"\n\",,0.10000000149011612\r\n");
  }

  @Test
  void noRowsGiveAnEmptyTable() {
    assertThat(ResultTables.of("none", List.of()).columnCount()).isZero();
    assertThat(ResultTables.toCsv(ResultTables.of("none", List.of()))).isEqualTo("\r\n");
  }
}
