package org.saehdbw.experiments.compare.running;

import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.saehdbw.experiments.compare.plan.Level;

/**
 * The program that measures one arm, and the one that makes a whole comparison, named in {@code
 * META-INF/services/org.saehdbw.experiments.compare.running.CompareProgram}.
 */
public interface CompareProgram {
  /** The class whose {@code main} is run for both. */
  String mainClass();

  /** Its arguments for an arm: settings in a file; commands and answers by its standard streams. */
  List<String> armArguments(Path settings, Level level);

  /** Its arguments for a comparison whose result folder is there. */
  List<String> compareArguments(Path folder);

  /** Finds the program. */
  static CompareProgram find() {
    return ServiceLoader.load(CompareProgram.class)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no comparing program is on the class path"));
  }
}
