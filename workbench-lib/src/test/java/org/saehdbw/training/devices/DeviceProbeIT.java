package org.saehdbw.training.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.testing.Await;

/** Asks child processes that answer, fail, or never end. */
@Timeout(120)
class DeviceProbeIT {
  private static final String INSTEAD =
      "; training on the CPU. \"device: cpu\" skips the detection, and \"forced_device: {name: ...,"
          + " memory_mib: ...}\" replaces the driver's answer";
  @TempDir private Path root;
  private final List<String> warnings = new ArrayList<>();

  private static List<String> child(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add(DeviceChild.class.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  private TrainingDevice auto(List<String> command, Duration timeOut) throws InterruptedException {
    return DeviceChoice.choose(
        "auto", Optional.empty(), timeOut, DeviceProbe.of(command), warnings::add);
  }

  private static String asked(List<String> command) {
    return "the child process that lists cards (" + String.join(" ", command) + ") ";
  }

  /** A process that was ended may take a moment to be gone. */
  @AfterEach
  void nothingIsLeftRunning() throws Exception {
    assertThat(Await.comes(Duration.ofSeconds(10), () -> !childLives())).isTrue();
  }

  private static boolean childLives() {
    return ProcessHandle.current().descendants().anyMatch(ProcessHandle::isAlive);
  }

  @Test
  void aChildThatNeverEndsCostsTheTimeOutAndAWarning() throws InterruptedException {
    List<String> command = child("sleep");
    TrainingDevice device = auto(command, Duration.ofMillis(1500));
    assertThat(device.name()).isEqualTo("cpu");
    assertThat(device.gpu()).isEqualTo("none");
    assertThat(warnings)
        .containsExactly(
            "device: " + asked(command) + "gave no answer within 1.5 s and was ended" + INSTEAD);
  }

  @Test
  void whatTheChildStartedEndsWithIt() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a POSIX shell");
    Path pid = root.resolve("pid");
    auto(
        List.of("/bin/sh", "-c", "sleep 300 & echo $! > \"$0\"; wait", pid.toString()),
        Duration.ofSeconds(2));
    assertThat(warnings).hasSize(1);
    long started = Long.parseLong(Files.readString(pid).strip());
    // Whoever inherits the process may leave it in the table, but then without a program.
    assertThat(Await.comes(Duration.ofSeconds(5), () -> !isAtWork(started))).isTrue();
  }

  private static boolean isAtWork(long pid) {
    return ProcessHandle.of(pid).flatMap(process -> process.info().command()).isPresent();
  }

  @Test
  void aCardThatIsFoundStaysIdleAndThatIsSaid() throws InterruptedException {
    String list =
        "{\"cards\": [{\"name\": \"cuda:0\", \"memoryMib\": 81920},"
            + " {\"name\": \"cuda:1\", \"memoryMib\": 1}]}";
    TrainingDevice device = auto(child("write", list), Duration.ofSeconds(60));
    assertThat(device.name()).isEqualTo("cpu");
    assertThat(device.gpu()).isEqualTo("cuda:0");
    assertThat(warnings)
        .containsExactly(
            "device: found cuda:0 with 81920 MiB, but this version does not train on cards from"
                + " Java; training on the CPU. \"device: cpu\" silences this, docs/cuda.md says"
                + " what a card can do");
  }

  @Test
  void noCardIsNoWarning() throws InterruptedException {
    assertThat(auto(child("write", "{\"cards\": []}"), Duration.ofSeconds(60)).gpu())
        .isEqualTo("none");
    assertThat(warnings).isEmpty();
  }

  @Test
  void aChildThatFailsIsQuoted() throws InterruptedException {
    List<String> command = child("fail");
    assertThat(auto(command, Duration.ofSeconds(60)).name()).isEqualTo("cpu");
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0))
        .startsWith("device: " + asked(command) + "ended with exit code 1: ")
        .contains("org.saehdbw.training.devices.DeviceChild.main")
        .endsWith(INSTEAD);
  }

  @Test
  void aListThatIsMissingOrNoListIsSaid() throws InterruptedException {
    List<String> none = child("nothing");
    assertThat(auto(none, Duration.ofSeconds(60)).name()).isEqualTo("cpu");
    List<String> torn = child("write", "{\"cards\": [");
    assertThat(auto(torn, Duration.ofSeconds(60)).name()).isEqualTo("cpu");
    List<String> other = child("write", "{}");
    assertThat(auto(other, Duration.ofSeconds(60)).name()).isEqualTo("cpu");
    assertThat(warnings)
        .containsExactly(
            "device: " + asked(none) + "wrote no list" + INSTEAD,
            "device: " + asked(torn) + "wrote a list that cannot be read" + INSTEAD,
            "device: " + asked(other) + "wrote a list that cannot be read" + INSTEAD);
  }

  @Test
  void aProgramThatIsNotThereIsSaid() throws InterruptedException {
    List<String> command = List.of("there-is-no-such-program");
    assertThat(auto(command, Duration.ofSeconds(60)).name()).isEqualTo("cpu");
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0))
        .startsWith("device: " + asked(command) + "could not be used: ")
        .contains("there-is-no-such-program")
        .endsWith(INSTEAD);
  }

  @Test
  void anInterruptEndsTheChild() {
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> auto(child("sleep"), Duration.ofSeconds(60)));
    assertThat(warnings).isEmpty();
  }

  /** The real listing: loads PyTorch in a child and finds no card with a build for the CPU. */
  @Test
  void thisProgramListsItsCards() throws DeviceProbeException, InterruptedException {
    assertThat(DeviceProbe.ofThisProgram().list(Duration.ofSeconds(100)).cards()).isEmpty();
  }
}
