package org.saehdbw.cli;

import ai.djl.engine.EngineException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.files.Workspace;
import org.saehdbw.planning.CostSettings;
import org.saehdbw.planning.StepReport;
import org.saehdbw.planning.StepTask;
import org.saehdbw.processes.ChildProgram;
import org.saehdbw.runs.LackOfMemory;
import org.saehdbw.runs.memory.ResidentMemory;
import org.saehdbw.tensors.Precision;
import org.saehdbw.training.steps.Interpreter;
import org.saehdbw.training.steps.StepMemory;
import org.saehdbw.training.steps.SyntheticStep;

/**
 * The child process of the planning package: makes training steps on random pictures and prints a
 * {@link StepReport}. It ends when its parent does.
 */
public final class StepProcess implements ChildProgram<StepTask> {
  @Override
  public Class<StepTask> task() {
    return StepTask.class;
  }

  @Override
  public String mainClass() {
    return StepProcess.class.getName();
  }

  @Override
  public List<String> arguments(StepTask task) {
    List<String> words =
        new ArrayList<>(
            List.of(
                task.spec().toString(),
                String.valueOf(task.batch()),
                task.precision().name(),
                String.valueOf(task.threads()),
                String.valueOf(task.warmUp()),
                String.valueOf(task.steps()),
                String.valueOf(task.seconds()),
                String.valueOf(task.memory().microBatch()),
                String.valueOf(task.memory().checkpointing())));
    words.addAll(task.settings().words());
    return List.copyOf(words);
  }

  /** Makes the steps of the {@link #arguments}. */
  public static void main(String[] words) throws IOException {
    Workspace.directLibraries();
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    PrintStream answer = System.out;
    System.setOut(System.err);
    Thread parent = new Thread(StepProcess::endWithParent, "parent-watch");
    parent.setDaemon(true);
    parent.start();
    StepTask task = task(List.of(words));
    List<Double> millis = new ArrayList<>();
    StepReport report = report(task, millis);
    answer.println(new ObjectMapper().writeValueAsString(report));
    // The engine's own threads would keep the process alive after a failure.
    System.exit(report.message().isEmpty() ? ExitCode.DONE : ExitCode.FAILED);
  }

  /** Reads the {@link #arguments}. */
  static StepTask task(List<String> words) {
    return new StepTask(
        ModelSpec.parse(words.get(0)),
        Integer.parseInt(words.get(1)),
        Precision.valueOf(words.get(2)),
        Integer.parseInt(words.get(3)),
        Integer.parseInt(words.get(4)),
        Integer.parseInt(words.get(5)),
        Double.parseDouble(words.get(6)),
        new StepMemory(Integer.parseInt(words.get(7)), Boolean.parseBoolean(words.get(8))),
        new CostSettings(words.subList(9, words.size())));
  }

  private static StepReport report(StepTask task, List<Double> millis) {
    try {
      make(task, millis);
      return new StepReport(false, "", millis, peak());
    } catch (OutOfMemoryError | EngineException | IllegalArgumentException e) {
      return failed(e, millis);
    }
  }

  /** Only what says so is a lack of memory; everything else is a mistake that must be seen. */
  static StepReport failed(Throwable e, List<Double> millis) {
    String message = String.valueOf(e.getMessage());
    boolean memory = LackOfMemory.isCauseOf(e);
    return new StepReport(memory, message.lines().findFirst().orElse("failed"), millis, peak());
  }

  private static void make(StepTask task, List<Double> millis) {
    try (SyntheticStep step =
        new SyntheticStep(
            task.spec(),
            task.settings().losses(task.spec()),
            Interpreter.SCRIPT,
            task.precision(),
            task.memory(),
            task.threads(),
            task.batch())) {
      for (int i = 0; i < task.warmUp(); i++) {
        step.run();
      }
      long begun = System.nanoTime();
      while (millis.size() < task.steps() || System.nanoTime() - begun < task.seconds() * 1e9) {
        long start = System.nanoTime();
        step.run();
        millis.add((System.nanoTime() - start) / 1e6);
      }
    }
  }

  private static double peak() {
    return ResidentMemory.peakMib(ProcessHandle.current().pid()).orElse(0);
  }

  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // What the parent writes, it writes for nobody.
      }
    } catch (IOException e) {
      // The same as the end of the stream.
    }
    Runtime.getRuntime().halt(ExitCode.FAILED);
  }
}
