package org.saehdbw.experiments.compare.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.saehdbw.experiments.compare.plan.Arm;
import org.saehdbw.experiments.compare.plan.BlockPlan;
import org.saehdbw.experiments.compare.plan.CompareSpec;
import org.saehdbw.statistics.Estimate;
import org.saehdbw.statistics.Interval;

/** Tells a comparison in words and tables, as Markdown. */
final class ComparisonText {
  /** What the fork's author wrote of gray against colour. */
  private static final double CLAIM = 3;

  /** Holds for the default plan alone; see TimeRatioTest. */
  private static final String SIMULATED =
      " In simulation 12 rounds find a slowdown of 5 % in 96 of 100 comparisons taken alone, and"
          + " none where there is none in 96 of 100.";

  private ComparisonText() {}

  /**
   * Tells everything.
   *
   * @param charts names of pictures in the folder of charts
   */
  static String of(ComparisonResult of, List<String> charts) {
    List<String> parts = new ArrayList<>();
    parts.add(head(of));
    parts.add(answer(of));
    parts.add("## \"Theoretically 3 times\"\n\n" + claim(of));
    of.levels().forEach(level -> parts.add(ComparisonMarkdown.level(level)));
    of.decision().ifPresent(decision -> parts.add(DecisionTables.markdown(decision)));
    of.quality().ifPresent(quality -> parts.add(ComparisonMarkdown.quality(quality)));
    parts.add(how(of));
    parts.add(environment(of));
    if (!charts.isEmpty()) {
      parts.add(
          "## Charts\n\n"
              + String.join("\n\n", charts.stream().map(ComparisonText::link).toList()));
    }
    return String.join("\n\n", parts) + "\n";
  }

  private static String link(String chart) {
    return String.format(Locale.ROOT, "![%s](charts/%s)", chart.replaceFirst("\\.png$", ""), chart);
  }

  private static String head(ComparisonResult of) {
    CompareSpec spec = of.spec();
    String faces =
        spec.faces().entrySet().stream()
            .map(entry -> "`" + entry.getKey() + ": " + entry.getValue() + "`")
            .collect(Collectors.joining(", "));
    StringBuilder text =
        new StringBuilder("# ")
            .append(spec.name())
            .append(": gray against colour")
            .append(spec.drawn() ? " (drawn)" : "")
            .append("\n\n`")
            .append(spec.model().toString().replaceFirst("-(gray|colour)$", ""))
            .append("`, batch ")
            .append(spec.batchSize())
            .append(", ")
            .append(faces)
            .append('.');
    if (spec.drawn()) {
      text.append(
          "\n\n"
              + "**Drawn faces:** their colour is invented, so this says nothing of what real"
              + " colour is worth; what gray costs and saves in time and memory does not depend on"
              + " it.");
    }
    if (!of.isComplete()) {
      text.append("\n\n**Not complete:** ").append(String.join("; ", of.missing())).append('.');
    }
    of.remarks().forEach(remark -> text.append("\n\n**Warning:** ").append(remark).append('.'));
    return text.toString();
  }

  private static String answer(ComparisonResult of) {
    List<String> lines = answers(of);
    String none = "Nothing can be said yet.";
    return "## Answer\n\n"
        + (lines.isEmpty()
            ? none
            : lines.stream().map(line -> "- " + line).collect(Collectors.joining("\n")));
  }

  /** One sentence for each thing that was asked. */
  static List<String> answers(ComparisonResult of) {
    List<String> lines = new ArrayList<>();
    for (LevelResult level : of.levels()) {
      for (ArmSpeed arm : level.arms()) {
        if (arm.arm() != Arm.COLOUR) {
          lines.add(
              String.format(
                  Locale.ROOT,
                  "%s, %s: %s (time over colour's %s).",
                  level.level(),
                  arm.arm(),
                  arm.verdict(),
                  arm.ratio().map(ComparisonText::text).orElse(points(arm))));
        }
      }
      level.drift().stream()
          .filter(DriftCheck::drifted)
          .forEach(
              drift ->
                  lines.add(
                      String.format(
                          Locale.ROOT, "%s: warning: %s.", level.level(), drift.words())));
    }
    of.decision().ifPresent(decision -> lines.addAll(decision.words()));
    if (of.quality().isPresent()) {
      String metric = of.quality().get().metric().key();
      for (QualityResult.ArmQuality arm : of.quality().get().arms()) {
        if (of.decision().isEmpty()) {
          against(lines, metric, arm.arm(), "after the same iterations", arm.sameIterations());
        }
        against(lines, metric, arm.arm(), "after the same training time", arm.sameTime());
      }
    }
    return lines;
  }

  private static void against(
      List<String> lines,
      String metric,
      Arm arm,
      String when,
      Optional<QualityResult.Against> against) {
    against.ifPresent(
        a ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "%s, %s, %s: %s (means %s, colour %s%s).",
                    metric,
                    arm,
                    when,
                    a.verdict().words(),
                    small(a.armMean()),
                    small(a.colourMean()),
                    a.difference()
                        .map(
                            d ->
                                String.format(
                                    Locale.ROOT,
                                    "; difference %s, 95 %% interval %s to %s, %d degrees of"
                                        + " freedom",
                                    small(d.mean()),
                                    small(d.interval().low()),
                                    small(d.interval().high()),
                                    d.degreesOfFreedom()))
                        .orElse(""))));
  }

  /** One paragraph on the claim, at each level that was measured. */
  static String claim(ComparisonResult of) {
    Arm gray = of.spec().arms().contains(Arm.GRAY_FILES) ? Arm.GRAY_FILES : Arm.GRAY_CONVERTED;
    List<String> figures = new ArrayList<>();
    List<String> inside = new ArrayList<>();
    List<String> below = new ArrayList<>();
    for (LevelResult level : of.levels()) {
      Optional<Estimate> speed = level.of(gray).flatMap(ArmSpeed::speed);
      if (speed.isPresent()) {
        figures.add(
            String.format(
                Locale.ROOT, "%s %s (%s)", level.level(), text(speed.get()), level.level().help()));
        Interval interval = speed.get().interval();
        if (interval.contains(CLAIM)) {
          inside.add(level.level().text());
        } else if (interval.high() < CLAIM) {
          below.add(level.level().text());
        }
      }
    }
    if (figures.isEmpty()) {
      return "The fork's author expected gray to be \"theoretically 3 times\" as good; no gray"
          + " arm's speed was measured here yet.";
    }
    List<String> above =
        of.levels().stream()
            .map(level -> level.level().text())
            .filter(name -> figures.stream().anyMatch(f -> f.startsWith(name + " ")))
            .filter(name -> !inside.contains(name) && !below.contains(name))
            .toList();
    return String.format(
        Locale.ROOT,
        "The fork's author expected gray to be \"theoretically 3 times\" as fast. Measured, %s is"
            + " so many times as fast as colour (95 %% intervals): %s. 3 lies %s.",
        gray,
        String.join(", ", figures),
        places(inside, below, above));
  }

  private static String places(List<String> inside, List<String> below, List<String> above) {
    List<String> places = new ArrayList<>();
    if (!below.isEmpty()) {
      places.add("above the whole interval of " + String.join(", ", below));
    }
    if (!inside.isEmpty()) {
      places.add("within the interval of " + String.join(", ", inside));
    }
    if (!above.isEmpty()) {
      places.add("below the whole interval of " + String.join(", ", above));
    }
    return String.join("; ", places);
  }

  private static String how(ComparisonResult of) {
    BlockPlan plan = of.spec().plan();
    return String.format(
        Locale.ROOT,
        "## How\n\n"
            + "Each round runs every arm twice, in an order and then in its reverse (ABBA), each"
            + " time %d steps after %d that do not count, in processes that live through %d rounds"
            + " and are idle but for their own block; a new process runs %d steps first. Intervals"
            + " are 95 %% paired t intervals over the processes, of logarithms of ratios of mean"
            + " step times (docs/decisions/0004-intervals.md), those of quality 95 %% paired t"
            + " intervals over seeds; each holds taken alone. Verdicts take all comparisons of this"
            + " report into account by Holm's method (1979), and need five pairs of processes or"
            + " five seeds (docs/decisions/0005-several-comparisons.md).%s All arms have the same"
            + " faces, seeds, warps and order.",
        plan.steps(),
        plan.settle(),
        plan.roundsPerProcess(),
        plan.warmUp(),
        plan.equals(BlockPlan.DEFAULT) ? SIMULATED : "");
  }

  private static String environment(ComparisonResult of) {
    StringBuilder text = new StringBuilder("## Where\n");
    if (of.environments().size() > 1) {
      text.append(
          "\n**Made on more than one machine or program;** arms are compared within each"
              + " round only.\n");
    }
    for (Map<String, String> environment : of.environments()) {
      text.append("\n- ")
          .append(
              environment.entrySet().stream()
                  .map(entry -> entry.getKey().replace('_', ' ') + " " + entry.getValue())
                  .collect(Collectors.joining(", ")));
    }
    return text.toString();
  }

  /** The ratios of an arm's pairs, where they are too few for an interval. */
  static String points(ArmSpeed arm) {
    return arm.pairRatios().stream()
        .map(ratio -> String.format(Locale.ROOT, "%.3f", ratio))
        .collect(Collectors.joining(", "));
  }

  static String text(Estimate ratio) {
    return String.format(
        Locale.ROOT,
        "%.3f (%.3f to %.3f)",
        ratio.value(),
        ratio.interval().low(),
        ratio.interval().high());
  }

  static String small(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
