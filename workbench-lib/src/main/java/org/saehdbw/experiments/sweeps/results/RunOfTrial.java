package org.saehdbw.experiments.sweeps.results;

import java.util.Collection;
import java.util.Optional;
import org.saehdbw.runs.RunFolder;

/**
 * Which run folder is a trial's.
 *
 * @param name the folder's name, where the ledger has it
 * @param label what the label of the folder begins with, for a trial that has no result yet; empty
 *     where none is known
 */
public record RunOfTrial(Optional<String> name, String label) {
  /** Finds it; of several with the label, as after a failure, the last one. */
  public Optional<RunFolder> in(Collection<RunFolder> runs) {
    return runs.stream().filter(this::isIt).reduce((earlier, later) -> later);
  }

  private boolean isIt(RunFolder run) {
    return name.map(run.name()::equals).orElse(!label.isEmpty() && run.label().startsWith(label));
  }
}
