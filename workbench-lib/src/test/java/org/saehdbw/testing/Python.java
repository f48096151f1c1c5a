package org.saehdbw.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The Python of the tests, which opens what we wrote with the programs that it is for. */
public final class Python {
  private static final String NAME = System.getProperty("saehdbw.test.python", "python3");

  private Python() {}

  /** Skips the test where a package is not installed. */
  public static void assumeHas(String module) throws IOException, InterruptedException {
    assumeTrue(run("import " + module).isEmpty(), NAME + " with " + module + " is not installed");
  }

  /**
   * Runs a program.
   *
   * @param program its text, then its arguments
   * @return what it said, or nothing if it ended well
   */
  public static String run(String... program) throws IOException, InterruptedException {
    Path log = Files.createTempFile("python", ".log");
    ProcessBuilder builder = new ProcessBuilder(NAME, "-c");
    builder.command().addAll(List.of(program));
    try {
      Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return "timed out";
      }
      String said = Files.readString(log, StandardCharsets.UTF_8);
      return process.exitValue() == 0 ? "" : said + "exit " + process.exitValue();
    } catch (IOException e) {
      return "cannot be started: " + e;
    } finally {
      Files.delete(log);
    }
  }
}
