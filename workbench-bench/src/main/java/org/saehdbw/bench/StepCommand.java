package org.saehdbw.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.cli.CommandOutput;
import org.saehdbw.cli.ExitCode;
import org.saehdbw.tensors.Precision;
import org.saehdbw.training.steps.Interpreter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times our training step beside plain PyTorch's, or writes the step for another machine. */
@Command(
    name = "step",
    description = {
      "Time our training step beside the same step in plain PyTorch, in alternating rounds on fixed"
          + " input.",
      "The first run makes a Python with PyTorch (a download of 1 GB and more, 5 GB installed)"
          + " unless --python names one."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./workbench bench step --json",
      "  ./workbench bench step --emit step-archives",
      "  ./workbench bench step --compare --batch 4"
          + " --model df-ud-64-32-16-16-16-colour,df-udfh-64-32-16-16-16-gray",
      "  ./workbench bench step --emit one --model df-ud-96-64-24-24-16-gray --batch 4"
    })
final class StepCommand implements Callable<Integer> {
  @Mixin private CommandOutput answer;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often both programs run (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "9",
      description = "Timed steps of each run (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      description = "Threads of both programs (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--interpreter",
      paramLabel = "NAME",
      defaultValue = "script",
      description =
          "How our step runs: eager or script, with --compare also channels_last"
              + " (default: ${DEFAULT-VALUE}).")
  private String interpreter;

  @Option(
      names = "--python",
      paramLabel = "PATH",
      description = "A Python that has PyTorch 2.7.1, instead of one made for this.")
  private @Nullable Path python;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = "${sys:workbench.home:-.}/.workbench/bench",
      description = "Where that Python and the scripts go (default: .workbench/bench).")
  private Path home;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      defaultValue = "results/bench",
      description = "Where the results file goes (default: ${DEFAULT-VALUE}).")
  private Path results;

  @Option(
      names = "--emit",
      paramLabel = "DIR",
      description =
          "Measure nothing; write whole steps, update included, as TorchScript archives with a"
              + " Python runner for machines with a card.")
  private @Nullable Path emit;

  @Option(
      names = "--compare",
      description =
          "Time our own steps of the models of --model, each beside the first, without PyTorch;"
              + " the first of --batch and of --precision count.")
  private boolean compare;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      split = ",",
      defaultValue =
          "df-udt-192-128-48-32-16-gray,df-udt-192-128-48-32-16-colour,"
              + "df-ud-64-64-16-16-16-gray,df-ud-64-64-16-16-16-colour",
      description =
          "The models of --emit or --compare, the most important first"
              + " (default: ${DEFAULT-VALUE}).")
  private List<String> models = List.of();

  @Option(
      names = "--batch",
      paramLabel = "N",
      split = ",",
      defaultValue = "8,32,2",
      description = "Their batch sizes, the most important first (default: ${DEFAULT-VALUE}).")
  private List<Integer> batches = List.of();

  @Option(
      names = "--precision",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "float32,bf16",
      description = "Their convolutions: float32, bf16 or both (default: ${DEFAULT-VALUE}).")
  private List<String> precisions = List.of();

  @Option(
      names = "--only",
      paramLabel = "PART",
      defaultValue = "",
      description = "Measure only float32, trainer, bf16 or gan (default: all).")
  private String only;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (emit != null) {
      emit(emit);
      return ExitCode.DONE;
    }
    if (!List.of("", "float32", "trainer", "bf16", "gan").contains(only)) {
      throw new IllegalArgumentException(
          "--only must be float32, trainer, bf16 or gan, got " + only);
    }
    BenchOptions options =
        new BenchOptions(rounds, steps, threads, interpreter(), home, Optional.ofNullable(python));
    BenchReport report =
        compare
            ? compared(options).report()
            : new StepBenchmark(options, only, answer::remark).report();
    answer.remark("written to " + report.save(results));
    answer.print(report.document(), report.table());
    return ExitCode.DONE;
  }

  private ModelSteps compared(BenchOptions options) {
    BenchOptions.atLeastOne("--batch", batches.get(0));
    return new ModelSteps(
        options,
        models.stream().map(ModelSpec::parse).toList(),
        batches.get(0),
        Precision.parse(precisions.get(0)),
        answer::remark);
  }

  private void emit(Path folder) throws IOException {
    List<ModelSpec> specs = models.stream().map(ModelSpec::parse).toList();
    batches.forEach(batch -> BenchOptions.atLeastOne("--batch", batch));
    new StepArchives(specs, batches, precisions.stream().map(Precision::parse).toList())
        .write(folder);
    String next = "python3 " + folder.resolve("run_archive.py") + " --device cuda";
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("folder", folder.toString());
    document.put("models", specs.stream().map(ModelSpec::toString).toList());
    document.put("batches", batches);
    document.put("precisions", precisions);
    answer.print(document, "wrote " + folder + "; with PyTorch 2.7 or later: " + next);
  }

  private Interpreter interpreter() {
    if (compare && interpreter.equals(Interpreter.CHANNELS_LAST.option())) {
      return Interpreter.CHANNELS_LAST;
    }
    return switch (interpreter) {
      case "eager", "script" -> Interpreter.valueOf(interpreter.toUpperCase(Locale.ROOT));
      default ->
          throw new IllegalArgumentException(
              "--interpreter must be eager or script, got " + interpreter);
    };
  }
}
