package org.saehdbw.cli;

import java.nio.file.Path;
import java.util.List;
import org.saehdbw.experiments.compare.plan.Level;
import org.saehdbw.experiments.compare.running.CompareProgram;

/** Comparisons are made by {@code compare}, their arms measured by {@code compare-arm}. */
public final class CompareCommandProgram implements CompareProgram {
  @Override
  public String mainClass() {
    return Workbench.class.getName();
  }

  @Override
  public List<String> armArguments(Path settings, Level level) {
    return List.of("compare-arm", settings.toString(), "--level", level.text());
  }

  @Override
  public List<String> compareArguments(Path folder) {
    return List.of("compare", folder.toString());
  }
}
