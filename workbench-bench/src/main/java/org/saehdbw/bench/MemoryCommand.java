package org.saehdbw.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.cli.CommandOutput;
import org.saehdbw.cli.ExitCode;
import org.saehdbw.cli.Workbench;
import org.saehdbw.planning.CostSettings;
import org.saehdbw.planning.MeasuredMemory;
import org.saehdbw.planning.MeasuredMemory.Kind;
import org.saehdbw.planning.StepMeasurement;
import org.saehdbw.planning.StepProbe;
import org.saehdbw.planning.StepTask;
import org.saehdbw.processes.ChildJvm;
import org.saehdbw.processes.ChildStart;
import org.saehdbw.processes.ProcessWatch;
import org.saehdbw.runs.Processor;
import org.saehdbw.runs.memory.ResidentMemory;
import org.saehdbw.synthesis.SyntheticFaces;
import org.saehdbw.tensors.Precision;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures the peak resident memory of steps and of whole trainers again, and writes the file that
 * the planning package is fitted from.
 */
@Command(
    name = "memory",
    description =
        "Measure the memory of steps and trainers again, in the form of measured-memory.csv.",
    footerHeading = "%nExample:%n",
    footer = "  ./workbench bench memory --only df-ud-64 --out results/bench/memory.csv")
final class MemoryCommand implements Callable<Integer> {
  private static final String HERE = "here";
  private static final int FACES = 60;
  private static final int SIDE = 256;
  private static final int ITERATIONS = 6;
  private static final Duration LOOK = Duration.ofMillis(5);

  @Mixin private CommandOutput answer;

  @Option(
      names = "--only",
      paramLabel = "START",
      defaultValue = "",
      description = "Only models whose name starts so.")
  private String only;

  @Option(names = "--ways", description = "Only runs with micro_batch or activation_checkpointing.")
  private boolean ways;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "results/bench/measured-memory.csv",
      description = "Where the table goes (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    Processor here = Processor.here();
    lines.add(
        String.format(
            Locale.ROOT,
            "# %s: %d cores of %s, %s, Java %s, %d threads",
            HERE,
            here.cores(),
            here.name(),
            System.getProperty("os.name"),
            System.getProperty("java.version"),
            here.cores()));
    lines.add(MeasuredMemory.HEADER);
    Path folder = Files.createTempDirectory("bench-memory");
    Path faces = folder.resolve("faces");
    SyntheticFaces.of(FACES).size(SIDE).colour().seed(1).writeTo(faces);
    List<MeasuredMemory.Run> measured = new ArrayList<>();
    for (MeasuredMemory.Run known : MeasuredMemory.read().runs()) {
      if (known.model().startsWith(only) && !(ways && known.isPlain())) {
        double peak = known.kind() == Kind.STEP ? step(known) : trainer(known, faces, folder);
        MeasuredMemory.Run run =
            new MeasuredMemory.Run(
                known.kind(),
                known.model(),
                known.batch(),
                known.memory(),
                known.fitted(),
                HERE,
                peak);
        measured.add(run);
        lines.add(run.line());
        answer.remark(run.line() + ", ships as " + known.peakMib());
      }
    }
    if (out.toAbsolutePath().getParent() != null) {
      Files.createDirectories(out.toAbsolutePath().getParent());
    }
    Files.write(out, lines);
    answer.print(measured, "written to " + out);
    return ExitCode.DONE;
  }

  private static double step(MeasuredMemory.Run run) throws IOException, InterruptedException {
    StepMeasurement made =
        StepProbe.unlimited()
            .run(
                new StepTask(
                    ModelSpec.parse(run.model()),
                    run.batch(),
                    Precision.FLOAT32,
                    Processor.here().cores(),
                    1,
                    2,
                    0,
                    run.memory(),
                    CostSettings.NONE));
    if (!made.done()) {
      throw new IOException(run.model() + ": " + made.outcome().text() + " " + made.message());
    }
    return made.peakMib();
  }

  /** A whole trainer of some iterations with faces, two saves and previews. */
  private static double trainer(MeasuredMemory.Run run, Path faces, Path folder)
      throws IOException, InterruptedException {
    Path settings = folder.resolve("settings.yaml");
    Files.writeString(
        settings,
        String.format(
            Locale.ROOT,
            "model: %s%nbatch_size: %d%nsrc: %s%ndst: %s%ntarget_iter: %d%nsave_beside: %s%n"
                + "micro_batch: %d%nactivation_checkpointing: %s%n",
            run.model(),
            run.batch(),
            faces,
            faces,
            ITERATIONS,
            run.kind() == Kind.TRAINER_BESIDE,
            run.memory().microBatch(),
            run.memory().checkpointing()));
    List<String> command = new ArrayList<>(ChildJvm.command(Workbench.class.getName()));
    command.addAll(
        List.of("train", settings.toString(), "--runs", folder.resolve("runs").toString()));
    Process process = ChildStart.of(command).printingTo(folder.resolve("train.log")).start();
    double[] peak = new double[1];
    try {
      ProcessWatch.of(process)
          .every(LOOK)
          .await(
              age -> {
                peak[0] = Math.max(peak[0], ResidentMemory.peakMib(process.pid()).orElse(0));
                return true;
              });
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != ExitCode.DONE) {
      throw new IOException(
          run.model() + ": " + Files.readString(folder.resolve("train.log")).strip());
    }
    return peak[0];
  }
}
