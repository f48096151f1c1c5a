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
    return choose("auto", command, timeOut, CardNeeds.NONE);
  }

  private TrainingDevice choose(
      String device, List<String> command, Duration timeOut, CardNeeds needs)
      throws InterruptedException {
    return DeviceChoice.choose(
        device, Optional.empty(), timeOut, DeviceProbe.of(command), needs, warnings::add);
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

  private static final String TWO =
      "{\"cards\": [{\"name\": \"cuda:0\", \"memoryMib\": 2048},"
          + " {\"name\": \"cuda:1\", \"memoryMib\": 81920}]}";

  private TrainingDevice ofTwo(String device, CardNeeds needs) throws InterruptedException {
    return choose(device, child("write", TWO), Duration.ofSeconds(60), needs);
  }

  @Test
  void autoTakesTheFirstCardWithEnoughMemory() throws InterruptedException {
    assertThat(ofTwo("auto", new CardNeeds(Optional.empty(), 2048)))
        .isEqualTo(new TrainingDevice("cuda:0", 2048, "cuda:0"));
    assertThat(ofTwo("auto", new CardNeeds(Optional.empty(), 2049)))
        .isEqualTo(new TrainingDevice("cuda:1", 81920, "cuda:1"));
    assertThat(warnings).isEmpty();
  }

  @Test
  void autoTakesTheCpuWhereNoCardCanTrainTheRun() throws InterruptedException {
    TrainingDevice small = ofTwo("auto", new CardNeeds(Optional.empty(), 100_000));
    assertThat(small.name()).isEqualTo("cpu");
    assertThat(small.gpu()).isEqualTo("cuda:0");
    assertThat(ofTwo("auto", new CardNeeds(Optional.of("interpreter must be script"), 1)).name())
        .isEqualTo("cpu");
    assertThat(warnings)
        .containsExactly(
            "device: found cuda:0 with 2048 MiB, cuda:1 with 81920 MiB, but this run needs at"
                + " least 100000 MiB of a card; training on the CPU. \"device: cpu\" silences"
                + " this, docs/cuda.md says what a card can do",
            "device: found cuda:0 with 2048 MiB, cuda:1 with 81920 MiB, but interpreter must be"
                + " script; training on the CPU. \"device: cpu\" silences this, docs/cuda.md says"
                + " what a card can do");
  }

  @Test
  void aNamedCardIsTaken() throws InterruptedException {
    assertThat(ofTwo("cuda:1", CardNeeds.NONE))
        .isEqualTo(new TrainingDevice("cuda:1", 81920, "cuda:1"));
    assertThat(warnings).isEmpty();
    assertThat(ofTwo("cuda:0", new CardNeeds(Optional.empty(), 4096)).name()).isEqualTo("cuda:0");
    assertThat(warnings)
        .containsExactly(
            "device: cuda:0 has 2048 MiB, and this run needs at least 4096 MiB; it may run out of"
                + " memory");
  }

  @Test
  void aNamedCardThatIsNotThereIsRefused() {
    assertThatExceptionOfType(DeviceException.class)
        .isThrownBy(() -> ofTwo("cuda:7", CardNeeds.NONE))
        .withMessage(
            "device must be one of cuda:0, cuda:1, auto, cpu; got cuda:7: this machine has cuda:0"
                + " with 2048 MiB, cuda:1 with 81920 MiB");
    assertThatExceptionOfType(DeviceException.class)
        .isThrownBy(
            () ->
                choose(
                    "cuda:0",
                    child("write", "{\"cards\": []}"),
                    Duration.ofSeconds(60),
                    CardNeeds.NONE))
        .withMessage(
            "device must be auto or cpu, got cuda:0: PyTorch sees no card of this machine; is the"
                + " driver installed?");
    List<String> command = List.of("there-is-no-such-program");
    assertThatExceptionOfType(DeviceException.class)
        .isThrownBy(() -> choose("cuda:0", command, Duration.ofSeconds(60), CardNeeds.NONE))
        .withMessageStartingWith("device cuda:0: " + asked(command) + "could not be used: ")
        .withMessageEndingWith(
            "; set device to cpu, or describe the card by \"forced_device: {name: ...,"
                + " memory_mib: ...}\"");
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
