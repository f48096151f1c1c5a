package org.saehdbw.training.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.saehdbw.dataloaders.BatchOptions;
import org.saehdbw.layers.StandardBlock;
import org.saehdbw.losses.AdversarialOptions;
import org.saehdbw.losses.StylePowers;
import org.saehdbw.losses.WeightedLoss;
import org.saehdbw.optimizers.OptimizerOptions;
import org.saehdbw.planning.MemoryWay;
import org.saehdbw.planning.Planner;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.components.CustomComponents;
import org.saehdbw.training.plan.Schedule;
import org.saehdbw.training.plan.SchedulePlans;
import org.saehdbw.training.plan.Stage;
import org.saehdbw.training.plan.StepOptions;
import org.saehdbw.training.plan.TrainingPlan;

/**
 * Within {@code memory_mib}, how a run computes its batches and saves: the first way of {@link
 * MemoryWay#forBatch} of which {@code plan} predicts that it fits in every stage, with its margin.
 * The choice depends on settings and predictions alone, not on what memory is free.
 */
public final class MemoryLimit {
  private static final String CHOSEN = StepOptions.MEMORY_MIB.name();

  /** What a trainer with other values takes was not measured. */
  private static final List<Setting<?>> AT_THEIR_DEFAULT =
      List.of(
          StepOptions.PRECISION,
          StepOptions.INTERPRETER,
          StandardBlock.BLOCK,
          WeightedLoss.EXTRA_LOSS,
          AdversarialOptions.GAN_POWER,
          AdversarialOptions.TRUE_FACE_POWER,
          StylePowers.FACE_STYLE_POWER,
          StylePowers.BG_STYLE_POWER);

  /** What a choice follows from besides {@link StepOptions#CHOSEN_BY_MEMORY}. */
  private static final List<Setting<?>> REASONS =
      List.of(BatchOptions.BATCH_SIZE, OptimizerOptions.CLIPGRAD, Schedule.STAGES);

  private final Settings run;
  private final List<TrainingPlan> plans;
  private final Planner planner;
  private final int limit;

  private MemoryLimit(Settings run, CustomComponents own, Planner planner)
      throws SettingsException {
    this.run = run;
    this.planner = planner;
    plans = SchedulePlans.of(run, own);
    limit = run.get(StepOptions.MEMORY_MIB);
    for (int number = 0; number < plans.size(); number++) {
      requirePredicted(number);
    }
  }

  /**
   * Returns a new run's settings with the way that is chosen, where they set {@code memory_mib};
   * else as they are.
   *
   * @param own what settings may name besides what is found by name
   * @throws SettingsException if no way fits, or memory is not predicted for these settings
   */
  public static Settings choose(Settings run, CustomComponents own) throws SettingsException {
    return choose(run, own, Planner::here);
  }

  /** Fitting the planner's model takes most of a second, which only those shall pay who need it. */
  static Settings choose(Settings run, CustomComponents own, Supplier<Planner> planner)
      throws SettingsException {
    if (run.get(StepOptions.MEMORY_MIB) == 0) {
      return run;
    }
    MemoryLimit limit = new MemoryLimit(run, own, planner.get());
    return limit.first().way().in(run);
  }

  /**
   * Returns the settings of a run that continues: with the stored way, unless something that it
   * depends on was changed, so that another calibration of the machine changes nothing.
   *
   * @param stored the settings of the run folder
   * @param asked the same with what is to change
   * @throws SettingsException as {@link #choose}
   */
  public static Settings continued(Settings stored, Settings asked, CustomComponents own)
      throws SettingsException {
    if (asked.get(StepOptions.MEMORY_MIB) == 0) {
      return withoutChoice(asked);
    }
    boolean sameReasons =
        asked.differingFrom(stored).stream()
            .noneMatch(key -> StepOptions.CHOSEN_BY_MEMORY.contains(key) || REASONS.contains(key));
    if (sameReasons) {
      new MemoryLimit(asked, own, Planner.here());
      return asked;
    }
    return choose(asked, own);
  }

  private static Settings withoutChoice(Settings settings) throws SettingsException {
    Settings free = settings;
    for (Setting<?> key : StepOptions.CHOSEN_BY_MEMORY) {
      if (settings.origin(key).equals(CHOSEN)) {
        free = free.with(key.name(), key.defaultText(), Settings.DEFAULT);
      }
    }
    return free;
  }

  /**
   * Returns the line that says how a run holds its memory down and why; nothing without a limit.
   *
   * @param run its settings, with the way that was chosen
   */
  public static Optional<String> remark(Settings run, CustomComponents own)
      throws SettingsException {
    if (run.get(StepOptions.MEMORY_MIB) == 0) {
      return Optional.empty();
    }
    MemoryLimit limit = new MemoryLimit(run, own, Planner.here());
    MemoryWay way = MemoryWay.of(run);
    List<MemoryWay> ways = limit.ways();
    int place = ways.indexOf(way);
    Optional<MemoryChoice> before =
        place > 0 ? Optional.of(limit.needs(ways.get(place - 1))) : Optional.empty();
    return Optional.of(limit.needs(way).text(limit.limit, before));
  }

  private List<MemoryWay> ways() {
    int batch = plans.stream().mapToInt(MemoryLimit::batch).max().orElseThrow();
    return MemoryWay.forBatch(batch, run);
  }

  private static int batch(TrainingPlan plan) {
    return plan.samples().batch().batchSize();
  }

  private MemoryChoice first() throws SettingsException {
    List<MemoryChoice> tried = new ArrayList<>();
    for (MemoryWay way : ways()) {
      MemoryChoice needs = needs(way);
      if (needs.fits(limit)) {
        return needs;
      }
      tried.add(needs);
    }
    MemoryChoice least =
        tried.stream().min(Comparator.comparingDouble(one -> one.peak().high())).orElseThrow();
    throw new SettingsException(
        String.format(
            Locale.ROOT,
            "memory_mib must be at least %.0f for %s with batch_size %d: %s needs least, %s; got %d"
                + " (%s); a smaller batch_size or smaller dims need less",
            Math.ceil(least.peak().high()),
            plans.get(0).spec(),
            plans.stream().mapToInt(MemoryLimit::batch).max().orElseThrow(),
            least.way(),
            least.needs(),
            limit,
            run.origin(StepOptions.MEMORY_MIB)));
  }

  /** What a way takes in the stage that needs most; what a stage itself sets stays. */
  private MemoryChoice needs(MemoryWay way) throws SettingsException {
    Settings chosen = way.in(run);
    Optional<MemoryChoice> most = Optional.empty();
    for (int number = 0; number < plans.size(); number++) {
      TrainingPlan plan = plans.get(number);
      MemoryWay there = MemoryWay.of(Schedule.inStage(chosen, number));
      boolean holdsAll = plan.settings().get(OptimizerOptions.CLIPGRAD);
      MemoryChoice here =
          new MemoryChoice(
              way, planner.peak(plan.spec(), batch(plan), there, holdsAll), stageName(number));
      most = Optional.of(most.map(one -> one.larger(here)).orElse(here));
    }
    return most.orElseThrow();
  }

  private String stageName(int number) {
    Schedule schedule = run.get(Schedule.STAGES);
    return schedule.isEmpty() ? "" : schedule.stages().get(number).name();
  }

  private void requirePredicted(int number) throws SettingsException {
    TrainingPlan plan = plans.get(number);
    Settings settings = plan.settings();
    for (Setting<?> key : AT_THEIR_DEFAULT) {
      Object value = settings.inStage(plan.stage() == Stage.PRETRAIN).get(key);
      if (!value.equals(key.defaultValue())) {
        String stage = stageName(number);
        throw new SettingsException(
            String.format(
                Locale.ROOT,
                "memory_mib needs %s %s%s, since memory is predicted for nothing else, got %s (%s);"
                    + " set memory_mib to 0, and micro_batch, activation_checkpointing and"
                    + " save_beside as you want them",
                key,
                key.defaultText(),
                stage.isEmpty() ? "" : " in stage " + stage,
                settings.text(key),
                settings.origin(key)));
      }
    }
  }
}
