package org.saehdbw.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class HtmlTest {
  @Test
  void tablesCarryNameHeadAndRows() {
    Table table =
        Table.create(
            "parts",
            StringColumn.create("part", "encoder"),
            LongColumn.create("parameters", new long[] {1_076_480}),
            DoubleColumn.create("share (%)", new double[] {10.6547}));

    String text = Html.of(table).text();

    assertThat(text)
        .containsSubsequence(
            ">parts</caption>",
            "text-align:left\">part</th>",
            "text-align:right\">parameters</th>",
            "text-align:left\">encoder</td>",
            "text-align:right\">1,076,480</td>",
            "text-align:right\">10.65</td>");
  }

  @Test
  void nothingFromOutsideIsMarkup() {
    Table table = Table.create("<b>", StringColumn.create("a&b", "\"<script>\""));

    assertThat(Html.of(table).text())
        .contains("&lt;b&gt;", "a&amp;b", "&quot;&lt;script&gt;&quot;")
        .doesNotContain("<script>", "<b>");
    assertThat(Html.paragraph("1 < 2").text()).contains("1 &lt; 2");
  }

  @Test
  void nothingFromOutsideIsHiddenOrTurnsThePage() {
    String odd = "o'\u202Egpj.\u0007x\u2066\u061C";
    Table table = Table.create(odd, StringColumn.create(odd, odd));

    assertThat(Html.paragraph(odd).text()).contains("o&#39;\uFFFDgpj.\uFFFDx\uFFFD\uFFFD<");
    assertThat(Html.of(table).text())
        .contains("o&#39;\uFFFDgpj.\uFFFDx\uFFFD\uFFFD</td>")
        .doesNotContain("\u202E", "\u0007", "\u2066", "\u061C", "'");
    assertThat(Html.paragraph("it's")).hasToString("it's");
  }

  @Test
  void readsAsTextToo() {
    Table table = Table.create("t", StringColumn.create("a<b", "c&d"));

    assertThat(Html.of(table)).hasToString("t\na<b  \nc&d");
  }

  @Test
  void missingValuesAreEmptyCells() {
    Table table = Table.create("t", DoubleColumn.create("x", new double[] {Double.NaN}));

    assertThat(Html.of(table).text()).contains("text-align:right\"></td>");
  }

  @Test
  void numbersShowFourDigitsThatCount() {
    assertThat(Html.number(0)).isEqualTo("0");
    assertThat(Html.number(0.012345)).isEqualTo("0.01235");
    assertThat(Html.number(-3.14159)).isEqualTo("-3.142");
    assertThat(Html.number(12345.6)).isEqualTo("12,346");
    assertThat(Html.number(0.00001234)).isEqualTo("1.234e-05");
    assertThat(Html.number(Double.POSITIVE_INFINITY)).isEqualTo("Infinity");
  }
}
