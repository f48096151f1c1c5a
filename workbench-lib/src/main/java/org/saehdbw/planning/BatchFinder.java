package org.saehdbw.planning;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.tensors.Precision;

/**
 * Finds the largest and the fastest batch by trying: real training steps on random pictures, each
 * batch in a process of its own, doubled until one does not fit, then halved in between.
 *
 * @param maker makes the steps and stops what goes beyond the budget
 * @param threads of engine and optimizer
 * @param seconds that each batch is timed at least
 * @param most the largest batch that is tried
 * @param progress receives each
 */
public record BatchFinder(
    StepMaker maker, int threads, double seconds, int most, Consumer<StepMeasurement> progress) {
  private static final int WARM_UP = 2;
  private static final int STEPS = 3;

  /**
   * What was found.
   *
   * @param tried every batch, smallest first
   * @param largest the largest batch that fits, if one does
   * @param fastest the batch with most samples a second, if one fits
   */
  public record Found(
      List<StepMeasurement> tried,
      Optional<StepMeasurement> largest,
      Optional<StepMeasurement> fastest) {
    /** Copies the list. */
    public Found {
      tried = List.copyOf(tried);
    }

    static Found of(List<StepMeasurement> tried) {
      List<StepMeasurement> sorted =
          tried.stream().sorted(Comparator.comparingInt(StepMeasurement::batch)).toList();
      return new Found(
          sorted,
          sorted.stream()
              .filter(StepMeasurement::done)
              .max(Comparator.comparingInt(StepMeasurement::batch)),
          sorted.stream()
              .filter(StepMeasurement::done)
              .max(Comparator.comparingDouble(StepMeasurement::samplesPerSecond)));
    }
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if threads or most is below 1 or seconds below 0
   */
  public BatchFinder {
    if (threads < 1 || most < 1 || !(seconds >= 0)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "threads and the largest batch must be at least 1 and seconds at least 0, got %d, %d"
                  + " and %s",
              threads,
              most,
              seconds));
    }
  }

  /**
   * Tries batches of a model.
   *
   * @throws IOException if no process can be started, or one failed for another reason than memory
   *     or time
   */
  public Found find(ModelSpec spec, Precision precision) throws IOException, InterruptedException {
    return find(spec, precision, CostSettings.NONE);
  }

  /**
   * Tries batches of a model that is trained with discriminators and styles.
   *
   * @throws IOException if no process can be started, or one failed for another reason than memory
   *     or time
   */
  public Found find(ModelSpec spec, Precision precision, CostSettings settings)
      throws IOException, InterruptedException {
    IntFunction<StepTask> task =
        batch ->
            new StepTask(
                spec,
                batch,
                precision,
                threads,
                WARM_UP,
                STEPS,
                seconds,
                settings.way().step(),
                settings);
    List<StepMeasurement> tried = new ArrayList<>();
    int fits = 0;
    int fails = most + 1;
    for (int batch = 1; batch < fails; batch = Math.min(2 * batch, most)) {
      if (!attempt(task.apply(batch), tried)) {
        fails = batch;
      } else {
        fits = batch;
        if (batch == most) {
          break;
        }
      }
    }
    while (fits > 0 && fails - fits > 1) {
      int middle = (fits + fails) / 2;
      if (attempt(task.apply(middle), tried)) {
        fits = middle;
      } else {
        fails = middle;
      }
    }
    return Found.of(tried);
  }

  private boolean attempt(StepTask task, List<StepMeasurement> tried)
      throws IOException, InterruptedException {
    StepMeasurement made = maker.run(task);
    tried.add(made);
    progress.accept(made);
    if (made.outcome() == StepMeasurement.Outcome.FAILED) {
      throw new IOException(task.spec() + ", batch " + task.batch() + ": " + made.message());
    }
    return made.done();
  }
}
