package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.EngineException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class FailureTest {
  private static Failure of(Throwable thrown) {
    return Failure.of(thrown, "advice");
  }

  @Test
  void whoeverDoesNotTrainIsNotToldToTrainSmaller() {
    Exception full = new ExecutionException(new OutOfMemoryError("Java heap space"));
    assertThat(of(full))
        .isEqualTo(new Failure("out of memory (Java heap space); advice", ExitCode.FAILED));
    CommandLine commandLine = Workbench.commandLine();
    commandLine.getCommandSpec().removeSubcommand("train");
    commandLine.addSubcommand(new BrokenTraining(full)).addSubcommand(new Broken(full));
    assertThat(run(commandLine, "train"))
        .isEqualTo(
            "workbench train: out of memory (Java heap space); try a smaller batch_size or"
                + " resolution\n");
    assertThat(run(commandLine, "broken"))
        .isEqualTo(
            "workbench broken: out of memory (Java heap space); close other programs, or give Java"
                + " more: WORKBENCH_JAVA_OPTIONS=-Xmx6g\n");
  }

  @Test
  void callersMistakeIsAskedWrongly() {
    assertThat(of(new IllegalArgumentException("resolution must be 96, got 95")))
        .isEqualTo(new Failure("resolution must be 96, got 95", ExitCode.ASKED_WRONGLY));
  }

  @Test
  void wrongMomentAndFilesAreFailures() {
    assertThat(of(new IllegalStateException("the run is in use")))
        .isEqualTo(new Failure("the run is in use", ExitCode.FAILED));
    assertThat(of(new NoSuchFileException("datasets/none")))
        .isEqualTo(new Failure("no such file or folder: datasets/none", ExitCode.FAILED));
    assertThat(of(new FileSystemException("w", null, "No space left on device")))
        .isEqualTo(new Failure("w: No space left on device", ExitCode.FAILED));
  }

  @Test
  void anEngineThatDoesNotLoadSaysWhy() {
    assertThat(
            of(
                new EngineException(
                    "Failed to load PyTorch native library",
                    new UnsatisfiedLinkError("libtorch_cuda.so: libcudnn.so.9: cannot open"))))
        .isEqualTo(
            new Failure(
                "Failed to load PyTorch native library: libtorch_cuda.so: libcudnn.so.9: cannot"
                    + " open (./workbench doctor shows more)",
                ExitCode.FAILED));
  }

  @Test
  void wrappersAreLookedThrough() {
    var inner = new IOException("face.jpg ends\n  after 12 bytes");
    assertThat(of(new ExecutionException(new UncheckedIOException(inner))))
        .isEqualTo(new Failure("face.jpg ends after 12 bytes", ExitCode.FAILED));
  }

  @Test
  void interruptionIsAStop() {
    assertThat(of(new InterruptedException())).isEqualTo(new Failure("stopped", 130));
  }

  @Test
  void faultsOfOursSaySo() {
    assertThat(of(new ArrayIndexOutOfBoundsException("Index 3 out of bounds")).message())
        .isEqualTo(
            "unexpected ArrayIndexOutOfBoundsException: Index 3 out of bounds"
                + " (a fault of the workbench; --debug shows where)");
  }

  @Test
  void stackTraceIsShownOnlyWhenAskedFor() {
    assertThat(run("broken")).isEqualTo("workbench broken: disk is full\n");
    assertThat(run("broken", "--debug"))
        .startsWith("workbench broken: disk is full\njava.io.IOException: disk is full\n\tat ");
    assertThat(run("--debug", "broken")).contains("\tat ");
  }

  private static String run(String... args) {
    IOException full = new IOException("disk is full");
    return run(Workbench.commandLine().addSubcommand(new Broken(full)), args);
  }

  private static String run(CommandLine commandLine, String... args) {
    StringWriter err = new StringWriter();
    commandLine.setErr(new PrintWriter(err, true));
    assertThat(commandLine.execute(args)).isEqualTo(ExitCode.FAILED);
    return err.toString().replace("\r\n", "\n");
  }

  @Command(name = "broken")
  private static class Broken implements Callable<Integer> {
    private final Exception problem;

    Broken(Exception problem) {
      this.problem = problem;
    }

    @Override
    public Integer call() throws Exception {
      throw problem;
    }
  }

  @Command(name = "train")
  private static final class BrokenTraining extends Broken {
    BrokenTraining(Exception problem) {
      super(problem);
    }
  }
}
