package org.saehdbw.experiments.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.saehdbw.experiments.Run;
import org.saehdbw.experiments.RunFailedException;
import org.saehdbw.experiments.Training;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunStatus;
import org.saehdbw.training.settings.Settings;
import org.saehdbw.training.settings.SettingsException;

/**
 * The trainings of a comparison, an arm and a seed each, in ordinary run folders; what is finished
 * is not done again, and what was interrupted goes on from its checkpoint.
 */
final class Trainings {
  private static final long LOOK_MILLIS = 200;

  private final ComparePlan plan;
  private final QualityPlan quality;
  private final Ledger ledger;
  private final BooleanSupplier stop;
  private final Consumer<String> progress;

  Trainings(
      ComparePlan plan, QualityPlan quality, BooleanSupplier stop, Consumer<String> progress) {
    this.plan = plan;
    this.quality = quality;
    this.ledger = new Ledger(plan.folder().ledger());
    this.stop = stop;
    this.progress = progress;
  }

  /**
   * Makes what is missing, seed by seed, the arms in another order each time.
   *
   * @throws RunFailedException if a training fails; it is begun again next time
   * @throws CancellationException if it was to stop; the training at work saved and stopped
   */
  void run() throws IOException, SettingsException, InterruptedException {
    for (int seed = 1; seed <= quality.seeds(); seed++) {
      List<Arm> order =
          RoundOrder.of(plan.spec().arms(), seed - 1).subList(0, plan.spec().arms().size());
      for (Arm arm : order) {
        if (done(arm, seed).isEmpty()) {
          train(arm, seed);
        }
      }
    }
  }

  private Optional<Path> done(Arm arm, long seed) throws IOException {
    return finished(ledger.read(), plan.folder(), arm, seed);
  }

  /** The folder of a finished training, if it is still there. */
  static Optional<Path> finished(Ledger.Entries entries, CompareFolder folder, Arm arm, long seed) {
    return entries.trainings().stream()
        .filter(t -> t.done() && t.arm().equals(arm.text()) && t.seed() == seed)
        .map(t -> folder.runs().resolve(t.run()))
        .filter(Files::isDirectory)
        .reduce((first, second) -> second);
  }

  private void train(Arm arm, int seed)
      throws IOException, SettingsException, InterruptedException {
    Run run = begin(arm, seed);
    String name = run.folder().name();
    progress.accept("training %s, seed %d of %d: %s".formatted(arm, seed, quality.seeds(), name));
    while (run.status() == RunStatus.RUNNING) {
      if (stop.getAsBoolean()) {
        run.stop();
        throw new CancellationException("stopped");
      }
      Thread.sleep(LOOK_MILLIS);
    }
    run.await();
    if (run.status() != RunStatus.FINISHED) {
      throw new CancellationException(name + " was asked to stop");
    }
    ledger.append(new Ledger.Trained(arm.text(), seed, name, true));
  }

  /** Goes on with a run that was begun, if it can be, or begins one. */
  private Run begin(Arm arm, int seed) throws IOException, SettingsException, InterruptedException {
    Optional<Path> begun =
        ledger.read().trainings().stream()
            .filter(t -> t.arm().equals(arm.text()) && t.seed() == seed)
            .map(t -> plan.folder().runs().resolve(t.run()))
            .filter(Files::isDirectory)
            .reduce((first, second) -> second);
    if (begun.isPresent()) {
      try {
        Run run = Run.open(begun.get());
        RunStatus status = run.status();
        return status == RunStatus.RUNNING || status == RunStatus.FINISHED ? run : run.resume();
      } catch (RunException | SettingsException e) {
        progress.accept("%s cannot go on and is left: %s".formatted(begun.get(), e.getMessage()));
      }
    }
    Settings settings = plan.of(arm);
    Run run =
        Training.of(ArmSettings.forTraining(settings, quality, seed))
            .in(plan.folder().runs())
            .named(arm.text())
            .start();
    ledger.append(new Ledger.Trained(arm.text(), seed, run.folder().name(), false));
    return run;
  }
}
