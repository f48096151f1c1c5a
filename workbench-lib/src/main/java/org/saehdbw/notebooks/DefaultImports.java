package org.saehdbw.notebooks;

import java.util.List;

/** What every notebook can name without an import. Single types only: wildcards clash. */
final class DefaultImports {
  private static final List<String> TYPES =
      List.of(
          "java.nio.file.Files",
          "java.nio.file.Path",
          "java.util.List",
          "java.util.LinkedHashMap",
          "java.util.Map",
          "java.util.TreeMap",
          "java.util.stream.IntStream",
          "java.util.stream.Stream",
          "org.saehdbw.architectures.ModelCost",
          "org.saehdbw.architectures.ModelSpec",
          "org.saehdbw.architectures.Network",
          "org.saehdbw.charts.BrightnessChart",
          "org.saehdbw.charts.ChartFiles",
          "org.saehdbw.charts.CostChart",
          "org.saehdbw.charts.CurveChart",
          "org.saehdbw.charts.EffectTrial",
          "org.saehdbw.charts.EffectsChart",
          "org.saehdbw.charts.GroupedBars",
          "org.saehdbw.charts.IntervalBars",
          "org.saehdbw.charts.LossChart",
          "org.saehdbw.charts.ParallelChart",
          "org.saehdbw.charts.ParetoChart",
          "org.saehdbw.charts.ResultTables",
          "org.saehdbw.charts.RunCharts",
          "org.saehdbw.charts.RunTables",
          "org.saehdbw.charts.RunText",
          "org.saehdbw.charts.SeedStrip",
          "org.saehdbw.charts.StackedBars",
          "org.saehdbw.charts.StageChart",
          "org.saehdbw.charts.ThroughputChart",
          "org.saehdbw.dataloaders.BatchSheet",
          "org.saehdbw.dataloaders.FaceLoader",
          "org.saehdbw.dataloaders.FaceSource",
          "org.saehdbw.dataloaders.PicturePixels",
          "org.saehdbw.dataloaders.SampleOptions",
          "org.saehdbw.dataloaders.ToneOptions",
          "org.saehdbw.evaluation.MaskedError",
          "org.saehdbw.evaluation.MeanFace",
          "org.saehdbw.experiments.Run",
          "org.saehdbw.experiments.Training",
          "org.saehdbw.facesets.FaceType",
          "org.saehdbw.facesets.Faceset",
          "org.saehdbw.facesets.GrayFrom",
          "org.saehdbw.facesets.Picture",
          "org.saehdbw.runs.MetricsReader",
          "org.saehdbw.runs.MetricsColumn",
          "org.saehdbw.runs.RunFolder",
          "org.saehdbw.runs.RunSummary",
          "org.saehdbw.runs.ThinMetrics",
          "org.saehdbw.statistics.BlockBootstrap",
          "org.saehdbw.statistics.Curve",
          "org.saehdbw.statistics.Estimate",
          "org.saehdbw.statistics.Interval",
          "org.saehdbw.statistics.KendallTau",
          "org.saehdbw.statistics.MeanT",
          "org.saehdbw.statistics.PairedT",
          "org.saehdbw.statistics.ParetoFront",
          "org.saehdbw.statistics.SeedBand",
          "org.saehdbw.statistics.Verdict",
          "org.saehdbw.statistics.Wording",
          "org.saehdbw.synthesis.DrawnFaces",
          "org.saehdbw.tensors.CounterRandom",
          "org.saehdbw.losses.LossOptions",
          "org.saehdbw.training.Interpreter",
          "org.saehdbw.training.ModelStep",
          "org.saehdbw.training.TrainedModel",
          "org.saehdbw.transfers.Pixels",
          "org.saehdbw.transfers.TransferMode",
          "org.saehdbw.transfers.TransferTrial",
          "org.saehdbw.notebooks.Budget",
          "org.saehdbw.notebooks.Captioned",
          "org.saehdbw.notebooks.Html",
          "org.saehdbw.notebooks.Live",
          "org.saehdbw.notebooks.Pictures",
          "tech.tablesaw.api.DoubleColumn",
          "tech.tablesaw.api.StringColumn",
          "tech.tablesaw.api.Table");

  private DefaultImports() {}

  /** Returns import statements, one cell's worth. */
  static String source() {
    StringBuilder source = new StringBuilder();
    for (String type : TYPES) {
      source.append("import ").append(type).append(";\n");
    }
    return source
        .append("import static ")
        .append(Show.class.getName())
        .append(".show;\n")
        .toString();
  }

  static List<String> types() {
    return TYPES;
  }
}
