package org.saehdbw.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.saehdbw.processes.ChildJvm;
import org.saehdbw.testing.Amount;
import org.saehdbw.training.steps.Interpreter;

/** Arrays that autograd still needs must survive garbage collections. */
class GarbageCollectionIT {
  private static final int STEPS = Amount.of(10, 25);

  @ParameterizedTest
  @EnumSource(Interpreter.class)
  void trainsTheSameBytesUnderFrequentCollections(Interpreter interpreter, @TempDir Path folder)
      throws Exception {
    assertThat(child(folder.resolve("often"), interpreter, "-Xmn2m"))
        .isEqualTo(child(folder.resolve("seldom"), interpreter, "-Xmn512m"));
  }

  private static String child(Path result, Interpreter interpreter, String young) throws Exception {
    Process process =
        new ProcessBuilder(
                ChildJvm.command(
                    List.of("-XX:TieredStopAtLevel=1", "-Xmx1g", young),
                    StepRun.class.getName(),
                    List.of(result.toString(), interpreter.name(), String.valueOf(STEPS))))
            .redirectErrorStream(true)
            .redirectOutput(result.resolveSibling(result.getFileName() + ".log").toFile())
            .start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("child ended in time").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue())
        .as(() -> read(result.resolveSibling(result.getFileName() + ".log")))
        .isZero();
    return Files.readString(result);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (java.io.IOException e) {
      return "no log: " + e;
    }
  }
}
