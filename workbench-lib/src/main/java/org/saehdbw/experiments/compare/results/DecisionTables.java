package org.saehdbw.experiments.compare.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.saehdbw.experiments.compare.plan.Arm;
import org.saehdbw.experiments.deciding.PairFigures;

/** A decision as {@code summary.md} and {@code comparison.json} have it. */
final class DecisionTables {
  private static final double HUNDRED = 100;

  private DecisionTables() {}

  /** Every look at every arm. */
  static String markdown(ComparisonDecision decision) {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "## Decision: %s after all iterations, looked at while seeds were added\n\n%s\n\n",
                decision.metric().key(),
                plan(decision)));
    text.append(
        "| look | seeds | arm | outcome | mean | colour's mean | difference: interval | level");
    text.append(" | p of no difference | p of a margin or more |\n");
    text.append("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
    for (ComparisonEntry.Look look : decision.looks()) {
      for (ComparisonEntry.ArmLook arm : look.arms()) {
        text.append(
            String.format(
                Locale.ROOT,
                "| %d | %d | %s | %s | %s |\n",
                look.look(),
                look.seeds(),
                arm.arm(),
                arm.outcome(),
                arm.figures() == null ? "- | - | - | - | - | -" : figures(arm.figures())));
      }
    }
    return text.toString().stripTrailing();
  }

  private static String figures(PairFigures of) {
    return String.format(
        Locale.ROOT,
        "%s | %s | %s to %s | %.2f %% | %.2g | %.2g",
        ComparisonText.small(of.firstMean()),
        ComparisonText.small(of.secondMean()),
        ComparisonText.small(of.low()),
        ComparisonText.small(of.high()),
        HUNDRED * of.level(),
        of.differenceP(),
        of.equivalenceP());
  }

  /** Returns the plan of the looks in a sentence. */
  private static String plan(ComparisonDecision decision) {
    int arms = decision.arms().size();
    return String.format(
        Locale.ROOT,
        "Planned before the first look: %s; %d %s share%s the error rate, apart from the other"
            + " verdicts of this report.",
        decision.how().fixed(),
        arms,
        arms == 1 ? "arm against colour" : "arms against colour",
        arms == 1 ? "s" : "");
  }

  /** Returns it as {@code comparison.json} has it. */
  static Map<String, Object> fields(ComparisonDecision decision) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("metric", decision.metric().key());
    fields.put("plan", decision.how().fields());
    fields.put("comparisons", decision.arms().size());
    fields.put("continues", decision.continues());
    fields.put("looks", decision.looks().size());
    List<Map<String, @Nullable Object>> each = new ArrayList<>();
    for (Arm arm : decision.arms()) {
      ArmDecisionWords words = new ArmDecisionWords(decision, arm);
      Map<String, @Nullable Object> own = new LinkedHashMap<>();
      own.put("arm", arm.text());
      own.put("outcome", decision.outcome(arm).text());
      own.put("verdict", words.verdict());
      own.put("words", words.all());
      own.put("look", decision.last(arm).map(last -> last.look().look()).orElse(0));
      own.put("seeds", decision.last(arm).map(last -> last.look().seeds()).orElse(0));
      own.put("figures", decision.last(arm).map(last -> last.found().figures()).orElse(null));
      each.add(own);
    }
    fields.put("arms", each);
    decision.timeup().ifPresent(over -> fields.put("timeup", over));
    return fields;
  }
}
