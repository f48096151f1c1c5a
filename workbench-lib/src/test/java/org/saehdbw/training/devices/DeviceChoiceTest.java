package org.saehdbw.training.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is decided without asking anybody; {@link DeviceProbeIT} has the rest. */
class DeviceChoiceTest {
  private static final Optional<ForcedDevice> FORCED =
      Optional.of(new ForcedDevice("Tesla of mine", 8192));
  private final List<String> warnings = new ArrayList<>();

  /** Asking would give a warning of its own, as there is no such program. */
  private TrainingDevice choose(String device, Optional<ForcedDevice> forced)
      throws InterruptedException {
    return choose(device, forced, CardNeeds.NONE);
  }

  private TrainingDevice choose(String device, Optional<ForcedDevice> forced, CardNeeds needs)
      throws InterruptedException {
    DeviceProbe nobody = DeviceProbe.of(List.of("there-is-no-such-program"));
    return DeviceChoice.choose(
        device, forced, Duration.ofSeconds(20), nobody, needs, warnings::add);
  }

  @Test
  void cpuAsksNobody() throws InterruptedException {
    TrainingDevice device = choose("cpu", Optional.empty());
    assertThat(device.name()).isEqualTo("cpu");
    assertThat(device.memoryMib()).isGreaterThan(Runtime.getRuntime().maxMemory() >> 20);
    assertThat(device.gpu()).isEqualTo("none");
    assertThat(choose("cpu", FORCED).gpu()).isEqualTo("Tesla of mine");
    assertThat(warnings).isEmpty();
  }

  @Test
  void aForcedDeviceIsTakenAtItsWord() throws InterruptedException {
    assertThat(choose("auto", FORCED))
        .isEqualTo(new TrainingDevice("cuda:0", 8192, "Tesla of mine"));
    assertThat(choose("cuda:3", FORCED))
        .isEqualTo(new TrainingDevice("cuda:3", 8192, "Tesla of mine"));
    assertThat(warnings).isEmpty();
    TrainingDevice device = choose("auto", FORCED, new CardNeeds(Optional.empty(), 8193));
    assertThat(device.name()).isEqualTo("cpu");
    assertThat(device.gpu()).isEqualTo("Tesla of mine");
    assertThat(warnings)
        .containsExactly(
            "device: forced_device says Tesla of mine with 8192 MiB, but this run needs at least"
                + " 8193 MiB of a card; training on the CPU. \"device: cpu\" silences this,"
                + " docs/cuda.md says what a card can do");
  }

  /** These tests run under the PyTorch of the pom, which is built for the CPU. */
  @Test
  void aPyTorchForTheCpuHasNobodyToAsk() throws InterruptedException {
    DeviceProbe probe = DeviceProbe.ofThisProgram();
    assertThat(probe.possible()).isFalse();
    TrainingDevice device =
        DeviceChoice.choose(
            "auto", Optional.empty(), Duration.ZERO, probe, CardNeeds.NONE, warnings::add);
    assertThat(device.name()).isEqualTo("cpu");
    assertThat(device.gpu()).isEqualTo("none");
    assertThat(warnings).isEmpty();
    device =
        DeviceChoice.choose("auto", FORCED, Duration.ZERO, probe, CardNeeds.NONE, warnings::add);
    assertThat(device.name()).isEqualTo("cpu");
    assertThat(warnings)
        .containsExactly(
            "device: forced_device says Tesla of mine with 8192 MiB, but this PyTorch was built"
                + " for the CPU; training on the CPU. \"device: cpu\" silences this, docs/cuda.md"
                + " says what a card can do");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cuda:0", "cuda:17"})
  void aCardNeedsAPyTorchForCards(String card) {
    DeviceProbe probe = DeviceProbe.ofThisProgram();
    assertThatExceptionOfType(DeviceException.class)
        .isThrownBy(
            () ->
                DeviceChoice.choose(
                    card, FORCED, Duration.ZERO, probe, CardNeeds.NONE, warnings::add))
        .withMessage(
            "device must be auto or cpu, got "
                + card
                + ": this PyTorch was built for the CPU; docs/cuda.md says how to use one for"
                + " cards");
  }

  @Test
  void aCardIsRefusedForWhatItCannotTrain() {
    assertThatExceptionOfType(DeviceException.class)
        .isThrownBy(
            () -> choose("cuda:0", FORCED, new CardNeeds(Optional.of("update must be auto"), 1)))
        .withMessage("device cuda:0: update must be auto");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpu", "cuda", "cuda:", "cuda:x", "CPU", ""})
  void noSuchWord(String device) {
    assertThatExceptionOfType(DeviceException.class)
        .isThrownBy(() -> choose(device, FORCED))
        .withMessage("device must be one of auto, cpu, cuda:N; got " + device);
  }

  @Test
  void aForcedDeviceNeedsANameAndMemory() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ForcedDevice(" ", 8192))
        .withMessage(
            "forced_device must have a name and a memory_mib of at least 1, got \" \" and 8192");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ForcedDevice("card", 0))
        .withMessage(
            "forced_device must have a name and a memory_mib of at least 1, got \"card\" and 0");
  }
}
