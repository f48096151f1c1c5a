package org.saehdbw.experiments;

import java.nio.file.Path;
import java.util.List;

/**
 * The program that trains a run folder, named in {@code
 * META-INF/services/org.saehdbw.experiments.TrainerProgram}.
 */
public interface TrainerProgram {
  /** The class whose {@code main} is run. */
  String mainClass();

  /** Its arguments for a run folder. */
  List<String> arguments(Path runFolder);
}
