package org.saehdbw.experiments.compare.running;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.saehdbw.experiments.FaceWarnings;
import org.saehdbw.experiments.Run;
import org.saehdbw.experiments.RunFailedException;
import org.saehdbw.experiments.compare.plan.Arm;
import org.saehdbw.experiments.compare.plan.ArmSettings;
import org.saehdbw.experiments.compare.plan.ComparePlan;
import org.saehdbw.experiments.compare.plan.QualityPlan;
import org.saehdbw.experiments.compare.plan.RoundOrder;
import org.saehdbw.experiments.compare.results.ComparisonEntry;
import org.saehdbw.experiments.compare.results.ComparisonLedger;
import org.saehdbw.experiments.places.Crew;
import org.saehdbw.experiments.places.Places;
import org.saehdbw.runs.LackOfMemory;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunLock;
import org.saehdbw.runs.RunStatus;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.ResumableRun;
import org.saehdbw.training.StoredSettings;

/**
 * The trainings of a comparison, an arm and a seed each, in ordinary run folders and side by side;
 * what is finished is not done again, and what was interrupted continues from its checkpoint.
 */
public final class ArmTrainings implements DecidingArms.Trainings {
  private static final long LOOK_MILLIS = 200;

  private final ComparePlan plan;
  private final QualityPlan quality;
  private final ComparisonLedger ledger;
  private final BooleanSupplier stop;
  private final Consumer<String> progress;
  private final FaceWarnings faceWarnings;

  ArmTrainings(
      ComparePlan plan,
      QualityPlan quality,
      ComparisonLedger ledger,
      BooleanSupplier stop,
      Consumer<String> progress) {
    this.plan = plan;
    this.quality = quality;
    this.ledger = ledger;
    this.stop = stop;
    this.progress = progress;
    faceWarnings = new FaceWarnings(progress);
  }

  /** An arm and a seed that are yet to be trained. */
  private record Missing(Arm arm, int seed) {}

  /**
   * Makes what is missing: with the seeds of the plan, or those that a decision takes.
   *
   * @throws RunFailedException as below
   * @throws CancellationException as below
   */
  void run() throws IOException, SettingsException, InterruptedException {
    if (quality.deciding().isPresent()) {
      new DecidingArms(plan.spec(), plan.folder(), ledger, progress).run(this);
    } else {
      run(plan.spec().arms(), quality.seeds());
    }
  }

  @Override
  public int missing(List<Arm> arms, int seeds) {
    return allMissing(arms, seeds).size();
  }

  @Override
  public int atOnce(int missing) throws IOException, SettingsException {
    return ArmPlaces.of(plan, quality, ledger.state(), missing).chosen().places();
  }

  /**
   * Makes what is missing, side by side, seed by seed, the arms in another order each time.
   *
   * @throws RunFailedException if a training fails; it is started again next time, and those beside
   *     it are stopped
   * @throws CancellationException if it was to stop; the trainings at work saved and stopped
   */
  @Override
  public void run(List<Arm> arms, int seeds)
      throws IOException, SettingsException, InterruptedException {
    Deque<Missing> missing = allMissing(arms, seeds);
    if (missing.isEmpty()) {
      return;
    }
    ArmPlaces chosen = ArmPlaces.of(plan, quality, ledger.state(), missing.size());
    progress.accept("trainings: " + chosen.chosen());
    chosen.chosen().remark().ifPresent(progress);
    Places places = chosen.chosen().onCores();
    Crew.run(places, stop, (place, stopping) -> next(missing, chosen, places, place, stopping));
    if (stop.getAsBoolean()) {
      throw new CancellationException("stopped");
    }
  }

  private Deque<Missing> allMissing(List<Arm> arms, int seeds) {
    Deque<Missing> missing = new ConcurrentLinkedDeque<>();
    for (int seed = 1; seed <= seeds; seed++) {
      for (Arm arm : RoundOrder.of(arms, seed - 1).subList(0, arms.size())) {
        if (ledger.state().finished(plan.folder(), arm, seed).isEmpty()) {
          missing.add(new Missing(arm, seed));
        }
      }
    }
    return missing;
  }

  private boolean next(
      Deque<Missing> missing,
      ArmPlaces chosen,
      Places places,
      Places.Place place,
      BooleanSupplier stopping)
      throws IOException, SettingsException, InterruptedException {
    Missing next = missing.pollFirst();
    if (next == null) {
      return false;
    }
    try {
      train(next.arm(), next.seed(), chosen, place, stopping);
    } catch (RunFailedException e) {
      if (!places.wasShared(place) || !mayLackMemory(next, e)) {
        throw e;
      }
      progress.accept(
          e.getMessage() + "; memory may have run out, it runs again with fewer at once");
      places.lessen();
      missing.addFirst(next);
    }
    return true;
  }

  /** Whether it says so, or was killed, as the system does then. */
  private boolean mayLackMemory(Missing failed, RunFailedException reason) throws IOException {
    List<String> runs = ledger.state().runs(failed.arm(), failed.seed());
    Path last = plan.folder().runs().resolve(runs.get(runs.size() - 1));
    return LackOfMemory.isCauseOf(reason)
        || RunStatus.of(RunFolder.open(last)) == RunStatus.INTERRUPTED;
  }

  private void train(
      Arm arm, int seed, ArmPlaces chosen, Places.Place place, BooleanSupplier stopping)
      throws IOException, SettingsException, InterruptedException {
    Run run = goOn(begin(arm, seed, chosen));
    String name = run.folder().name();
    progress.accept(
        String.format(
            Locale.ROOT,
            "training %s, seed %d of %s%d: %s",
            arm,
            seed,
            quality.deciding().isPresent() ? "at most " : "",
            quality.seeds(),
            name));
    await(run, chosen.pinOnce(run.folder(), place), stopping);
    faceWarnings.tell(run.folder());
    ledger.append(new ComparisonEntry.Training(arm.text(), seed, name, true));
  }

  /**
   * Waits until a training has reached its target.
   *
   * @throws RunFailedException if it ends otherwise, or takes longer than it may
   * @throws CancellationException if it was to stop; it saved and stopped then
   */
  void await(Run run, ArmPlaces.Pin pin, BooleanSupplier stopping)
      throws IOException, InterruptedException {
    String name = run.folder().name();
    long begun = System.nanoTime();
    while (run.status().isHeld()) {
      pin.look();
      if (stopping.getAsBoolean()) {
        run.stop();
        throw new CancellationException("stopped");
      }
      long limit = TimeUnit.SECONDS.toNanos(quality.timeoutS());
      if (limit > 0 && System.nanoTime() - begun > limit) {
        end(run);
        throw new RunFailedException(
            String.format(
                Locale.ROOT,
                "%s took longer than quality.timeout_s, %d s, and was stopped; started again, the"
                    + " comparison continues it",
                name,
                quality.timeoutS()));
      }
      Thread.sleep(LOOK_MILLIS);
    }
    if (run.status() == RunStatus.FINISHED) {
      return;
    }
    run.await();
    throw new CancellationException(name + " was asked to stop");
  }

  /** Asks a training to save and stop; one that no longer listens is killed. */
  private void end(Run run) throws IOException, InterruptedException {
    try {
      run.stop();
    } catch (RunFailedException e) {
      progress.accept(e.getMessage() + " and is killed");
      RunLock.holder(run.folder())
          .flatMap(owner -> ProcessHandle.of(owner.pid()))
          .ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private static Run goOn(Path folder) throws IOException, SettingsException, InterruptedException {
    Run run = Run.open(folder);
    RunStatus status = run.status();
    return status.isHeld() || status == RunStatus.FINISHED ? run : run.resume();
  }

  /**
   * Finds the run that was started for an arm and a seed, if it can be continued, or makes its
   * folder.
   *
   * @return the run folder, which the ledger names
   */
  Path begin(Arm arm, int seed, ArmPlaces chosen)
      throws IOException, SettingsException, InterruptedException {
    List<String> known = ledger.state().runs(arm, seed);
    Optional<Path> begun =
        known.stream()
            .map(run -> plan.folder().runs().resolve(run))
            .filter(Files::isDirectory)
            .reduce((first, second) -> second);
    if (begun.isPresent()) {
      try {
        RunFolder run = RunFolder.open(begun.get());
        StoredSettings.read(run);
        return run.path();
      } catch (RunException e) {
        progress.accept(
            String.format(
                Locale.ROOT,
                "%s cannot be continued and is left as it is: %s",
                begun.get(),
                e.getMessage()));
      }
    }
    // A kill before the ledger's line leaves a folder that the same name finds again.
    String name =
        String.format(Locale.ROOT, "%s-%d", arm, seed)
            + (known.isEmpty() ? "" : "." + (known.size() + 1));
    Settings settings = chosen.in(ArmSettings.forTraining(plan.of(arm), quality, seed));
    RunFolder run = ResumableRun.prepare(settings, plan.folder().runs(), name).folder();
    ledger.append(new ComparisonEntry.Training(arm.text(), seed, run.name(), false));
    return run.path();
  }
}
