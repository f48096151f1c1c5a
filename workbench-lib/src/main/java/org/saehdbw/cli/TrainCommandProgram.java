package org.saehdbw.cli;

import java.util.ArrayList;
import java.util.List;
import org.saehdbw.experiments.TrainerTask;
import org.saehdbw.processes.ChildProgram;

/** Runs and sweeps that are started in notebooks are commands of their own. */
public final class TrainCommandProgram implements ChildProgram<TrainerTask> {
  @Override
  public Class<TrainerTask> task() {
    return TrainerTask.class;
  }

  @Override
  public String mainClass() {
    return Workbench.class.getName();
  }

  @Override
  public List<String> arguments(TrainerTask task) {
    List<String> words = new ArrayList<>();
    if (task instanceof TrainerTask.Resume resume) {
      words.addAll(List.of("train", "--resume", resume.run().toString()));
      resume.changes().forEach(change -> words.addAll(List.of("--set", change)));
    } else if (task instanceof TrainerTask.Named named) {
      words.addAll(List.of("train", named.settings().toString()));
      words.addAll(List.of("--runs", named.runs().toString()));
      words.addAll(List.of("--name", named.name(), "--continue"));
      if (named.waits()) {
        words.add(TrainCommand.WHEN_TOLD);
      }
    } else if (task instanceof TrainerTask.Sweep sweep) {
      words.addAll(List.of("sweep", sweep.experiment().toString()));
      words.addAll(List.of("--results", sweep.results().toString()));
    }
    return words;
  }
}
