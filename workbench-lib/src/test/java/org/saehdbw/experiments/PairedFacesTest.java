package org.saehdbw.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.saehdbw.evaluation.EvaluationManifest;
import org.saehdbw.evaluation.EvaluationSet;
import org.saehdbw.evaluation.FaceFigures;
import org.saehdbw.evaluation.PoseBins;
import org.saehdbw.reports.EvaluationTables;
import tech.tablesaw.api.Table;

class PairedFacesTest {
  private static final double[] MEAN = {0.04, 0.05, 0.06, 0.05, 0.04, 0.06};

  @Test
  void differencesAreTakenFaceByFace() {
    Evaluation first = evaluation("a", errors(0.01, 0.02, 0.03, 0.02, 0.01, 0.03));
    Evaluation second = evaluation("b", errors(0.012, 0.021, 0.032, 0.022, 0.011, 0.032));
    PairedFaces compared = PairedFaces.of(List.of(first, second));
    assertThat(compared.rows())
        .extracting(PairedFaces.Row::run)
        .containsExactly("a", "a", "b", "b");
    PairedFaces.Row row = compared.rows().get(2);
    assertThat(row.side()).isEqualTo("src");
    assertThat(row.faces()).isEqualTo(6);
    assertThat(row.error()).isCloseTo(0.13 / 6, within(1e-12));
    assertThat(row.meanFaceError()).isCloseTo(0.05, within(1e-12));
    // Differences 2, 1, 2, 2, 1, 2 thousandths: mean 10/6, deviation 0.5164, t(5) 2.5706.
    PairedFaces.Difference difference = row.minusFirst().orElseThrow();
    assertThat(difference.paired().mean()).isCloseTo(0.01 / 6, within(1e-12));
    assertThat(difference.paired().interval().low()).isCloseTo(0.0011247, within(1e-7));
    assertThat(difference.paired().interval().high()).isCloseTo(0.0022086, within(1e-7));
    assertThat(difference.adjusted()).isCloseTo(2 * difference.paired().pValue(), within(1e-12));
    assertThat(difference.verdict()).isEqualTo("worse");
    assertThat(row.minusMeanFace().orElseThrow().verdict()).isEqualTo("better");
    assertThat(compared.rows().get(0).minusFirst()).isEmpty();
    Table table = EvaluationTables.paired(compared);
    assertThat(table.rowCount()).isEqualTo(4);
    assertThat(table.stringColumn("beside the first").asList())
        .containsExactly("", "", "worse", "worse");
    assertThat(table.doubleColumn("minus first").get(2)).isCloseTo(0.01 / 6, within(1e-12));
  }

  @Test
  void noiseIsNoDifference() {
    Evaluation first = evaluation("a", errors(0.01, 0.02, 0.03, 0.02, 0.01, 0.03));
    Evaluation second = evaluation("b", errors(0.02, 0.01, 0.03, 0.01, 0.02, 0.031));
    PairedFaces.Difference difference =
        PairedFaces.of(List.of(first, second)).rows().get(3).minusFirst().orElseThrow();
    assertThat(difference.verdict()).isEqualTo("no difference found");
  }

  @Test
  void onlyFacesThatAllRunsHaveCount() {
    Map<Integer, Double> fewer = errors(0.01, 0.02, 0.03, 0.02, 0.01, 0.03);
    fewer.remove(2);
    fewer.remove(4);
    Evaluation first = evaluation("a", errors(0.01, 0.02, 0.03, 0.02, 0.01, 0.03));
    PairedFaces compared = PairedFaces.of(List.of(first, evaluation("b", fewer)));
    assertThat(compared.rows()).extracting(PairedFaces.Row::faces).containsOnly(4);
    assertThat(compared.rows().get(0).error()).isCloseTo(0.02, within(1e-12));
    assertThat(compared.rows().get(2).minusFirst()).as("too few for an interval").isEmpty();
    assertThatThrownBy(() -> PairedFaces.of(List.of(first, evaluation("b", Map.of()))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "runs are compared on faces that all of them can be measured on, got none of src");
  }

  private static Map<Integer, Double> errors(double... values) {
    Map<Integer, Double> errors = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      errors.put(i, values[i]);
    }
    return errors;
  }

  private static Evaluation evaluation(String run, Map<Integer, Double> errors) {
    FaceFigures figures = new FaceFigures(6, 0.01, 20, 0.5, 0.5, 0.01, 1);
    EvaluatedSide side =
        new EvaluatedSide("faces", figures, Map.of(), 0, 0, new FaceErrors(errors, errors(MEAN)));
    EvaluationManifest manifest =
        new EvaluationManifest(
            PoseBins.usual(), new EvaluationSet("faces", List.of()), Optional.empty());
    return new Evaluation(
        run, "model", "train", 1, manifest, side, side, Optional.empty(), List.of());
  }
}
