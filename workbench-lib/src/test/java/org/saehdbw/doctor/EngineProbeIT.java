package org.saehdbw.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Children that answer, fail, or never end. */
@Timeout(180)
class EngineProbeIT {
  @TempDir private Path folder;

  private static ProbeAnswer shell(String script, Duration limit) throws InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a POSIX shell");
    return new EngineProbe(List.of("/bin/sh", "-c", script), Map.of("PLANTED", "yes"), limit).ask();
  }

  private static String problem(String script, Duration limit) throws InterruptedException {
    ProbeAnswer answer = shell(script, limit);
    assertThat(answer.cards()).isEmpty();
    assertThat(answer.openCv().problem()).isEqualTo(answer.engine().problem());
    return answer.engine().problem();
  }

  @Test
  void theLibrariesOfThisProgramLoad() throws InterruptedException {
    ProbeAnswer answer = EngineProbe.ofThisProgram(Map.of(), Duration.ofSeconds(150)).ask();
    assertThat(answer.engine().problem()).isEmpty();
    assertThat(answer.engine().version()).isEqualTo("2.7.1");
    assertThat(answer.engine().flavor()).isEqualTo("cpu");
    assertThat(Path.of(answer.engine().folder())).isDirectory();
    assertThat(answer.openCv()).isEqualTo(new LibraryFacts("4.9.0", ""));
    assertThat(answer.cards()).isEmpty();
    assertThat(answer.cardProblem()).isEqualTo("not tried");
  }

  @Test
  void aDamagedLibraryIsAProblemAndNotAnError() throws InterruptedException, IOException {
    Path library = Files.createFile(folder.resolve(System.mapLibraryName("torch")));
    EngineFacts engine =
        EngineProbe.ofThisProgram(
                Map.of("PYTORCH_LIBRARY_PATH", folder.toString(), "PYTORCH_FLAVOR", "cpu"),
                Duration.ofSeconds(150))
            .ask()
            .engine();
    assertThat(engine.works()).isFalse();
    assertThat(engine.problem()).startsWith(library + ": ");
  }

  @Test
  void aChildThatFailsOrHangsIsDescribed() throws InterruptedException {
    Duration patience = Duration.ofSeconds(60);
    assertThat(problem("echo first; echo last >&2; exit 3", patience))
        .isEqualTo("the process that loads it ended with exit code 3: last");
    assertThat(problem("kill -9 $$", patience))
        .isEqualTo("the process that loads it ended with exit code 137");
    assertThat(problem("sleep 300", Duration.ofSeconds(1))).isEqualTo("no answer within 1 s");
    assertThat(problem("echo '{\"engine' >\"$0\"", patience))
        .isEqualTo("the process that loads it wrote no answer that can be read");
    assertThat(
            new EngineProbe(List.of("there-is-no-such-program"), Map.of(), patience)
                .ask()
                .engine()
                .problem())
        .startsWith("the process that loads it did not start: ")
        .contains("there-is-no-such-program");
  }

  /** A library that ends the process: what was found before it counts. */
  @Test
  void theFirstHalfOfAnAnswerCounts() throws InterruptedException {
    String half =
        "{\"engine\": {\"version\": \"2.7.1\", \"flavor\": \"'$PLANTED'\", \"folder\": \"f\","
            + " \"problem\": \"\"}, \"openCv\": {\"version\": \"\", \"problem\": \"p\"},"
            + " \"cards\": [], \"cardProblem\": \"not tried\"}";
    ProbeAnswer answer = shell("echo '" + half + "' >\"$0\"; kill -9 $$", Duration.ofSeconds(60));
    assertThat(answer)
        .isEqualTo(
            new ProbeAnswer(
                new EngineFacts("2.7.1", "yes", "f", ""),
                new LibraryFacts("", "p"),
                List.of(),
                "not tried"));
  }

  @Test
  void anInterruptEndsTheChild() {
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> shell("sleep 300", Duration.ofSeconds(60)));
    assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)).isEmpty();
  }
}
