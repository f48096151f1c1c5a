package org.saehdbw.experiments.compare.running;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.saehdbw.experiments.compare.plan.Arm;
import org.saehdbw.experiments.compare.plan.CompareFolder;
import org.saehdbw.experiments.compare.plan.CompareSpec;
import org.saehdbw.experiments.compare.results.ArmLooks;
import org.saehdbw.experiments.compare.results.ComparisonEntry;
import org.saehdbw.experiments.compare.results.ComparisonLedger;
import org.saehdbw.experiments.deciding.Decide;
import org.saehdbw.experiments.deciding.TimeLimit;
import org.saehdbw.settings.SettingsException;

/**
 * Adds seeds to a comparison's arms until each is compared with colour: trains colour and the arms
 * that are not decided, looks, and so on. It only reads the ledger and appends to it, so that a
 * comparison that was killed makes the same looks.
 */
final class DecidingArms {
  private final CompareSpec spec;
  private final CompareFolder folder;
  private final ComparisonLedger ledger;
  private final Consumer<String> progress;
  private final Decide how;

  /** Trains arms. */
  interface Trainings {
    /** Returns how many trainings are missing with seeds 1 to {@code seeds}. */
    int missing(List<Arm> arms, int seeds);

    /** Returns how many of so many trainings, at least one, would work at once. */
    int atOnce(int missing) throws SettingsException, IOException;

    /** Makes what is missing with seeds 1 to {@code seeds}. */
    void run(List<Arm> arms, int seeds) throws SettingsException, IOException, InterruptedException;
  }

  DecidingArms(
      CompareSpec spec, CompareFolder folder, ComparisonLedger ledger, Consumer<String> progress) {
    this.spec = spec;
    this.folder = folder;
    this.ledger = ledger;
    this.progress = progress;
    how = spec.quality().flatMap(quality -> quality.deciding()).orElseThrow();
  }

  /** Runs until every arm is decided, has the most seeds, or the time is spent. */
  void run(Trainings trainings) throws SettingsException, IOException, InterruptedException {
    List<Arm> open = spec.others();
    for (int look = 0; look < how.looks().count() && !open.isEmpty(); look++) {
      Optional<ComparisonEntry.Look> found = known(look);
      if (found.isEmpty()) {
        if (look > 0 && isTimeUp(look, open, trainings)) {
          return;
        }
        found = Optional.of(look(look, open, trainings));
      }
      open = open(open, found.get());
    }
  }

  /** A look that is in the ledger holds. */
  private Optional<ComparisonEntry.Look> known(int look) {
    return ledger.state().looks().stream().filter(each -> each.look() == look + 1).findFirst();
  }

  private ComparisonEntry.Look look(int look, List<Arm> open, Trainings trainings)
      throws SettingsException, IOException, InterruptedException {
    trainings.run(withColour(open), how.looks().seeds().get(look));
    ComparisonEntry.Look found = ArmLooks.read(spec, folder, ledger.state()).at(look, open);
    ledger.append(found);
    progress.accept(
        String.format(
            Locale.ROOT,
            "look %d of at most %d, %d seeds: %s",
            found.look(),
            how.looks().count(),
            found.seeds(),
            String.join(
                ", ",
                found.arms().stream().map(each -> each.arm() + " " + each.outcome()).toList())));
    return found;
  }

  private List<Arm> withColour(List<Arm> open) {
    return spec.arms().stream().filter(arm -> arm == Arm.COLOUR || open.contains(arm)).toList();
  }

  private static List<Arm> open(List<Arm> before, ComparisonEntry.Look look) {
    List<Arm> open = new ArrayList<>(before);
    for (ComparisonEntry.ArmLook found : look.arms()) {
      if (found.outcome().ends()) {
        open.remove(Arm.parse(found.arm()));
      }
    }
    return open;
  }

  /** Whether the trainings until the next look would pass the limit; the ledger then says so. */
  private boolean isTimeUp(int look, List<Arm> open, Trainings trainings)
      throws SettingsException, IOException {
    int missing = trainings.missing(withColour(open), how.looks().seeds().get(look));
    if (how.timeS() == 0 || missing == 0) {
      return false;
    }
    int atOnce = trainings.atOnce(missing);
    List<Double> seconds = ArmLooks.read(spec, folder, ledger.state()).trainSeconds();
    double sum = seconds.stream().mapToDouble(Double::doubleValue).sum();
    double spent = sum / atOnce;
    double more = sum / Math.max(1, seconds.size()) * missing / atOnce;
    TimeLimit limit = new TimeLimit(spent, more, how.timeS());
    if (!limit.isPassed()) {
      return false;
    }
    progress.accept("no seeds are added: " + limit.text());
    boolean said = ledger.state().timeup().filter(over -> over.limitS() == how.timeS()).isPresent();
    if (!said) {
      ledger.append(new ComparisonEntry.Timeup(look, spent, more, how.timeS()));
    }
    return true;
  }
}
