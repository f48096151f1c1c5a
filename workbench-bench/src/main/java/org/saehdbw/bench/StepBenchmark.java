package org.saehdbw.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Our training step beside the same step in plain PyTorch (torch_step.py), in alternating rounds of
 * child processes, on fixed random input: times and peak resident memory. Gray and colour of our
 * own step are interleaved likewise.
 */
public final class StepBenchmark {
  /** What our child processes are started with; the heap's limit is what keeps memory small. */
  static final List<String> JVM_OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-Xmx256m",
          "-XX:MaxDirectMemorySize=2g",
          "-Dai.djl.offline=true",
          "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");

  private final BenchOptions options;
  private final ObjectMapper mapper = new ObjectMapper();

  /**
   * One figure.
   *
   * @param name what was measured
   * @param value our median over the rounds
   * @param unit ms or MiB
   * @param baseline the other's median
   * @param ratio the median of the rounds' ratios, ours over the other's
   * @param low the smallest of ours
   * @param high the largest of ours
   */
  public record Row(
      String name,
      double value,
      String unit,
      double baseline,
      double ratio,
      double low,
      double high) {}

  StepBenchmark(BenchOptions options) {
    this.options = options;
  }

  /** Runs the benchmark: options are those of {@link BenchOptions#USAGE}. */
  public static void main(String[] arguments) throws Exception {
    BenchOptions options;
    try {
      options = BenchOptions.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    if (options.emit().isPresent()) {
      StepEmitter.emit(options.emit().get(), options.emitModel(), options.emitBatch());
      System.err.println("wrote " + options.emit().get());
      return;
    }
    StepBenchmark benchmark = new StepBenchmark(options);
    List<Row> rows = benchmark.rows();
    if (options.json()) {
      System.out.println(benchmark.mapper.writeValueAsString(benchmark.document(rows)));
    } else {
      System.out.print(table(rows));
    }
  }

  /** Measures all cases. */
  List<Row> rows() throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    rows.addAll(againstTorch("df-udt-192-128-48-32-16-gray", 2));
    rows.addAll(againstTorch("df-ud-96-64-24-24-16-gray", 4));
    rows.add(grayAgainstColour("df-udt-192-128-48-32-16", 2));
    return rows;
  }

  private List<Row> againstTorch(String model, int batch) throws IOException, InterruptedException {
    BenchPython python = new BenchPython(options.home());
    String interpreter = python.interpreter().toString();
    String script = BenchPython.script("torch_step.py", options.home()).toString();
    List<String> theirs =
        List.of(
            interpreter,
            script,
            model,
            "--batch",
            String.valueOf(batch),
            "--threads",
            String.valueOf(options.threads()),
            "--steps",
            String.valueOf(options.steps()),
            "--json");
    Pairs pairs = alternate(ourCommand(model, batch), theirs);
    String name = model + " batch " + batch;
    return List.of(
        pairs.row(name, "ms", StepTiming::stepMillis),
        pairs.row(name + " peak resident", "MiB", StepTiming::peakRssMib));
  }

  private Row grayAgainstColour(String model, int batch) throws IOException, InterruptedException {
    Pairs pairs =
        alternate(ourCommand(model + "-gray", batch), ourCommand(model + "-colour", batch));
    String name = model + " batch " + batch + ", gray against colour";
    return pairs.row(name, "ms", StepTiming::stepMillis);
  }

  /** Runs both in every round, the order turned from round to round. */
  private Pairs alternate(List<String> ours, List<String> theirs)
      throws IOException, InterruptedException {
    Pairs pairs = new Pairs(new ArrayList<>(), new ArrayList<>());
    for (int round = 0; round < options.rounds(); round++) {
      if (round % 2 == 0) {
        pairs.ours().add(child(ours));
        pairs.theirs().add(child(theirs));
      } else {
        pairs.theirs().add(child(theirs));
        pairs.ours().add(child(ours));
      }
      System.err.printf(
          "round %d: %.1f and %.1f ms%n",
          round + 1, pairs.ours().get(round).stepMillis(), pairs.theirs().get(round).stepMillis());
    }
    return pairs;
  }

  private List<String> ourCommand(String model, int batch) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM_OPTIONS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(OurStepProcess.class.getName());
    command.addAll(List.of(model, String.valueOf(batch), String.valueOf(options.threads())));
    command.addAll(List.of(String.valueOf(options.steps()), options.interpreter().name()));
    return command;
  }

  private StepTiming child(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("OMP_NUM_THREADS", String.valueOf(options.threads()));
    Process process = builder.start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException(
            "ended with exit code " + process.exitValue() + ": " + String.join(" ", command));
      }
      String[] lines = output.strip().split("\n");
      return mapper.readValue(lines[lines.length - 1], StepTiming.class);
    } finally {
      process.destroy();
    }
  }

  private Map<String, Object> document(List<Row> rows) {
    Map<String, Object> environment = new LinkedHashMap<>();
    environment.put("java", System.getProperty("java.version"));
    environment.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    environment.put("processors", Runtime.getRuntime().availableProcessors());
    environment.put("threads", options.threads());
    environment.put("rounds", options.rounds());
    environment.put("steps", options.steps());
    environment.put("interpreter", options.interpreter().name());
    environment.put("jvm_options", String.join(" ", JVM_OPTIONS));
    List<Map<String, Object>> list = new ArrayList<>();
    for (Row row : rows) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("case", row.name());
      entry.put("value", row.value());
      entry.put("unit", row.unit());
      entry.put("baseline", row.baseline());
      entry.put("ratio", row.ratio());
      list.add(entry);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", "step");
    document.put("environment", environment);
    document.put("rows", list);
    return document;
  }

  private static String table(List<Row> rows) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format("%-60s %8s %19s %9s %6s%n", "case", "ours", "range", "other", "ratio"));
    for (Row r : rows) {
      String range = String.format("%.0f-%.0f %s", r.low(), r.high(), r.unit());
      text.append(
          String.format(
              "%-60s %8.1f %19s %9.1f %6.3f%n",
              r.name(), r.value(), range, r.baseline(), r.ratio()));
    }
    return text.toString();
  }
}
