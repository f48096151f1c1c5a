package org.saehdbw.experiments.compare.running;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.saehdbw.experiments.compare.plan.Arm;
import org.saehdbw.experiments.compare.plan.CompareFolder;
import org.saehdbw.experiments.compare.plan.CompareSpec;
import org.saehdbw.experiments.compare.plan.Level;
import org.saehdbw.experiments.compare.plan.RoundOrder;
import org.saehdbw.experiments.compare.results.ComparisonEntry;
import org.saehdbw.experiments.compare.results.ComparisonLedger;

/** Measures the rounds of a level that are missing, and writes each down when it is whole. */
public final class Measuring {
  private final CompareSpec spec;
  private final CompareFolder folder;
  private final ComparisonLedger ledger;
  private final int session;
  private final BooleanSupplier stop;
  private final Consumer<String> progress;

  Measuring(
      CompareSpec spec,
      CompareFolder folder,
      ComparisonLedger ledger,
      int session,
      BooleanSupplier stop,
      Consumer<String> progress) {
    this.spec = spec;
    this.folder = folder;
    this.ledger = ledger;
    this.session = session;
    this.stop = stop;
    this.progress = progress;
  }

  /**
   * Measures a level.
   *
   * @throws CancellationException if it was to stop; whole rounds are kept
   */
  void run(Level level) throws IOException, InterruptedException {
    List<ComparisonEntry.Round> before = ledger.state().rounds(level, spec.arms());
    Set<Integer> done =
        before.stream().map(ComparisonEntry.Round::round).collect(Collectors.toSet());
    int process = before.stream().mapToInt(ComparisonEntry.Round::process).max().orElse(-1);
    Map<Arm, ArmProcess> processes = new EnumMap<>(Arm.class);
    int lived = 0;
    try {
      for (int round = 0; round < spec.plan().rounds(); round++) {
        if (done.contains(round)) {
          continue;
        }
        if (processes.isEmpty() || lived == spec.plan().roundsPerProcess()) {
          close(processes);
          start(level, processes);
          process++;
          lived = 0;
        }
        ledger.append(
            new ComparisonEntry.Round(
                session, level.text(), round, process, measure(round, processes)));
        lived++;
        progress.accept(
            String.format(
                Locale.ROOT,
                "%s: round %d of %d measured",
                level,
                round + 1,
                spec.plan().rounds()));
      }
    } finally {
      close(processes);
    }
  }

  private void start(Level level, Map<Arm, ArmProcess> processes)
      throws IOException, InterruptedException {
    for (Arm arm : spec.arms()) {
      progress.accept(String.format(Locale.ROOT, "%s: starting %s", level, arm));
      Path log = folder.arms().resolve(arm + "-" + level + ".log");
      CompareTask.Arm task = new CompareTask.Arm(settings(arm), level, spec.plan().warmUp());
      ArmProcess started = ArmProcess.start(task, arm + " (" + level + ")", log, stop);
      processes.put(arm, started);
      ledger.append(new ComparisonEntry.Facts(session, level.text(), arm.text(), started.facts()));
    }
  }

  private Path settings(Arm arm) {
    return folder.arms().resolve(arm + ".yaml");
  }

  private List<ComparisonEntry.Block> measure(int round, Map<Arm, ArmProcess> processes)
      throws IOException, InterruptedException {
    List<ComparisonEntry.Block> blocks = new ArrayList<>();
    for (Arm arm : RoundOrder.of(spec.arms(), round)) {
      ArmProcess process = processes.get(arm);
      if (process == null) {
        throw new IllegalStateException("no process for " + arm);
      }
      ArmMessages.Measured block = process.block(spec.plan().settle(), spec.plan().steps());
      blocks.add(
          new ComparisonEntry.Block(
              arm.text(), block.steps(), block.peakMib(), block.loaderThreads()));
    }
    return blocks;
  }

  /** Writes the arms' settings for their processes. */
  static void writeSettings(CompareFolder folder, Arm arm, String yaml) throws IOException {
    Files.createDirectories(folder.arms());
    Files.writeString(folder.arms().resolve(arm + ".yaml"), yaml);
  }

  private static void close(Map<Arm, ArmProcess> processes) {
    processes.values().forEach(ArmProcess::close);
    processes.clear();
  }
}
