package org.saehdbw.doctor;

/**
 * PyTorch, tried in a process of its own.
 *
 * @param version such as {@code 2.7.1}; empty if it does not load
 * @param flavor the build, such as {@code cpu} or {@code cu128}
 * @param folder where its libraries are
 * @param problem why it does not load, or what it computes wrongly; empty if all is well
 */
public record EngineFacts(String version, String flavor, String folder, String problem) {
  /** How the problem begins of one whose process did not end in time. */
  static final String LATE = "no answer within ";

  /** What is said of one that did not load. */
  static EngineFacts failed(String problem) {
    return new EngineFacts("", "", "", problem);
  }

  /** Whether it loads and a small product and its gradient are exact. */
  public boolean works() {
    return problem.isEmpty();
  }

  /** Whether it may only have been slow. */
  boolean late() {
    return problem.startsWith(LATE);
  }

  /** Whether it is a build for NVIDIA cards. */
  boolean forCards() {
    return flavor.startsWith("cu");
  }
}
