package org.saehdbw.cli;

import java.nio.file.Path;
import java.util.List;
import org.saehdbw.experiments.TrainerProgram;

/** Runs and sweeps that are started in notebooks are commands of their own. */
public final class TrainCommandProgram implements TrainerProgram {
  @Override
  public String mainClass() {
    return Workbench.class.getName();
  }

  @Override
  public List<String> arguments(Path runFolder) {
    return List.of("train", "--resume", runFolder.toString());
  }

  @Override
  public List<String> namedRunArguments(Path settings, Path runs, String name) {
    return List.of(
        "train", settings.toString(), "--runs", runs.toString(), "--name", name, "--continue");
  }

  @Override
  public List<String> sweepArguments(Path experiment, Path results) {
    return List.of("sweep", experiment.toString(), "--results", results.toString());
  }
}
