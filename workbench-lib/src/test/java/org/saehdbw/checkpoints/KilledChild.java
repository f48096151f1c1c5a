package org.saehdbw.checkpoints;

import java.io.IOException;
import java.nio.file.Path;
import org.saehdbw.testing.Killer;

/** A process that saves and really ends before one of the changes that it makes to the disk. */
final class KilledChild {
  static final int ENDED = 137;

  private KilledChild() {}

  /** Takes the folder, the iteration to save and the number of the change. */
  public static void main(String[] args) throws IOException {
    Killer killer = Killer.before(Integer.parseInt(args[2]));
    new SavedFolder(Path.of(args[0]))
        .save(
            Long.parseLong(args[1]),
            change -> {
              try {
                killer.before(change);
              } catch (Killer.Killed e) {
                Runtime.getRuntime().halt(ENDED);
              }
            });
  }
}
