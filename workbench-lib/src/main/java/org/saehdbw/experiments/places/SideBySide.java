package org.saehdbw.experiments.places;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How many trainings run at once, and with how many threads each.
 *
 * @param places how many at once, at least 1
 * @param threads of each, at least 1
 * @param remark what the user should know of the choice
 */
public record SideBySide(int places, int threads, Optional<String> remark) {
  /** The most that may be asked for at once. */
  public static final int MOST = 1024;

  /** Memory that stays free for everything else. */
  private static final double USABLE = 0.9;

  /**
   * What is asked.
   *
   * @param key the setting's name, for messages
   * @param parallel how many at once; 0 leaves it to the machine
   * @param trainings how many there are, at least 1
   * @param threads of each, where they are fixed already; 0 leaves them to the machine
   * @param mibEach the predicted peak memory of one, 0 where it is not predicted
   */
  public record Asked(String key, int parallel, int trainings, int threads, double mibEach) {}

  /**
   * Chooses for a machine. Without a word by the user, each training has one thread, and there are
   * as many as cores, since a small model hardly uses a second thread; fewer trainings than cores
   * share the cores out.
   *
   * @param cores physical cores, at least 1
   * @param freeMib memory that is free, if it is known
   */
  public static SideBySide choose(Asked asked, int cores, OptionalDouble freeMib) {
    int wanted = asked.parallel();
    if (wanted == 0) {
      wanted = asked.threads() > 0 ? Math.max(1, cores / asked.threads()) : cores;
    }
    int places = Math.max(1, Math.min(wanted, asked.trainings()));
    int fitting = fitting(asked, freeMib);
    Optional<String> remark = Optional.empty();
    if (fitting < places) {
      remark =
          Optional.of(
              String.format(
                  Locale.ROOT,
                  "%s: memory is enough for %d at once, not %d: a training takes about %.0f MiB,"
                      + " %.0f MiB are free",
                  asked.key(),
                  fitting,
                  places,
                  asked.mibEach(),
                  freeMib.orElse(0)));
      places = fitting;
    } else if (places * Math.max(1, asked.threads()) > cores) {
      remark =
          Optional.of(
              String.format(
                  Locale.ROOT,
                  "%s: %d trainings at once share %d cores and slow one another down",
                  asked.key(),
                  places,
                  cores));
    }
    int threads = asked.threads() > 0 ? asked.threads() : Math.max(1, cores / places);
    return new SideBySide(places, threads, remark);
  }

  /** Returns the places on this machine, each with cores of its own where they take all of them. */
  public Places onCores() {
    return new Places(places, Cores.here().divide(places, threads));
  }

  /** Returns it for people, such as {@code 2 at once, 1 thread each}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s, %d thread%s each",
        places == 1 ? "one at a time" : places + " at once",
        threads,
        threads == 1 ? "" : "s");
  }

  private static int fitting(Asked asked, OptionalDouble freeMib) {
    if (freeMib.isEmpty() || asked.mibEach() <= 0) {
      return Integer.MAX_VALUE;
    }
    return (int) Math.max(1, USABLE * freeMib.getAsDouble() / asked.mibEach());
  }
}
