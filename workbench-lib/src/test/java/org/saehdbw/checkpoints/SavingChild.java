package org.saehdbw.checkpoints;

import java.nio.file.Path;

/** A process that saves generations until it is killed or a save fails. */
final class SavingChild {
  private SavingChild() {}

  /** Takes the folder, the first iteration, how many to save and the elements of an array. */
  public static void main(String[] args) throws CheckpointException {
    CheckpointStore store = new CheckpointStore(Path.of(args[0]), KeepPolicy.defaults());
    long first = Long.parseLong(args[1]);
    for (long i = first; i < first + Long.parseLong(args[2]); i++) {
      store.save(CheckpointSamples.checkpoint(i, Integer.parseInt(args[3])));
    }
  }
}
