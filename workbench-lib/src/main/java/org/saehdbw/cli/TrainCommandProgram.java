package org.saehdbw.cli;

import java.nio.file.Path;
import java.util.List;
import org.saehdbw.experiments.TrainerProgram;

/** Runs started in notebooks are trained by {@code train --resume}. */
public final class TrainCommandProgram implements TrainerProgram {
  @Override
  public String mainClass() {
    return Workbench.class.getName();
  }

  @Override
  public List<String> arguments(Path runFolder) {
    return List.of("train", "--resume", runFolder.toString());
  }
}
