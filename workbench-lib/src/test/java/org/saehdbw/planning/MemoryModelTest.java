package org.saehdbw.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.planning.MeasuredMemory.Kind;
import org.saehdbw.training.steps.StepMemory;

class MemoryModelTest {
  private static final MemoryModel MODEL = MemoryModel.shipped();

  private static StepMeasurement measured(String model, int batch, double peak) {
    return new StepMeasurement(model, batch, 2, StepMeasurement.Outcome.DONE, 5, 100, peak, "");
  }

  private static List<MeasuredMemory.Run> unseen(Kind kind) {
    return MeasuredMemory.read().runs().stream()
        .filter(run -> !run.fitted() && run.kind() == kind && run.isPlain())
        .toList();
  }

  private static double error(MeasuredMemory.Run run) {
    return 100 * (MODEL.peakMib(run) / run.peakMib() - 1);
  }

  @Test
  void predictsStepsThatItWasNotFittedFromWithinTenPercent() {
    List<MeasuredMemory.Run> unseen = unseen(Kind.STEP);
    assertThat(unseen)
        .extracting(run -> run.model() + " " + run.batch())
        .contains("df-udt-192-128-48-32-16-gray 2", "df-ud-256-128-32-32-16-colour 8")
        .hasSizeGreaterThanOrEqualTo(6);
    for (MeasuredMemory.Run run : unseen) {
      assertThat(error(run)).as(run.toString()).isBetween(-10.0, 10.0);
    }
  }

  @Test
  void predictsMostTrainersWithinTenPercentAndAllWithinTheMarginItStates() {
    List<MeasuredMemory.Run> unseen = unseen(Kind.TRAINER);
    assertThat(unseen).hasSize(9);
    // Two of LIAE take more than predicted, one of them by a sixth.
    assertThat(unseen)
        .filteredOn(run -> Math.abs(error(run)) > 10)
        .hasSizeLessThanOrEqualTo(2)
        .allMatch(run -> run.model().startsWith("liae"));
    double stated = MODEL.margins().trainer();
    assertThat(stated).isLessThan(17);
    for (MeasuredMemory.Run run : unseen) {
      assertThat(error(run)).as(run.toString()).isBetween(-stated, stated);
    }
  }

  @Test
  void predictsTrainersThatSaveBesideTheTrainingOnTheSafeSide() {
    List<MeasuredMemory.Run> unseen = unseen(Kind.TRAINER_BESIDE);
    assertThat(unseen).hasSize(8);
    for (MeasuredMemory.Run run : unseen) {
      // A write that ends before the step needs most takes less than predicted.
      assertThat(error(run)).as(run.toString()).isBetween(-1.0, 13.0);
    }
  }

  /** The larger one of both counts: the stage that draws faces, or the copy. */
  @Test
  void aCopyIsWeightsAndMomentsOnce() {
    StepCost many = StepCost.of(ModelSpec.parse("df-udt-192-128-48-32-16-gray"), 2);
    double alone = MODEL.peakMib(many, Kind.STEP);
    double base = MODEL.surplus().coefficients().get(0);
    double copy = 12.0 * many.total().parameters() / (1 << 20);
    assertThat(MODEL.peakMib(many, Kind.TRAINER_BESIDE))
        .isCloseTo(alone + base + copy, within(1e-6));
    StepCost few = StepCost.of(ModelSpec.parse("liae-ud-256-32-16-16-16-gray"), 1);
    assertThat(MODEL.peakMib(few, Kind.TRAINER_BESIDE)).isEqualTo(MODEL.peakMib(few, Kind.TRAINER));
    assertThat(MODEL.trainerSurplusMib(many)).isCloseTo(base + copy, within(1e-6));
  }

  @Test
  void noUnseenModelIsAFittedOne() {
    List<MeasuredMemory.Run> runs =
        MeasuredMemory.read().runs().stream()
            .filter(run -> run.kind() != Kind.TRAINER_BESIDE)
            .toList();
    List<String> fitted =
        runs.stream()
            .filter(MeasuredMemory.Run::fitted)
            .map(run -> run.model() + run.batch() + run.memory())
            .toList();
    assertThat(runs)
        .filteredOn(run -> !run.fitted())
        .noneMatch(run -> fitted.contains(run.model() + run.batch() + run.memory()));
  }

  private static List<MeasuredMemory.Run> saving(boolean steps) {
    return MeasuredMemory.read().runs().stream()
        .filter(run -> !run.isPlain() && steps == (run.kind() == Kind.STEP))
        .toList();
  }

  @Test
  void predictsRunsThatSaveMemoryWithinTheMarginItStates() {
    double ofSteps = MODEL.margins().savingStep();
    double ofTrainers = Math.max(MODEL.margins().trainer(), MODEL.margins().savingTrainer());
    assertThat(Math.max(ofSteps, ofTrainers)).isLessThan(20);
    assertThat(saving(true)).hasSizeGreaterThanOrEqualTo(10);
    for (MeasuredMemory.Run run : saving(true)) {
      assertThat(error(run)).as(run.toString()).isBetween(-ofSteps, ofSteps);
    }
    for (MeasuredMemory.Run run : saving(false)) {
      assertThat(error(run)).as(run.toString()).isBetween(-ofTrainers, ofTrainers);
    }
  }

  /**
   * Measured: 680 MiB with checkpointing and 902 in pieces of one, where the plain way took 947.
   */
  @Test
  void eachWayOfSavingIsPredictedInItsOwnWay() {
    StepCost two = StepCost.of(ModelSpec.parse("df-udt-192-128-48-32-16-gray"), 2);
    double plain = MODEL.peakMib(two, Kind.STEP);
    double checkpointed = MODEL.peak(two, new StepMemory(0, true), false, Kind.STEP).value();
    double pieces = MODEL.peak(two, new StepMemory(1, false), false, Kind.STEP).value();
    double both = MODEL.peak(two, new StepMemory(1, true), false, Kind.STEP).value();
    assertThat(checkpointed / plain).isBetween(0.65, 0.8);
    assertThat(pieces / plain).isBetween(0.85, 1.0);
    assertThat(both).isBetween(checkpointed, pieces);
    assertThat(MODEL.peak(two, new StepMemory(0, true), true, Kind.STEP).value())
        .isGreaterThan(checkpointed);
    // A piece as large as the batch is the whole batch.
    assertThat(MODEL.peak(two, new StepMemory(2, false), false, Kind.STEP))
        .isEqualTo(MODEL.peak(two, Kind.STEP));
  }

  @Test
  void eachRowNamesItsMachine() {
    MeasuredMemory measured = MeasuredMemory.read();
    for (MeasuredMemory.Run run : measured.runs()) {
      boolean beside = run.kind() == Kind.TRAINER_BESIDE && run.isPlain();
      assertThat(measured.machineOf(run)).contains(beside ? "Intel Xeon" : "AMD EPYC");
    }
    String table =
        "# a: one machine\n" + MeasuredMemory.HEADER + "\nstep,df-64-32-16-16-16-gray,4,2,y,test,";
    MeasuredMemory.Run run = MeasuredMemory.parse(table + "a,12.5\n").runs().get(0);
    assertThat(run)
        .isEqualTo(
            new MeasuredMemory.Run(
                Kind.STEP, "df-64-32-16-16-16-gray", 4, new StepMemory(2, true), false, "a", 12.5));
    assertThat(run.line()).isEqualTo("step,df-64-32-16-16-16-gray,4,2,y,test,a,12.5");
    assertThatIllegalStateException()
        .isThrownBy(() -> MeasuredMemory.parse(table + "b,12.5\n"))
        .withMessage(
            "a row's machine must be one of [a], got b in"
                + " step,df-64-32-16-16-16-gray,4,2,y,test,b,12.5");
  }

  @Test
  void aByteOfWeightsIsAByteOfMemory() {
    // What physics asks for: four arrays of the weights' size are in memory, each once.
    assertThat(MODEL.steps().plain().coefficients().get(1)).isCloseTo(1, within(0.1));
    assertThat(MODEL.margins().step()).isBetween(9.0, 12.0);
    assertThat(MODEL.peak(StepCost.of(ModelSpec.parse("df-64-32-16-16-16"), 1), Kind.STEP).basis())
        .startsWith("fitted from ")
        .contains("AMD EPYC");
  }

  @Test
  void theLargestBatchIsTheLastThatFits() {
    ModelSpec spec = ModelSpec.parse("df-udt-192-128-48-32-16-gray");
    StepCost one = StepCost.of(spec, 1);
    for (double budget : new double[] {1650, 1800, 3000}) {
      int largest = MODEL.largestBatch(one, budget, Kind.TRAINER_BESIDE);
      assertThat(MODEL.peak(StepCost.of(spec, largest), Kind.TRAINER_BESIDE).within(budget))
          .isEqualTo(Estimate.Fit.YES);
      assertThat(MODEL.peak(StepCost.of(spec, largest + 1), Kind.TRAINER_BESIDE).within(budget))
          .isNotEqualTo(Estimate.Fit.YES);
    }
    assertThat(MODEL.largestBatch(one, 500, Kind.TRAINER)).isZero();
  }

  @Test
  void aFigureFitsWithTheWholeOfItsMargin() {
    Estimate estimate = new Estimate(100, 25, "four runs");
    assertThat(estimate.low()).isEqualTo(75);
    assertThat(estimate.high()).isEqualTo(125);
    assertThat(estimate.within(125)).isEqualTo(Estimate.Fit.YES);
    assertThat(estimate.within(124)).isEqualTo(Estimate.Fit.OPEN);
    assertThat(estimate.within(75)).isEqualTo(Estimate.Fit.OPEN);
    assertThat(estimate.within(74)).isEqualTo(Estimate.Fit.NO);
  }

  @Test
  void movesByTheMedianOfWhatAMachineTakesMore() {
    String model = "df-ud-64-32-16-16-16-gray";
    double here = MODEL.peakMib(StepCost.of(ModelSpec.parse(model), 1), Kind.STEP);
    MemoryModel moved =
        MODEL.movedTo(
            List.of(
                measured(model, 1, here + 10),
                measured(model, 1, here + 30),
                measured(model, 1, here + 300)));
    assertThat(moved.offsetMib()).isCloseTo(30, within(1e-9));
    // The third is still 270 MiB off.
    assertThat(moved.margins().step())
        .isCloseTo(Math.max(MODEL.margins().step(), 100 * 270 / (here + 300)), within(1e-9));
    assertThat(moved.basis())
        .matches("fitted from \\d+ shipped runs and moved by \\+30 MiB to 3 runs of this machine");
  }
}
