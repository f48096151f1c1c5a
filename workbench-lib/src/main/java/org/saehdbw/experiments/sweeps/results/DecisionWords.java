package org.saehdbw.experiments.sweeps.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.saehdbw.experiments.deciding.TimeLimit;
import org.saehdbw.experiments.sweeps.plan.Trial;
import org.saehdbw.statistics.NumberText;

/** The sentences on a sweep that runs {@code until: decided}. */
final class DecisionWords {
  private static final double HUNDRED = 100;

  private final SweepDecision decision;

  DecisionWords(SweepDecision decision) {
    this.decision = decision;
  }

  List<String> all() {
    List<String> words = new ArrayList<>();
    if (decision.last().isEmpty()) {
      words.add(
          String.format(
              Locale.ROOT,
              "Not decided yet: the first look is at %d seeds of each point.",
              decision.how().firstSeeds()));
      return words;
    }
    SweepEntry.Look look = decision.last().get();
    if (decision.pair().isEmpty()) {
      words.add("Not decided: fewer than two points have a result of every seed.");
    } else {
      ComparedPair pair = decision.pair().get();
      words.add(verdict(look, pair) + " " + interval(look, pair));
      words.add(power(pair));
    }
    String dropped = dropped();
    if (!dropped.isEmpty()) {
      words.add(dropped);
    }
    return words;
  }

  private String verdict(SweepEntry.Look look, ComparedPair pair) {
    String first = Trial.text(pair.first());
    String second = Trial.text(pair.second());
    return switch (look.outcome()) {
      case DIFFERENT ->
          String.format(
              Locale.ROOT,
              "Decided: %s is better than all others, than the next, %s, by %s.",
              first,
              second,
              pair.figures().relative());
      case EQUIVALENT ->
          String.format(
              Locale.ROOT,
              "Decided: %s and %s are equivalent: they differ by less than the margin, %s.",
              first,
              second,
              margin());
      default -> open(look, first, second);
    };
  }

  private String open(SweepEntry.Look look, String first, String second) {
    String why =
        look.look() < decision.how().looks().count()
            ? String.format(
                Locale.ROOT,
                "Not decided yet, after look %d of %d",
                look.look(),
                decision.how().looks().count())
            : "Not decided with the most seeds, " + look.seeds();
    if (decision.timeup().isPresent()) {
      SweepEntry.Timeup over = decision.timeup().get();
      why =
          "Not decided within the time: "
              + new TimeLimit(over.spentS(), over.nextS(), over.limitS()).text();
    }
    return String.format(
        Locale.ROOT,
        "%s: between %s and %s neither a difference was found nor that it is below the margin, %s.",
        why,
        first,
        second,
        margin());
  }

  private String margin() {
    return decision.how().margin() + (decision.how().margin().fraction() ? " of the second's" : "");
  }

  private String interval(SweepEntry.Look look, ComparedPair pair) {
    return String.format(
        Locale.ROOT,
        "Look %d of at most %d, %d seeds: %s %.5f and %.5f, the %s %% interval of the difference"
            + " is %.5f to %.5f (p of no difference %.2g, of a margin or more %.2g; with %d points"
            + " and %d looks the whole procedure errs in at most %s %% of cases).",
        look.look(),
        decision.how().looks().count(),
        look.seeds(),
        look.metric(),
        pair.figures().firstMean(),
        pair.figures().secondMean(),
        percent(pair.figures().level()),
        pair.figures().low(),
        pair.figures().high(),
        pair.figures().differenceP(),
        pair.figures().equivalenceP(),
        decision.points(),
        decision.how().looks().count(),
        percent(1 - decision.how().level()));
  }

  private static String percent(double share) {
    return NumberText.shortest(HUNDRED * share);
  }

  private String power(ComparedPair pair) {
    String power =
        String.format(
            Locale.ROOT,
            "Power: with the standard deviation %.5f of the difference over seeds, the design finds a"
                + " difference of the margin (%.5f) in %.0f %% of cases.",
            pair.figures().deviation(),
            pair.figures().margin(),
            HUNDRED * pair.figures().power());
    if (decision.outcome().ends()
        || pair.figures().deviation() == 0
        || pair.figures().margin() == 0) {
      return power;
    }
    return power
        + " "
        + pair.figures().needed(decision.how().design(), Math.max(2, decision.points()));
  }

  private String dropped() {
    List<String> each = new ArrayList<>();
    for (SweepEntry.Look look : decision.looks()) {
      for (SweepEntry.Look.Dropped point : look.dropped()) {
        each.add(
            Trial.text(point.point()) + " after " + look.seeds() + " seeds (" + point.why() + ")");
      }
    }
    return each.isEmpty() ? "" : "No more seeds were given to " + String.join(", ", each) + ".";
  }
}
