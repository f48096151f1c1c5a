package org.saehdbw.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.CategoryChart;
import org.saehdbw.architectures.ModelCost;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.reports.RunTables;
import tech.tablesaw.api.Table;

class CostChartTest {
  private static final ModelCost DF = ModelCost.of(ModelSpec.parse("df-ud-192-128-48-48-16"), 1);
  private static final ModelCost LIAE = ModelCost.of(ModelSpec.parse("liae-ud-192-96-32-32-16"), 1);

  @Test
  void givesEachModelASeriesAndEachPartABar() {
    CategoryChart chart = (CategoryChart) CostChart.parameters(DF, LIAE).panels().get(0);

    assertThat(chart.getYAxisTitle()).isEqualTo("parameters (million)");
    assertThat(chart.getSeriesMap())
        .containsOnlyKeys("df-ud-192-128-48-48-16-gray", "liae-ud-192-96-32-32-16-gray");
    assertThat(chart.getSeriesMap().get("df-ud-192-128-48-48-16-gray").getXData())
        .isEqualTo(
            List.of(
                "encoder",
                "inter",
                "decoder_src",
                "decoder_dst",
                "inter_AB",
                "inter_B",
                "decoder"));
  }

  @Test
  void barsAddUpToTheModel() {
    CategoryChart chart = (CategoryChart) CostChart.parameters(DF, LIAE).panels().get(0);
    double sum =
        chart.getSeriesMap().get("df-ud-192-128-48-48-16-gray").getYData().stream()
            .mapToDouble(Number::doubleValue)
            .sum();

    assertThat(sum).isCloseTo(29.794858, within(1e-9));
  }

  @Test
  void workIsInBillionsOfOperations() {
    CategoryChart chart = (CategoryChart) CostChart.flops(DF).panels().get(0);

    assertThat(chart.getYAxisTitle()).isEqualTo("work (GFLOP)");
    double sum =
        chart.getSeriesMap().get("df-ud-192-128-48-48-16-gray").getYData().stream()
            .mapToDouble(Number::doubleValue)
            .sum();
    assertThat(sum).isCloseTo(DF.flops() / 1e9, within(1e-9));
  }

  @Test
  void tablesCarryTheSameFigures() {
    Table parts = RunTables.parts(DF);
    assertThat(parts.columnNames())
        .containsExactly("part", "parameters", "share (%)", "forward (GFLOP)");
    assertThat(parts.longColumn("parameters").sum()).isEqualTo(29_794_858);
    assertThat(parts.doubleColumn("share (%)").sum()).isCloseTo(100, within(1e-9));

    Table models = RunTables.models(DF, LIAE);
    assertThat(models.longColumn("parameters").asList()).containsExactly(29_794_858L, 20_875_029L);

    Table layers = RunTables.layers(DF);
    assertThat(layers.row(0).getString("layer")).isEqualTo("encoder/down1/downs_0");
    assertThat(layers.row(0).getString("output")).isEqualTo("2x48x96x96");
    assertThat(layers.longColumn("parameters").sum()).isEqualTo(29_794_858);
  }
}
