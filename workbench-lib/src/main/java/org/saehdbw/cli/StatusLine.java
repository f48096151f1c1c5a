package org.saehdbw.cli;

import java.io.PrintWriter;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.training.forecast.RunTargets;
import org.saehdbw.training.forecast.TrainedTime;

/**
 * The line of a training command: written over on a terminal, elsewhere printed every few seconds.
 * The first line, and the first after each save, stays and has the mean losses since the last one
 * that stayed.
 */
public final class StatusLine {
  private static final int COLUMNS = 120;

  private final ProgressLine progress;
  private final LogLine form;
  private final int every;
  private boolean meanIsDue = true;
  private double srcSum;
  private double dstSum;
  private int summed;

  /**
   * Begins a line.
   *
   * @param form what it says
   * @param every after how many iterations a line stays; 0 for saves alone
   */
  StatusLine(ProgressLine progress, LogLine form, int every) {
    this.progress = progress;
    this.form = form;
    this.every = every;
  }

  /**
   * Returns a line with all meters that is drawn as on a terminal of 120 columns, for benchmarks.
   *
   * @param to instead of a terminal
   * @param targetIteration of the run
   */
  public static StatusLine drawnTo(PrintWriter to, long targetIteration) {
    return new StatusLine(
        new ProgressLine(to, "", "", true, System::nanoTime, () -> COLUMNS),
        new MeterLine(new RunTargets(targetIteration, 0), new TrainedTime(0, 0)),
        0);
  }

  /** Takes every iteration. */
  public void iterated(MetricsRow row) {
    form.add(row);
    srcSum += row.srcLoss();
    dstSum += row.dstLoss();
    summed++;
    if (meanIsDue) {
      double src = srcSum / summed;
      double dst = dstSum / summed;
      progress.stay(columns -> form.text(row, src, dst, columns));
      meanIsDue = false;
      srcSum = 0;
      dstSum = 0;
      summed = 0;
    } else if (every > 0 && row.iteration() % every == 0) {
      progress.stay(columns -> form.text(row, row.srcLoss(), row.dstLoss(), columns));
    } else {
      progress.line(columns -> form.text(row, row.srcLoss(), row.dstLoss(), columns));
    }
  }

  /** After a save the next line stays. */
  void saved() {
    meanIsDue = true;
  }

  /** Removes the line from a terminal. */
  void end() {
    progress.end();
  }
}
