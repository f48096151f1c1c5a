package org.saehdbw.planning;

import java.util.List;

/**
 * The program that makes the steps of a {@link StepTask}, named in {@code
 * META-INF/services/org.saehdbw.planning.StepProgram}. It prints one line of JSON, a {@link
 * StepReport}, as its last.
 */
public interface StepProgram {
  /** The class whose {@code main} is run. */
  String mainClass();

  /** Its arguments for a task. */
  List<String> arguments(StepTask task);
}
