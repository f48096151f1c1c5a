package org.saehdbw.notebooks;

import java.util.List;

/** What every notebook can name without an import. Single types only: wildcards clash. */
final class DefaultImports {
  private static final List<String> TYPES =
      List.of(
          "java.nio.file.Files",
          "java.nio.file.Path",
          "java.util.List",
          "java.util.ArrayList",
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
          "org.saehdbw.charts.CodeDimsTables",
          "org.saehdbw.charts.ComparisonCharts",
          "org.saehdbw.charts.ComparisonTables",
          "org.saehdbw.charts.CostChart",
          "org.saehdbw.charts.CurveChart",
          "org.saehdbw.charts.EffectsChart",
          "org.saehdbw.charts.EvaluationTables",
          "org.saehdbw.charts.GroupedBars",
          "org.saehdbw.charts.IntervalBars",
          "org.saehdbw.charts.LossChart",
          "org.saehdbw.charts.ParallelChart",
          "org.saehdbw.charts.ParetoChart",
          "org.saehdbw.charts.ResultTables",
          "org.saehdbw.charts.RunCharts",
          "org.saehdbw.charts.RunTables",
          "org.saehdbw.charts.RunText",
          "org.saehdbw.charts.SavedChart",
          "org.saehdbw.charts.SeedStrip",
          "org.saehdbw.charts.StackedBars",
          "org.saehdbw.charts.StageChart",
          "org.saehdbw.charts.SweepCharts",
          "org.saehdbw.charts.ThroughputChart",
          "org.saehdbw.dataloaders.BatchSheet",
          "org.saehdbw.dataloaders.FaceLoader",
          "org.saehdbw.dataloaders.FaceSource",
          "org.saehdbw.dataloaders.PicturePixels",
          "org.saehdbw.dataloaders.SampleOptions",
          "org.saehdbw.dataloaders.ToneOptions",
          "org.saehdbw.evaluation.EvaluationManifest",
          "org.saehdbw.evaluation.FaceFigures",
          "org.saehdbw.evaluation.FaceMeter",
          "org.saehdbw.evaluation.MaskedError",
          "org.saehdbw.evaluation.MeanFace",
          "org.saehdbw.evaluation.SwapFigures",
          "org.saehdbw.evaluation.SwapMeter",
          "org.saehdbw.experiments.CodeDims",
          "org.saehdbw.experiments.Evaluation",
          "org.saehdbw.experiments.Evaluator",
          "org.saehdbw.experiments.Run",
          "org.saehdbw.experiments.Training",
          "org.saehdbw.experiments.compare.Arm",
          "org.saehdbw.experiments.compare.Compare",
          "org.saehdbw.experiments.compare.Comparison",
          "org.saehdbw.experiments.compare.Level",
          "org.saehdbw.experiments.sweeps.Over",
          "org.saehdbw.experiments.sweeps.Sweep",
          "org.saehdbw.experiments.sweeps.SweepResults",
          "org.saehdbw.experiments.sweeps.SweepRun",
          "org.saehdbw.experiments.sweeps.SweepSummary",
          "org.saehdbw.experiments.sweeps.TrialFigures",
          "org.saehdbw.facesets.FaceType",
          "org.saehdbw.facesets.Faceset",
          "org.saehdbw.facesets.GrayFrom",
          "org.saehdbw.facesets.Picture",
          "org.saehdbw.layers.BlockKind",
          "org.saehdbw.layers.Conv2d",
          "org.saehdbw.layers.Dense",
          "org.saehdbw.layers.Face",
          "org.saehdbw.layers.Layer",
          "org.saehdbw.layers.Nonlinearity",
          "org.saehdbw.layers.StandardBlock",
          "org.saehdbw.losses.ExtraLoss",
          "org.saehdbw.losses.LossOptions",
          "org.saehdbw.losses.ReconstructionLoss",
          "org.saehdbw.losses.StandardLoss",
          "org.saehdbw.notebooks.Budget",
          "org.saehdbw.notebooks.Captioned",
          "org.saehdbw.notebooks.Html",
          "org.saehdbw.notebooks.Live",
          "org.saehdbw.notebooks.Pictures",
          "org.saehdbw.planning.BatchFinder",
          "org.saehdbw.planning.BudgetSearch",
          "org.saehdbw.planning.CostCard",
          "org.saehdbw.planning.EqualCost",
          "org.saehdbw.planning.MeasuredMemory",
          "org.saehdbw.planning.Planner",
          "org.saehdbw.planning.PublishedSizes",
          "org.saehdbw.planning.StepCost",
          "org.saehdbw.planning.StepProbe",
          "org.saehdbw.runs.MetricsReader",
          "org.saehdbw.runs.MetricsRow",
          "org.saehdbw.runs.RunFolder",
          "org.saehdbw.runs.RunSummary",
          "org.saehdbw.statistics.KendallTau",
          "org.saehdbw.statistics.PairedT",
          "org.saehdbw.statistics.SeedBand",
          "org.saehdbw.statistics.Verdict",
          "org.saehdbw.synthesis.DrawnFaces",
          "org.saehdbw.tensors.CounterRandom",
          "org.saehdbw.tensors.Dims",
          "org.saehdbw.tensors.DoubleOps",
          "org.saehdbw.tensors.Parameter",
          "org.saehdbw.tensors.Precision",
          "org.saehdbw.tensors.TensorOps",
          "org.saehdbw.training.GradientCheck",
          "org.saehdbw.training.Interpreter",
          "org.saehdbw.training.LossValues",
          "org.saehdbw.training.ModelStep",
          "org.saehdbw.training.TrainedModel",
          "org.saehdbw.transfers.Pixels",
          "org.saehdbw.transfers.TransferMode",
          "org.saehdbw.transfers.TransferTrial",
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
