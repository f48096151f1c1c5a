package org.saehdbw.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.saehdbw.tensors.Precision;
import org.saehdbw.training.steps.Interpreter;

/**
 * Our training step beside the same step in plain PyTorch (torch_step.py), in alternating rounds of
 * child processes, on fixed random input: times and peak resident memory. Gray and colour of our
 * own step are interleaved likewise.
 */
final class StepBenchmark {
  /** What our child processes are started with; the heap's limit is what keeps memory small. */
  static final List<String> JVM_OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-Xmx256m",
          "-XX:MaxDirectMemorySize=2g",
          "-Dai.djl.offline=true",
          "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");

  /** The patch discriminator's power. */
  private static final double GAN = 0.1;

  private final BenchOptions options;
  private final String only;
  private final Consumer<String> progress;

  /**
   * Prepares the benchmark.
   *
   * @param options how it runs
   * @param only {@code float32}, {@code trainer}, {@code bf16}, {@code gan}, or nothing for all
   * @param progress receives each round
   */
  StepBenchmark(BenchOptions options, String only, Consumer<String> progress) {
    this.options = options;
    this.only = only;
    this.progress = progress;
  }

  /** Measures all cases: ours beside PyTorch's for two models, then our gray beside our colour. */
  BenchReport report() throws IOException, InterruptedException {
    Path python =
        options.python().isPresent()
            ? options.python().get()
            : new BenchPython(options.home(), progress).interpreter();
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("baseline_pytorch", BenchPython.torchVersion(python));
    settings.put("threads", options.threads());
    settings.put("rounds", options.rounds());
    settings.put("steps", options.steps());
    settings.put("interpreter", options.interpreter().name().toLowerCase(Locale.ROOT));
    settings.put("jvm_options", String.join(" ", JVM_OPTIONS));
    return BenchReport.here("step", settings, rows(python));
  }

  private List<BenchRow> rows(Path python) throws IOException, InterruptedException {
    List<BenchRow> rows = new ArrayList<>();
    if (asked("float32")) {
      rows.addAll(againstTorch(python, "df-udt-192-128-48-32-16-gray", 2, Precision.FLOAT32, 0));
      rows.addAll(againstTorch(python, "df-ud-96-64-24-24-16-gray", 4, Precision.FLOAT32, 0));
      rows.add(grayAgainstColour("df-udt-192-128-48-32-16", 2));
    }
    if (asked("trainer")) {
      rows.add(trainerAgainstTorch(python, "df-udt-64-64-16-16-16-gray", 4));
    }
    if (asked("gan")) {
      rows.addAll(againstTorch(python, "df-ud-96-64-24-24-16-gray", 4, Precision.FLOAT32, GAN));
    }
    if (asked("bf16") && options.interpreter() == Interpreter.SCRIPT) {
      rows.addAll(againstTorch(python, "df-udt-192-128-48-32-16-gray", 2, Precision.BF16, 0));
      rows.add(halfAgainstFull("df-udt-192-128-48-32-16-gray", 2));
      rows.add(halfAgainstFull("df-ud-96-64-24-24-16-gray", 4));
    }
    return rows;
  }

  private boolean asked(String part) {
    return only.isEmpty() || only.equals(part);
  }

  /** Small steps are short: five times as many are timed. */
  private BenchRow trainerAgainstTorch(Path python, String model, int batch)
      throws IOException, InterruptedException {
    String name = model + " batch " + batch + ", trainer with loader against fixed input";
    progress.accept(name);
    int steps = 5 * options.steps();
    List<String> ours = java(TrainerStepProcess.class, model, batch, options.threads());
    ours.add(String.valueOf(steps));
    Pairs pairs =
        alternate(
            StepChild.ofOurs(ours, options.threads()),
            StepChild.ofPyTorch(torch(python, model, batch, steps), options.threads()));
    return pairs.row(name, "ms", StepTiming::stepMillis);
  }

  private List<String> torch(Path python, String model, int batch, int steps) throws IOException {
    String script = BenchPython.script("torch_step.py", options.home()).toString();
    return new ArrayList<>(
        List.of(
            python.toString(),
            "-W",
            "ignore::UserWarning",
            script,
            model,
            "--batch",
            String.valueOf(batch),
            "--threads",
            String.valueOf(options.threads()),
            "--steps",
            String.valueOf(steps),
            "--json"));
  }

  private List<BenchRow> againstTorch(
      Path python, String model, int batch, Precision precision, double gan)
      throws IOException, InterruptedException {
    List<String> theirs = torch(python, model, batch, options.steps());
    String name = model + " batch " + batch;
    if (precision == Precision.BF16) {
      theirs.add("--bf16");
      name += ", bf16";
    }
    if (gan != 0) {
      theirs.addAll(List.of("--gan", String.valueOf(gan)));
      name += ", gan";
    }
    progress.accept(name + ": ours and PyTorch's");
    Pairs pairs =
        alternate(
            ours(model, batch, precision, gan), StepChild.ofPyTorch(theirs, options.threads()));
    return List.of(
        pairs.row(name, "ms", StepTiming::stepMillis),
        pairs.row(name + " peak resident", "MiB", StepTiming::peakRssMib));
  }

  private BenchRow grayAgainstColour(String model, int batch)
      throws IOException, InterruptedException {
    progress.accept(model + ", batch " + batch + ": our gray and our colour");
    Pairs pairs =
        alternate(
            ours(model + "-gray", batch, Precision.FLOAT32, 0),
            ours(model + "-colour", batch, Precision.FLOAT32, 0));
    String name = model + " batch " + batch + ", gray against colour";
    return pairs.row(name, "ms", StepTiming::stepMillis);
  }

  private BenchRow halfAgainstFull(String model, int batch)
      throws IOException, InterruptedException {
    progress.accept(model + ", batch " + batch + ": our bf16 and our float32");
    Pairs pairs =
        alternate(ours(model, batch, Precision.BF16, 0), ours(model, batch, Precision.FLOAT32, 0));
    String name = model + " batch " + batch + ", bf16 against float32";
    return pairs.row(name, "ms", StepTiming::stepMillis);
  }

  /** Runs both in every round, the order turned from round to round. */
  private Pairs alternate(StepChild ours, StepChild theirs)
      throws IOException, InterruptedException {
    Pairs pairs = new Pairs(new ArrayList<>(), new ArrayList<>());
    for (int round = 0; round < options.rounds(); round++) {
      if (round % 2 == 0) {
        pairs.ours().add(ours.run());
        pairs.theirs().add(theirs.run());
      } else {
        pairs.theirs().add(theirs.run());
        pairs.ours().add(ours.run());
      }
      progress.accept(
          String.format(
              Locale.ROOT,
              "round %d of %d: %.1f and %.1f ms",
              round + 1,
              options.rounds(),
              pairs.ours().get(round).stepMillis(),
              pairs.theirs().get(round).stepMillis()));
    }
    return pairs;
  }

  /** Starts the command of a child process of ours; the program's further arguments follow. */
  static List<String> java(Class<?> program, String model, int batch, int threads) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM_OPTIONS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(program.getName());
    command.addAll(List.of(model, String.valueOf(batch), String.valueOf(threads)));
    return command;
  }

  private StepChild ours(String model, int batch, Precision precision, double gan) {
    List<String> command = java(OurStepProcess.class, model, batch, options.threads());
    command.addAll(List.of(String.valueOf(options.steps()), options.interpreter().name()));
    command.addAll(List.of(precision.name(), String.valueOf(gan)));
    return StepChild.ofOurs(command, options.threads());
  }
}
