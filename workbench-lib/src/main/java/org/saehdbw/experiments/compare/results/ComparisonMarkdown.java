package org.saehdbw.experiments.compare.results;

import java.util.Locale;
import org.saehdbw.experiments.compare.plan.Arm;

/** The tables of a comparison's summary. */
final class ComparisonMarkdown {
  private static final double MIB = 1 << 20;
  private static final double KIB = 1 << 10;

  private ComparisonMarkdown() {}

  /** A level: times, memory and bytes, stages, drift. */
  static String level(LevelResult level) {
    boolean computes = level.level().computes();
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "## %s: %s\n\n%d rounds, %d processes of each arm.\n\n",
                level.level(),
                level.level().help(),
                level.rounds(),
                level.processes()));
    text.append(
        "| arm | ms a step | samples a second | time over colour's | peak resident, MiB | batch,"
            + " KiB | picture, KiB | file, KiB | kept, KiB | weights and optimizer, MiB |\n");
    text.append("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
    for (ArmSpeed arm : level.arms()) {
      ArmFacts facts = arm.facts();
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %.2f | %.1f | %s | %s | %.0f | %.0f | %s | %.0f | %s |\n",
              arm.arm(),
              arm.stepMillis(),
              arm.samplesPerSecond(),
              arm.ratio()
                  .map(ComparisonText::text)
                  .orElse(arm.arm() == Arm.COLOUR ? "1" : ComparisonText.points(arm)),
              Double.isNaN(arm.peakMib()) ? "-" : String.format(Locale.ROOT, "%.0f", arm.peakMib()),
              facts.batchBytes() / KIB,
              facts.pictureBytes() / KIB,
              facts.fileBytes() == 0
                  ? "-"
                  : String.format(Locale.ROOT, "%.1f", facts.fileBytes() / KIB),
              facts.keptBytes() / KIB,
              computes
                  ? String.format(
                      Locale.ROOT, "%.1f", (facts.weightBytes() + facts.optimizerBytes()) / MIB)
                  : "-"));
    }
    text.append(stages(level));
    level.drift().forEach(drift -> text.append("\n- ").append(drift.words()).append('.'));
    return text.toString();
  }

  private static String stages(LevelResult level) {
    StringBuilder text = new StringBuilder("\nMilliseconds: of a step");
    text.append(level.level().loads() ? ", and of the loader's threads for a sample:" : ":");
    text.append(
        "\n\n"
            + "| arm | wait | copy | compute | optimizer | decode | gray | transfer | warp | masks"
            + " | assemble | loader threads |\n");
    text.append("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
    for (ArmSpeed arm : level.arms()) {
      ArmSpeed.StageMeans s = arm.stages();
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %.2f | %.2f | %.2f | %.2f | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f | %d |\n",
              arm.arm(),
              s.waiting(),
              s.copy(),
              s.compute(),
              s.optimizer(),
              s.decode(),
              s.gray(),
              s.transfer(),
              s.warp(),
              s.masks(),
              s.assemble(),
              arm.loaderThreads()));
    }
    return text.toString();
  }

  /** Every training. */
  static String quality(QualityResult quality) {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "## Quality: %s of held-out faces, %s is better\n\n",
                quality.metric().key(),
                quality.metric().lowerIsBetter() ? "lower" : "higher"));
    text.append(
        "| arm | seed | after all iterations | training, s | after the same time | run |\n");
    text.append("| --- | --- | --- | --- | --- | --- |\n");
    for (QualityResult.ArmQuality arm : quality.arms()) {
      for (QualityResult.SeedQuality seed : arm.seeds()) {
        text.append(
            String.format(
                Locale.ROOT,
                "| %s | %d | %s | %.1f | %s | %s |\n",
                arm.arm(),
                seed.seed(),
                ComparisonText.small(seed.atEnd()),
                seed.trainSeconds(),
                seed.atSameTime().isPresent()
                    ? ComparisonText.small(seed.atSameTime().getAsDouble())
                    : "-",
                seed.run()));
      }
    }
    return text.append(
            "\n"
                + "\"The same time\" is what the quickest arm of a seed took; the others are read"
                + " off their curve there, a straight line between two judgements.")
        .toString();
  }
}
