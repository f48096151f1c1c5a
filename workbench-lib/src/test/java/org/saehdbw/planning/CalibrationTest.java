package org.saehdbw.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.planning.MeasuredMemory.Kind;
import org.saehdbw.planning.StepMeasurement.Outcome;
import org.saehdbw.tensors.Precision;

class CalibrationTest {
  private static final Machine THIS =
      new Machine("A processor", 4, 2, "Linux amd64", "17", Map.of("djl", "1", "pytorch", "2"));

  @TempDir private Path folder;

  /** A machine that takes 3 ms a step, 4 ms a GFLOP and 2 ms a million parameters. */
  private static StepMeasurement measure(String model, int batch) {
    StepCost cost = StepCost.of(ModelSpec.parse(model), batch);
    var work = cost.total().forward().plus(cost.total().backward());
    double millis = 3 + 4 * work.total() / 1e9 + 2 * cost.total().parameters() / 1e6;
    double peak = MemoryModel.shipped().peakMib(cost, Kind.STEP) + 25;
    return new StepMeasurement(model, batch, 2, Outcome.DONE, 5, millis, peak, "");
  }

  static Calibration calibration() {
    return Calibration.of(THIS, "float32", "2026-01-02T03:04:05Z", runs());
  }

  private static List<StepMeasurement> runs() {
    List<StepMeasurement> runs = new ArrayList<>();
    for (ModelSpec spec : RandomSpecs.small(8)) {
      runs.add(measure(spec.toString(), 1 + runs.size() % 4));
    }
    return runs;
  }

  @Test
  void findsHowQuickTheMachineIs() {
    Calibration calibration = calibration();
    StepMeasurement other = measure("df-udt-192-128-48-32-16-gray", 2);
    Estimate time = calibration.stepMillis(StepCost.of(other.spec(), 2));
    assertThat(time.value()).isCloseTo(other.stepMillis(), within(1e-3 * other.stepMillis()));
    assertThat(time.marginPercent()).isLessThan(0.1);
    assertThat(calibration.memoryOffsetMib()).isCloseTo(25, within(1e-6));
  }

  @Test
  void isReadBackOnItsMachineOnly() throws IOException {
    CalibrationFile file = new CalibrationFile(folder.resolve("new"));
    Calibration here = Calibration.of(Machine.here(), "float32", "2026-01-02T03:04:05Z", runs());
    file.write(Precision.FLOAT32, here);
    assertThat(file.read(Precision.FLOAT32).calibration()).contains(here);
    assertThat(file.read(Precision.FLOAT32).remark()).isEmpty();
    Planner planner = Planner.of(Precision.FLOAT32, file);
    assertThat(planner.memory().offsetMib()).isCloseTo(25, within(1e-6));
    assertThat(file.read(Precision.BF16).remark())
        .isEqualTo("no calibration for bf16; ./workbench plan --calibrate measures this one");

    file.write(Precision.FLOAT32, calibration());
    CalibrationFile.Found found = file.read(Precision.FLOAT32);
    assertThat(found.calibration()).isEmpty();
    assertThat(found.remark())
        .startsWith(
            file.path(Precision.FLOAT32)
                + " was measured on another machine (processor A processor, here ")
        .endsWith("; ./workbench plan --calibrate measures this one");
  }

  @Test
  void saysWhatDiffers() {
    Machine other = new Machine("A processor", 4, 4, "Linux amd64", "17", THIS.versions());
    assertThat(THIS.differences(other)).isEqualTo("threads 2, here 4");
    assertThat(THIS.differences(THIS)).isEmpty();
  }

  @Test
  void isNotTakenFromADamagedOrNewerFile() throws IOException {
    CalibrationFile file = new CalibrationFile(folder);
    file.write(Precision.FLOAT32, calibration());
    Path path = file.path(Precision.FLOAT32);
    String whole = Files.readString(path);
    Files.writeString(path, whole.substring(0, whole.length() / 2));
    assertThat(file.read(Precision.FLOAT32).calibration()).isEmpty();
    assertThat(file.read(Precision.FLOAT32).remark())
        .isEqualTo(path + " is damaged; ./workbench plan --calibrate measures this one");
    Files.writeString(path, whole.replace("\"version\" : 1", "\"version\" : 2"));
    assertThat(file.read(Precision.FLOAT32).remark())
        .isEqualTo(
            path
                + " has version 2, this program reads 1; ./workbench plan --calibrate measures this"
                + " one");
    file.write(Precision.FLOAT32, calibration());
    assertThat(Files.readString(path)).isEqualTo(whole);
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void measuresEveryModelOrNothing() throws Exception {
    List<String> said = new ArrayList<>();
    Calibration made =
        new Calibrator(task -> measure(task.spec().toString(), task.batch()), said::add)
            .measure(Precision.FLOAT32);
    assertThat(made.runs()).hasSize(9);
    assertThat(made.machine()).isEqualTo(Machine.here());
    assertThat(made.stepMillis().coefficients().get(1)).isCloseTo(4, within(0.01));
    assertThat(said).hasSize(9);
    assertThat(said.get(0)).startsWith("1 of 9: df-ud-64-32-16-16-16-gray, batch 4: ");
    Calibrator failing =
        new Calibrator(
            task ->
                new StepMeasurement(
                    task.spec().toString(), 1, 1, Outcome.OUT_OF_MEMORY, 0, 0, 0, "no heap"),
            said::add);
    assertThatThrownBy(() -> failing.measure(Precision.FLOAT32))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot calibrate: df-ud-64-32-16-16-16-gray, batch 4: out of memory no heap");
  }
}
