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

  /**
   * Its arguments for a run of a name, which it begins or goes on with.
   *
   * @param settings the settings file
   * @param runs where run folders stand
   * @param name the run's name
   */
  List<String> namedRunArguments(Path settings, Path runs, String name);

  /**
   * Its arguments for a sweep, which it begins or goes on with.
   *
   * @param experiment the experiment file
   * @param results where result folders stand
   */
  List<String> sweepArguments(Path experiment, Path results);
}
