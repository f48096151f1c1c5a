package org.saehdbw.testing;

import java.util.ArrayList;
import java.util.List;

/**
 * Ends a program at one change of a {@link FaultyDisk}. To the disk this is the same as a kill at
 * that moment: the system keeps what was changed before, closes the files, and the program changes
 * nothing more. So from that change on every further one is refused by the same error, and no
 * handler of errors can tidy up.
 */
public final class Killer implements FaultyDisk.Watch {
  /**
   * What ends the program. It is no exception, so that nothing takes it for a fault of the disk.
   */
  public static final class Killed extends Error {
    private static final long serialVersionUID = 1;

    Killed(String change) {
      super("killed before: " + change);
    }
  }

  private final int last;
  private final List<String> changes = new ArrayList<>();

  private Killer(int last) {
    this.last = last;
  }

  /** Kills before the change of a number, counted from 1. */
  public static Killer before(int number) {
    return new Killer(number);
  }

  /** Never kills, and counts. */
  public static Killer counting() {
    return new Killer(Integer.MAX_VALUE);
  }

  /** Returns the changes that were made, in order. */
  public List<String> changes() {
    return List.copyOf(changes);
  }

  @Override
  public void before(String change) {
    if (changes.size() + 1 >= last) {
      throw new Killed(change);
    }
    changes.add(change);
  }
}
