package org.saehdbw.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.planning.EqualCost.Measure;
import org.saehdbw.tensors.Precision;

/** What fits a budget, and what costs the same. */
class SearchTest {
  private static final ModelSpec FORM = ModelSpec.parse("df-ud-96-64-32-32-16-gray");

  @TempDir private Path nothing;

  private Planner planner() {
    return Planner.of(Precision.FLOAT32, new CalibrationFile(nothing));
  }

  @Test
  void everyModelFoundFitsAndNoneCanGrow() {
    BudgetSearch search = new BudgetSearch(planner(), 700, false, 4);
    List<BudgetSearch.Candidate> found = search.find(FORM);
    assertThat(found).isNotEmpty();
    for (BudgetSearch.Candidate each : found) {
      assertThat(each.largestBatch()).as(each.card().spec().toString()).isGreaterThanOrEqualTo(4);
      assertThat(each.card().peakResidentMib().orElseThrow().high()).isLessThanOrEqualTo(700);
      assertThat(each.card().spec().checkedForNewModel().archi()).isEqualTo("df-ud");
    }
    assertThat(found)
        .extracting(each -> -each.card().parameters())
        .as("most parameters first")
        .isSorted();
    assertThat(search.next(found.get(0).card().spec()))
        .extracting(BudgetSearch.NextStep::dim)
        .containsExactly("ae_dims", "e_dims", "d_dims", "d_mask_dims");
  }

  @Test
  void aNextStepCostsMoreAndChangesOneDim() {
    BudgetSearch search = new BudgetSearch(planner(), 600, false, 4);
    List<BudgetSearch.NextStep> next = search.next(FORM);
    assertThat(next)
        .extracting(step -> step.candidate().card().spec().toString())
        .containsExactly(
            "df-ud-96-80-32-32-16-gray",
            "df-ud-96-64-40-32-16-gray",
            "df-ud-96-64-32-40-16-gray",
            "df-ud-96-64-32-32-22-gray");
    long now = ClosedFormulas.total(FORM);
    assertThat(next).allMatch(step -> step.candidate().card().parameters() > now);
  }

  @Test
  void aCardsBudgetIsJudgedByWhatIsCounted() {
    BudgetSearch search = new BudgetSearch(planner(), 300, true, 2);
    List<BudgetSearch.Candidate> found = search.find(FORM);
    assertThat(found).isNotEmpty().allMatch(each -> each.card().deviceMib() <= 300);
    assertThat(new BudgetSearch(planner(), 10, true, 2).find(FORM)).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BudgetSearch(planner(), 0, true, 2))
        .withMessage("a budget must be above 0 MiB and the batch at least 1, got 0.0 and 2");
  }

  @Test
  void grayModelsMatchAColourModel() {
    ModelSpec colour = ModelSpec.parse("df-ud-96-64-32-32-18-colour");
    for (Measure measure : List.of(Measure.PARAMS, Measure.FLOPS, Measure.MEMORY)) {
      EqualCost search = new EqualCost(planner(), measure, 4);
      List<EqualCost.Match> matches = search.find(colour, 6);
      assertThat(matches).hasSize(6).allMatch(match -> match.card().spec().channels() == 1);
      assertThat(matches.get(0).card().spec().toString()).isEqualTo("df-ud-96-64-32-32-18-gray");
      assertThat(matches.get(0).differencePercent()).as(measure.option()).isNegative();
      assertThat(matches.subList(1, 6))
          .allMatch(match -> Math.abs(match.differencePercent()) < 0.2)
          .allMatch(match -> match.dimsMoved() > 0);
    }
  }

  @Test
  void theSameDimsInGrayHaveFewerWeightsByTheFormulas() {
    ModelSpec colour = ModelSpec.parse("df-udt-192-128-48-32-16-colour");
    EqualCost.Match same = new EqualCost(planner(), Measure.PARAMS, 1).find(colour, 1).get(0);
    // 29,799,818 against 29,809,402 values.
    assertThat(same.differencePercent()).isEqualTo(100 * (29_799_818 / 29_809_402.0 - 1));
  }

  @Test
  void stepTimeNeedsACalibration() {
    ModelSpec colour = ModelSpec.parse("df-ud-96-64-32-32-18-colour");
    assertThatThrownBy(() -> new EqualCost(planner(), Measure.STEP_TIME, 4).find(colour, 6))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "step time cannot be predicted: no calibration for float32; ./workbench plan"
                + " --calibrate measures this one");
    Planner calibrated =
        new Planner(
            Precision.FLOAT32,
            MemoryModel.shipped(),
            Optional.of(CalibrationTest.calibration()),
            "");
    assertThat(new EqualCost(calibrated, Measure.STEP_TIME, 4).find(colour, 6))
        .allMatch(match -> match.card().stepMillis().isPresent());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EqualCost(planner(), Measure.PARAMS, 4).find(FORM, 6))
        .withMessage("--like needs a colour model, got df-ud-96-64-32-32-16-gray");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Measure.parse("time"))
        .withMessage("what is equal must be params, flops, memory or step-time, got time");
  }
}
