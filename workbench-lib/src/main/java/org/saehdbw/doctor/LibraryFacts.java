package org.saehdbw.doctor;

/**
 * Whether a native library loads in a process of its own.
 *
 * @param version empty if it does not load
 * @param problem why it does not; empty if it does
 */
public record LibraryFacts(String version, String problem) {
  /** Whether it loads. */
  public boolean loads() {
    return problem.isEmpty();
  }
}
