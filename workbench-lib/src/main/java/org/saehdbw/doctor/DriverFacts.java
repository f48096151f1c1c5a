package org.saehdbw.doctor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NVIDIA's driver.
 *
 * @param library the path of its library; empty if the machine has none
 * @param version such as {@code 535.183.01}; empty if not known
 */
public record DriverFacts(String library, String version) {
  /** The oldest that runs CUDA 12.x, by the compatibility of minor versions. */
  static final String OLDEST = "525.60";

  /** The one that CUDA 12.6 came with. */
  static final String OWN = "560.28";

  private static final Pattern TWO_NUMBERS = Pattern.compile("(\\d{1,6})\\.(\\d{1,6}).*");

  /** Whether there is one. */
  public boolean present() {
    return !library.isEmpty();
  }

  /** Whether its version is known and older than another. */
  boolean olderThan(String other) {
    Matcher mine = TWO_NUMBERS.matcher(version);
    Matcher theirs = TWO_NUMBERS.matcher(other);
    if (!mine.matches() || !theirs.matches()) {
      return false;
    }
    int major = Integer.compare(number(mine, 1), number(theirs, 1));
    return major != 0 ? major < 0 : number(mine, 2) < number(theirs, 2);
  }

  private static int number(Matcher version, int group) {
    return Integer.parseInt(version.group(group));
  }
}
