package org.saehdbw.planning;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.tensors.Precision;

/**
 * Measures a machine in about a minute: small trainings of nine models that differ in width, side,
 * batch and family, each in a process of its own.
 *
 * @param maker makes the steps
 * @param progress receives each
 */
public record Calibrator(StepMaker maker, Consumer<String> progress) {
  private static final int WARM_UP = 2;
  private static final int STEPS = 5;
  private static final double SECONDS = 2;

  private record Case(String model, int batch) {}

  private static final List<Case> CASES =
      List.of(
          new Case("df-ud-64-32-16-16-16-gray", 4),
          new Case("df-ud-96-64-24-24-16-gray", 4),
          new Case("df-ud-128-64-32-32-16-gray", 2),
          new Case("liae-ud-96-64-32-32-16-gray", 2),
          new Case("df-udt-64-128-48-48-22-colour", 2),
          new Case("df-ud-64-256-64-64-16-gray", 1),
          new Case("df-ud-128-32-16-16-16-colour", 8),
          new Case("liae-udt-128-64-24-24-16-gray", 4),
          new Case("df-udt-192-128-48-32-16-gray", 1));

  /**
   * Measures this machine.
   *
   * @throws IOException if a process cannot be started, or a training did not end well
   */
  public Calibration measure(Precision precision) throws IOException, InterruptedException {
    Machine machine = Machine.here();
    List<StepMeasurement> runs = new ArrayList<>();
    for (Case each : CASES) {
      StepMeasurement run =
          maker.run(
              new StepTask(
                  ModelSpec.parse(each.model()),
                  each.batch(),
                  precision,
                  machine.threads(),
                  WARM_UP,
                  STEPS,
                  SECONDS));
      if (!run.done()) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "cannot calibrate: %s, batch %d: %s %s",
                each.model(),
                each.batch(),
                run.outcome().text(),
                run.message()));
      }
      runs.add(run);
      progress.accept(
          String.format(
              Locale.ROOT,
              "%d of %d: %s, batch %d: %.0f ms, %.0f MiB",
              runs.size(),
              CASES.size(),
              each.model(),
              each.batch(),
              run.stepMillis(),
              run.peakMib()));
    }
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    return Calibration.of(machine, precision.option(), now, runs);
  }
}
