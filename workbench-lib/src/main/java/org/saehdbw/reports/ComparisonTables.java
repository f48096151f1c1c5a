package org.saehdbw.reports;

import org.saehdbw.experiments.compare.results.ArmSpeed;
import org.saehdbw.experiments.compare.results.ComparisonResult;
import org.saehdbw.experiments.compare.results.LevelResult;
import org.saehdbw.experiments.compare.results.QualityResult;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A comparison's figures as tables. */
public final class ComparisonTables {
  private static final double MIB = 1 << 20;
  private static final double KIB = 1 << 10;

  private ComparisonTables() {}

  /** A row for each level and arm: times, their ratio to colour with its interval, memory. */
  public static Table speeds(ComparisonResult comparison) {
    StringColumn level = StringColumn.create("level");
    StringColumn arm = StringColumn.create("arm");
    DoubleColumn step = DoubleColumn.create("step (ms)");
    DoubleColumn samples = DoubleColumn.create("samples a second");
    DoubleColumn ratio = DoubleColumn.create("time over colour's");
    DoubleColumn low = DoubleColumn.create("95 % from");
    DoubleColumn high = DoubleColumn.create("to");
    DoubleColumn peak = DoubleColumn.create("peak resident (MiB)");
    DoubleColumn batch = DoubleColumn.create("batch (KiB)");
    DoubleColumn model = DoubleColumn.create("weights and optimizer (MiB)");
    for (LevelResult result : comparison.levels()) {
      for (ArmSpeed speed : result.arms()) {
        level.append(result.level().text());
        arm.append(speed.arm().text());
        step.append(speed.stepMillis());
        samples.append(speed.samplesPerSecond());
        ratio.append(speed.ratio().map(r -> r.value()).orElse(Double.NaN));
        low.append(speed.ratio().map(r -> r.interval().low()).orElse(Double.NaN));
        high.append(speed.ratio().map(r -> r.interval().high()).orElse(Double.NaN));
        peak.append(speed.peakMib());
        batch.append(speed.facts().batchBytes() / KIB);
        model.append((speed.facts().weightBytes() + speed.facts().optimizerBytes()) / MIB);
      }
    }
    return Table.create(
        name(comparison) + ": time and memory",
        level,
        arm,
        step,
        samples,
        ratio,
        low,
        high,
        peak,
        batch,
        model);
  }

  /** A row for each training: quality after all iterations and after the same training time. */
  public static Table quality(ComparisonResult comparison) {
    StringColumn arm = StringColumn.create("arm");
    LongColumn seed = LongColumn.create("seed");
    DoubleColumn end = DoubleColumn.create("after all iterations");
    DoubleColumn time = DoubleColumn.create("after the same time");
    DoubleColumn seconds = DoubleColumn.create("training (s)");
    StringColumn run = StringColumn.create("run");
    String metric = "";
    if (comparison.quality().isPresent()) {
      metric = comparison.quality().get().metric().key();
      for (QualityResult.ArmQuality own : comparison.quality().get().arms()) {
        for (QualityResult.SeedQuality training : own.seeds()) {
          arm.append(own.arm().text());
          seed.append(training.seed());
          end.append(training.atEnd());
          time.append(training.atSameTime().orElse(Double.NaN));
          seconds.append(training.trainSeconds());
          run.append(training.run());
        }
      }
    }
    return Table.create(name(comparison) + ": " + metric, arm, seed, end, time, seconds, run);
  }

  private static String name(ComparisonResult comparison) {
    return comparison.spec().name() + (comparison.spec().drawn() ? " (drawn)" : "");
  }
}
