package org.saehdbw.cli;

import java.util.ArrayList;
import java.util.List;
import org.saehdbw.experiments.compare.running.CompareTask;
import org.saehdbw.processes.ChildProgram;

/** Comparisons are made by {@code compare}, their arms measured by {@code compare-arm}. */
public final class CompareCommandProgram implements ChildProgram<CompareTask> {
  @Override
  public Class<CompareTask> task() {
    return CompareTask.class;
  }

  @Override
  public String mainClass() {
    return Workbench.class.getName();
  }

  @Override
  public List<String> arguments(CompareTask task) {
    List<String> words = new ArrayList<>();
    if (task instanceof CompareTask.Arm arm) {
      words.addAll(List.of("compare-arm", arm.settings().toString()));
      words.addAll(List.of("--level", arm.level().text()));
      words.addAll(List.of("--warm-up", String.valueOf(arm.warmUp())));
    } else if (task instanceof CompareTask.Whole whole) {
      words.addAll(List.of("compare", whole.folder().toString()));
    }
    return words;
  }
}
