package org.saehdbw.experiments.compare.results;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.saehdbw.experiments.compare.plan.Arm;
import org.saehdbw.experiments.compare.plan.CompareSpec;
import org.saehdbw.experiments.compare.plan.QualityMetric;
import org.saehdbw.experiments.compare.plan.QualityPlan;
import org.saehdbw.experiments.deciding.Decide;
import org.saehdbw.experiments.deciding.LookOutcome;
import org.saehdbw.statistics.sequential.Design;

/**
 * How far a comparison is whose quality runs {@code until: decided}.
 *
 * @param how arms are compared
 * @param arms that are compared with colour; they share the error rate
 * @param metric by which
 * @param looks so far, the first one first
 * @param timeup why no seeds are added, if that is for a lack of time
 */
public record ComparisonDecision(
    Decide how,
    List<Arm> arms,
    QualityMetric metric,
    List<ComparisonEntry.Look> looks,
    Optional<ComparisonEntry.Timeup> timeup) {
  /** Copies the lists. */
  public ComparisonDecision {
    arms = List.copyOf(arms);
    looks = List.copyOf(looks);
  }

  /** What an arm's last look found, and which one it was. */
  record Last(ComparisonEntry.Look look, ComparisonEntry.ArmLook found) {}

  /** Returns how far a comparison is; empty without {@code until: decided}. */
  public static Optional<ComparisonDecision> of(CompareSpec spec, ComparisonState state) {
    Optional<Decide> how = spec.quality().flatMap(QualityPlan::deciding);
    if (how.isEmpty()) {
      return Optional.empty();
    }
    // A limit that was raised since is not passed.
    Optional<ComparisonEntry.Timeup> timeup =
        state.timeup().filter(over -> over.limitS() == how.get().timeS());
    return Optional.of(
        new ComparisonDecision(
            how.get(),
            spec.others(),
            spec.quality().orElseThrow().metric(),
            state.looks(),
            timeup));
  }

  /** Returns the design of each arm's comparison: all of them share the error rate equally. */
  public Design design() {
    return how.design().among(arms.size());
  }

  /** Returns the last look at an arm, empty before the first. */
  Optional<Last> last(Arm arm) {
    Optional<Last> last = Optional.empty();
    for (ComparisonEntry.Look look : looks) {
      for (ComparisonEntry.ArmLook found : look.arms()) {
        if (found.arm().equals(arm.text())) {
          last = Optional.of(new Last(look, found));
        }
      }
    }
    return last;
  }

  /** Returns what became of an arm's comparison with colour. */
  public LookOutcome outcome(Arm arm) {
    return last(arm).map(last -> last.found().outcome()).orElse(LookOutcome.OPEN);
  }

  /** Returns the arms that are not decided, in the order of the experiment. */
  public List<Arm> open() {
    return arms.stream().filter(arm -> !outcome(arm).ends()).toList();
  }

  /** Whether seeds are still to be added. */
  public boolean continues() {
    boolean spent = looks.size() >= how.looks().count();
    return !open().isEmpty() && !spent && timeup.isEmpty();
  }

  /** Returns how many seeds an arm has, or gets until the next look. */
  public int seeds(Arm arm) {
    if (arm == Arm.COLOUR) {
      return arms.stream().mapToInt(this::seeds).max().orElse(0);
    }
    if (continues() && !outcome(arm).ends()) {
      return how.looks().seeds().get(looks.size());
    }
    return last(arm).map(last -> last.look().seeds()).orElse(how.firstSeeds());
  }

  /** Returns what is not done yet, in words. */
  Optional<String> missing() {
    if (!continues()) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "quality: %d of at most %d looks, %s not decided",
            looks.size(),
            how.looks().count(),
            String.join(", ", open().stream().map(Arm::text).toList())));
  }

  /** Returns what may be said, a paragraph for each arm. */
  public List<String> words() {
    return arms.stream().map(arm -> new ArmDecisionWords(this, arm).all()).toList();
  }
}
