package org.saehdbw.experiments.compare.running;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.saehdbw.experiments.compare.plan.Level;
import org.saehdbw.experiments.compare.results.StepTimes;
import org.saehdbw.experiments.ledger.LedgerFormat;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.runs.memory.ResidentMemory;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.training.plan.TrainingSettings;

/**
 * An arm's process from within: opens the arm, warms up, then measures a block for each line that
 * comes, and is idle in between. It ends when its input ends, in the middle of a block too, so that
 * no process is left when the comparison is killed.
 */
public final class ArmServer {
  private static final String END = "";

  private ArmServer() {}

  /**
   * Serves until the input ends.
   *
   * @param settings the arm's settings file
   * @param warmUp steps before it is ready
   * @param in requests, a line each
   * @param out answers, a line each
   * @param warnings told of faces that cannot be read
   * @throws SettingsException if the settings cannot be done
   * @throws IOException if the settings cannot be read
   */
  public static void serve(
      Path settings,
      Level level,
      int warmUp,
      BufferedReader in,
      PrintWriter out,
      Consumer<String> warnings)
      throws SettingsException, IOException, FaceFileException, InterruptedException {
    AtomicBoolean ended = new AtomicBoolean();
    BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    Thread reader = new Thread(() -> read(in, requests, ended), "compare-requests");
    reader.setDaemon(true);
    reader.start();
    Settings arm = SettingsReader.readFile(TrainingSettings.defaults(), settings);
    try (ArmBench bench = ArmBench.open(arm, level, warnings)) {
      bench.warmUp(warmUp, ended::get);
      out.println(ArmMessages.line(new ArmMessages.Ready(bench.facts())));
      out.flush();
      for (String line = requests.take(); !line.equals(END); line = requests.take()) {
        ArmMessages.Request request = LedgerFormat.JSON.readValue(line, ArmMessages.Request.class);
        List<StepTimes> steps = bench.block(request.settle(), request.steps(), ended::get);
        out.println(
            ArmMessages.line(
                new ArmMessages.Measured(
                    steps.stream().map(StepTimes::toArray).toArray(double[][]::new),
                    ResidentMemory.peakMib(ProcessHandle.current().pid()).orElse(Double.NaN),
                    bench.loaderThreads())));
        out.flush();
      }
    }
  }

  private static void read(BufferedReader in, BlockingQueue<String> requests, AtomicBoolean ended) {
    try {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (!line.isBlank()) {
          requests.add(line);
        }
      }
    } catch (IOException e) {
      // Whoever asked is gone: the same as the end of the input.
      ended.set(true);
    }
    ended.set(true);
    requests.add(END);
  }
}
