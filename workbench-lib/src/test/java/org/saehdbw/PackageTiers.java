package org.saehdbw;

import java.util.List;

/**
 * The tiers of docs/architecture.md, apart from the rules, which read all classes when they start.
 */
final class PackageTiers {
  /**
   * From the ground up, inner packages by their whole name. A package uses only packages of lower
   * lines, never of its own line.
   */
  static final List<List<String>> TIERS =
      List.of(
          List.of("charts.vectors", "extensions", "files", "parallel", "pickles"),
          List.of("processes", "settings", "tensors"),
          List.of("pictures", "statistics", "browsers"),
          List.of(
              "layers",
              "optimizers",
              "transfers",
              "faces",
              "films",
              "merging.filters",
              "statistics.sequential"),
          List.of("facesets", "provenance"),
          List.of("facesets.packs", "facesets.importing", "facesets.health"),
          List.of("facesets.resizing", "facesets.backup", "facesets.sorting"),
          List.of(
              "architectures", "losses", "checkpoints", "synthesis", "runs.metrics", "runs.memory"),
          List.of(
              "dataloaders",
              "sources",
              "runs",
              "merging.options",
              "merging.matching",
              "synthesis.clips"),
          List.of(
              "training.narrowing",
              "training.components",
              "training.onboard",
              "runs.meters",
              "runs.labels",
              "merging"),
          List.of(
              "training.classes",
              "training.devices",
              "training.saving",
              "training.steps",
              "evaluation"),
          List.of("training.previews", "training.plan", "training.updates"),
          List.of("training.incidents", "planning", "doctor", "runs.queries"),
          List.of("training.memory", "runs.exporting"),
          List.of("training"),
          List.of(
              "training.gradients",
              "training.replay",
              "training.forecast",
              "experiments.deciding",
              "experiments.ledger",
              "experiments.places",
              "deepfacelab",
              "onnx",
              "merging.frames"),
          List.of("experiments", "merging.jobs"),
          List.of(
              "experiments.sweeps.plan",
              "experiments.compare.plan",
              "merging.interactive",
              "merging.projects"),
          List.of("experiments.sweeps.results", "experiments.compare.results"),
          List.of("experiments.sweeps.running", "experiments.compare.running"),
          List.of("charts.drawing", "dashboard.answers"),
          List.of("charts", "dashboard.sweeps", "dashboard.serving"),
          List.of("reports", "cli.asking", "notebooks.help", "dashboard", "dashboard.merges"),
          List.of("notebooks.kernel"),
          List.of("notebooks", "cli"));

  private PackageTiers() {}
}
