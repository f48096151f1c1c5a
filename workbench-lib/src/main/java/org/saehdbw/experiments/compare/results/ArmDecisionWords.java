package org.saehdbw.experiments.compare.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.saehdbw.experiments.compare.plan.Arm;
import org.saehdbw.experiments.deciding.LookOutcome;
import org.saehdbw.experiments.deciding.PairFigures;
import org.saehdbw.experiments.deciding.TimeLimit;
import org.saehdbw.statistics.DirectionWords;
import org.saehdbw.statistics.NumberText;

/** The sentences on an arm against colour in a comparison that runs {@code until: decided}. */
final class ArmDecisionWords {
  private static final double HUNDRED = 100;
  private static final int TWO = 2;

  private final ComparisonDecision decision;
  private final Arm arm;

  ArmDecisionWords(ComparisonDecision decision, Arm arm) {
    this.decision = decision;
    this.arm = arm;
  }

  /** Returns {@code better}, {@code worse}, {@code equivalent} or {@code undecided}. */
  String verdict() {
    Optional<PairFigures> figures = figures();
    return switch (decision.outcome(arm)) {
      case DIFFERENT -> figures.map(this::direction).orElse("different");
      case EQUIVALENT -> "equivalent";
      default -> "undecided";
    };
  }

  private Optional<PairFigures> figures() {
    return decision.last(arm).flatMap(last -> Optional.ofNullable(last.found().figures()));
  }

  private String direction(PairFigures figures) {
    DirectionWords words = DirectionWords.quality(decision.metric().lowerIsBetter());
    return figures.firstMean() > figures.secondMean() ? words.higher() : words.lower();
  }

  String all() {
    List<String> words = new ArrayList<>();
    words.add(String.format(Locale.ROOT, "%s, %s: %s", decision.metric().key(), arm, sentence()));
    Optional<PairFigures> figures = figures();
    if (figures.isPresent()) {
      words.add(interval(figures.get()));
      words.add(power(figures.get()));
    }
    return String.join(" ", words);
  }

  private String sentence() {
    if (decision.last(arm).isEmpty()) {
      return String.format(
          Locale.ROOT,
          "undecided: the first look is at %d seeds of each arm.",
          decision.how().firstSeeds());
    }
    return switch (decision.outcome(arm)) {
      case DIFFERENT ->
          String.format(
              Locale.ROOT,
              "decided: %s than colour by %s.",
              verdict(),
              figures().map(PairFigures::relative).orElse("an unknown amount"));
      case EQUIVALENT ->
          String.format(
              Locale.ROOT,
              "decided: equivalent to colour, they differ by less than the margin, %s.",
              margin());
      case NOT_COMPARABLE ->
          "undecided: not every training of it and of colour has a finite value.";
      case OPEN -> open();
    };
  }

  private String open() {
    int looks = decision.how().looks().count();
    ComparisonEntry.Look look = decision.last(arm).orElseThrow().look();
    String why = "with the most seeds, " + look.seeds();
    if (decision.timeup().isPresent()) {
      ComparisonEntry.Timeup over = decision.timeup().get();
      why = "within the time, " + new TimeLimit(over.spentS(), over.nextS(), over.limitS()).text();
    } else if (look.look() < looks) {
      why = String.format(Locale.ROOT, "after look %d of %d", look.look(), looks);
    }
    return String.format(
        Locale.ROOT,
        "undecided %s: neither a difference from colour was found nor that it is below the margin,"
            + " %s.",
        why,
        margin());
  }

  private String margin() {
    return decision.how().margin()
        + (decision.how().margin().fraction() ? " of colour's mean" : "");
  }

  private String interval(PairFigures of) {
    ComparisonEntry.Look look = decision.last(arm).orElseThrow().look();
    return String.format(
        Locale.ROOT,
        "Look %d of at most %d, %d seeds: mean %s, colour %s, the %.2f %% interval of the difference"
            + " is %s to %s, the margin %s (p of no difference %.2g, of a margin or more %.2g; with"
            + " %d %s against colour and %d looks the whole procedure errs in at most %s %% of"
            + " cases).",
        look.look(),
        decision.how().looks().count(),
        look.seeds(),
        ComparisonText.small(of.firstMean()),
        ComparisonText.small(of.secondMean()),
        HUNDRED * of.level(),
        ComparisonText.small(of.low()),
        ComparisonText.small(of.high()),
        ComparisonText.small(of.margin()),
        of.differenceP(),
        of.equivalenceP(),
        decision.arms().size(),
        decision.arms().size() == 1 ? "arm" : "arms",
        decision.how().looks().count(),
        NumberText.shortest(HUNDRED * (1 - decision.how().level())));
  }

  private String power(PairFigures of) {
    String power =
        String.format(
            Locale.ROOT,
            "Power: with the standard deviation %s of the difference over seeds, the design finds a"
                + " difference of the margin in %.0f %% of cases.",
            ComparisonText.small(of.deviation()),
            HUNDRED * of.power());
    boolean known = of.deviation() > 0 && of.margin() > 0;
    return decision.outcome(arm) == LookOutcome.OPEN && known
        ? power + " " + of.needed(decision.design(), TWO)
        : power;
  }
}
