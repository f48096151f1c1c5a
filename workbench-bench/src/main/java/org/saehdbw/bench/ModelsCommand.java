package org.saehdbw.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.cli.CommandOutput;
import org.saehdbw.cli.ExitCode;
import org.saehdbw.files.FileTree;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.settings.SettingsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times importing and exporting a DeepFaceLab model, each time in a fresh process. */
@Command(
    name = "models",
    description = "Time importing a DeepFaceLab model into a run folder, and exporting it again.",
    footerHeading = "%nExample:%n",
    footer = "  ./workbench bench models --model df-udt-192-128-48-32-16-gray --rounds 5")
final class ModelsCommand implements Callable<Integer> {
  private static final double MIB = 1 << 20;

  @Mixin private CommandOutput answer;

  @Option(
      names = "--model",
      paramLabel = "SPEC",
      defaultValue = "df-udt-192-128-48-32-16-gray",
      description =
          "The model; with AdaBelief's state the default has 341 MiB"
              + " (default: ${DEFAULT-VALUE}).")
  private String model;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      defaultValue = "100000",
      description = "How many losses it comes with (default: ${DEFAULT-VALUE}).")
  private int iterations;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often each is done (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--heap-mib",
      paramLabel = "N",
      defaultValue = "1024",
      description = "Largest Java heap of the process (default: ${DEFAULT-VALUE}).")
  private int heapMib;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      defaultValue = "results/bench",
      description = "Where the results file goes (default: ${DEFAULT-VALUE}).")
  private Path results;

  @Override
  public Integer call() throws IOException, InterruptedException, SettingsException {
    BenchOptions.atLeastOne("--iterations", iterations);
    BenchOptions.atLeastOne("--rounds", rounds);
    BenchOptions.atLeastOne("--heap-mib", heapMib);
    ModelSpec spec = ModelSpec.parseNew(model);
    Path folder = Files.createTempDirectory("bench-models");
    try {
      answer.remark("drawing " + spec);
      RunFolder run = DrawnModel.make(spec, iterations, folder.resolve("drawn"));
      List<ImportTiming> exports = new ArrayList<>();
      List<ImportTiming> imports = new ArrayList<>();
      Path theirs = folder.resolve("model");
      for (int round = 0; round < rounds; round++) {
        answer.remark("round " + (round + 1));
        if (round > 0) {
          FileTree.delete(theirs);
        }
        exports.add(child("export", run.path(), theirs));
        Path runs = folder.resolve("runs");
        imports.add(child("import", theirs, runs));
        FileTree.delete(runs);
      }
      double bytes = size(theirs);
      List<BenchRow> rows = new ArrayList<>();
      add(rows, String.format(Locale.ROOT, "import of %.0f MiB", bytes / MIB), imports);
      add(rows, String.format(Locale.ROOT, "export of %.0f MiB", bytes / MIB), exports);
      Map<String, Object> environment = new LinkedHashMap<>();
      environment.put("model", spec.toString());
      environment.put("iterations", iterations);
      environment.put("rounds", rounds);
      environment.put("heap_mib", heapMib);
      BenchReport report = BenchReport.here("models", environment, rows);
      answer.remark("written to " + report.save(results));
      answer.print(report.document(), report.table());
      return ExitCode.DONE;
    } finally {
      FileTree.delete(folder);
    }
  }

  private static void add(List<BenchRow> rows, String what, List<ImportTiming> timings) {
    rows.add(row(what, "ms", timings, ImportTiming::millis));
    rows.add(row("peak heap, " + what, "MiB", timings, ImportTiming::heapMib));
    rows.add(row("peak resident, " + what, "MiB", timings, ImportTiming::peakRssMib));
  }

  private static BenchRow row(
      String name, String unit, List<ImportTiming> timings, ToDoubleFunction<ImportTiming> value) {
    double[] values = timings.stream().mapToDouble(value).toArray();
    double least = Arrays.stream(values).min().orElseThrow();
    double most = Arrays.stream(values).max().orElseThrow();
    return BenchRow.alone(name, Numbers.median(values), unit, least, most);
  }

  private ImportTiming child(String what, Path from, Path to)
      throws IOException, InterruptedException {
    return StepChild.ofOurs(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMib + "m",
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                ModelsProcess.class.getName(),
                what,
                from.toString(),
                to.toString()),
            1)
        .run(ImportTiming.class);
  }

  private static double size(Path folder) throws IOException {
    double bytes = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }
}
