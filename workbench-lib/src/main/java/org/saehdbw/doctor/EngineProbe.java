package org.saehdbw.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.saehdbw.files.Utf8File;
import org.saehdbw.processes.ChildJvm;
import org.saehdbw.processes.ChildStart;

/**
 * Runs {@link EngineCheck} in a child process.
 *
 * @param command the program; the file that it has to write is added
 * @param variables added to its environment
 * @param limit how long it may take; DJL unpacks 430 MB the first time
 */
record EngineProbe(List<String> command, Map<String, String> variables, Duration limit) {
  EngineProbe {
    command = List.copyOf(command);
    variables = Map.copyOf(variables);
  }

  /** Returns the probe of this program in an environment with further variables. */
  static EngineProbe ofThisProgram(Map<String, String> variables, Duration limit) {
    return new EngineProbe(
        ChildJvm.command(
            List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"), EngineCheck.class.getName()),
        variables,
        limit);
  }

  /**
   * Runs the child.
   *
   * @throws InterruptedException if the thread is interrupted; the child has been ended
   */
  ProbeAnswer ask() throws InterruptedException {
    try {
      Path file = Files.createTempFile("doctor", ".json");
      try {
        return ask(file);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      return ProbeAnswer.failed("the process that loads it could not be used: " + e.getMessage());
    }
  }

  private ProbeAnswer ask(Path file) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(command);
    words.add(file.toString());
    ChildStart start = ChildStart.of(words);
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      start = start.variable(variable.getKey(), variable.getValue());
    }
    TimedProgram done = TimedProgram.run(start, limit);
    if (Files.size(file) > 0) {
      try {
        return new ObjectMapper().readValue(Utf8File.readDamaged(file), ProbeAnswer.class);
      } catch (JsonProcessingException e) {
        return ProbeAnswer.failed("the process that loads it wrote no answer that can be read");
      }
    }
    return ProbeAnswer.failed(why(done));
  }

  private String why(TimedProgram done) {
    if (!done.ended()) {
      return done.exitCode() == TimedProgram.NOT_STARTED
          ? "the process that loads it did not start: " + last(done.text())
          : EngineFacts.LATE + limit.toSeconds() + " s";
    }
    return "the process that loads it ended with exit code "
        + done.exitCode()
        + (done.text().isBlank() ? "" : ": " + last(done.text()));
  }

  private static String last(String text) {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    return lines.get(lines.size() - 1).strip();
  }
}
