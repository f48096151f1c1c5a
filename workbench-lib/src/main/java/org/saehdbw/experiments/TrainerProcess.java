package org.saehdbw.experiments;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.saehdbw.runs.RunFolder;

/**
 * Starts a trainer that outlives us, as {@link ChildJvm} does. What it prints goes to the run
 * folder.
 */
final class TrainerProcess {
  private TrainerProcess() {}

  /**
   * Starts the trainer of a prepared run folder.
   *
   * @param words settings that change, {@code key=value}
   */
  static Process start(RunFolder run, List<String> words) throws IOException {
    Files.deleteIfExists(run.stopRequestFile());
    ProcessBuilder builder = ChildJvm.builder(command(run, words));
    builder.redirectInput(ProcessBuilder.Redirect.from(ChildJvm.nothing()));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(run.logFile().toFile()));
    return builder.start();
  }

  static List<String> command(RunFolder run, List<String> words) {
    TrainerProgram program =
        ServiceLoader.load(TrainerProgram.class)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no trainer is on the class path"));
    List<String> arguments = new ArrayList<>(program.arguments(run.path()));
    for (String word : words) {
      arguments.add("--set");
      arguments.add(word);
    }
    return ChildJvm.command(program.mainClass(), arguments);
  }
}
