package org.saehdbw.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.saehdbw.facesets.sorting.FacesetOrder;
import org.saehdbw.facesets.sorting.SortMethod;

class OrderTablesTest {
  private static FacesetOrder order(SortMethod method, String settings, boolean numbers) {
    List<FacesetOrder.Ranked> faces =
        IntStream.range(0, 5)
            .mapToObj(
                i ->
                    new FacesetOrder.Ranked(
                        i,
                        i,
                        i + ".jpg",
                        numbers ? OptionalDouble.of(9 - i) : OptionalDouble.empty(),
                        numbers ? "" + (9 - i) : "frame" + i))
            .toList();
    return new FacesetOrder(
        method,
        settings,
        "mine",
        "/mine",
        "f",
        faces,
        List.of(
            new FacesetOrder.Rejected("a", "", "dark"),
            new FacesetOrder.Rejected("b", "", "cut"),
            new FacesetOrder.Rejected("c", "", "dark")));
  }

  @Test
  void showsBothEnds() {
    var table = OrderTables.ends(order(SortMethod.FINAL, "target 65", true), 1);
    assertThat(table.name()).isEqualTo("mine by final, target 65: 5 faces, 3 rejected");
    assertThat(table.columnNames()).containsExactly("rank", "name", "final");
    assertThat(ResultTables.toCsv(table))
        .isEqualTo("rank,name,final\r\n0,0.jpg,9.0\r\n4,4.jpg,5.0\r\n");
    assertThat(OrderTables.ends(order(SortMethod.FINAL, "", true), 9).rowCount()).isEqualTo(5);
    assertThat(OrderTables.ends(order(SortMethod.ORIGNAME, "", false), 1).stringColumn(2).asList())
        .containsExactly("frame0", "frame4");
  }

  @Test
  void countsReasons() {
    assertThat(ResultTables.toCsv(OrderTables.reasons(order(SortMethod.BLUR, "", true))))
        .isEqualTo("rejected because,files\r\ndark,2\r\ncut,1\r\n");
  }
}
