package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.StageTimes;
import org.saehdbw.training.TrainingOutcome;

class TrainReportTest {
  private static final RunFolder RUN = new RunFolder(Path.of("runs", "0001_small_s1"));

  private static MetricsRow row(long iteration, double millis, float src, float dst) {
    return new MetricsRow(iteration, 0, millis, 0, src, dst, 1, StageTimes.UNKNOWN);
  }

  private static Map<String, Double> judged() {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("held_out_src_error", 0.031);
    figures.put("held_out_dst_error", 0.035);
    figures.put("mean_face_src_error", 0.0341);
    figures.put("mean_face_dst_error", 0.0361);
    figures.put("luma_ssim", 0.45);
    figures.put("luma_ssim_src", 0.4);
    figures.put("luma_ssim_dst", 0.5);
    figures.put("swap_identity_share", 0.6);
    return figures;
  }

  @Test
  void endsInATableAndASentence() {
    TrainingOutcome outcome = new TrainingOutcome(RUN, Event.FINISHED, 60, 2, 14.2);
    List<MetricsRow> rows = List.of(row(59, 200, 3, 4), row(60, 220, 2.65f, 2.469f));
    assertThat(new TrainReport(outcome, rows, judged()).text())
        .isEqualTo(
            """
            finished at iteration 60: 2 made in 14 s, median 210 ms an iteration

                                       src     dst
            loss                    2.6500  2.4690
            held-out error          0.0310  0.0350
            error of the mean face  0.0341  0.0361
            luma ssim               0.4000  0.5000
            swap identity share             0.6000

            held-out faces: 6 % better than the mean face
            run: RUN
            charts as PDF and SVG: ./workbench runs show RUN --figures FOLDER"""
                .replace("RUN", RUN.path().toString()));
  }

  @Test
  void withoutIterationsAndJudgementsThereIsNoTable() {
    TrainingOutcome outcome = new TrainingOutcome(RUN, Event.ASKED, 60, 0, 0.4);
    TrainReport report = new TrainReport(outcome, List.of(), Map.of());
    assertThat(report.text())
        .isEqualTo("stopped at iteration 60: 0 made in 0 s\nrun: " + RUN.path());
    assertThat(report.data()).containsEntry("iterations_made", 0L).doesNotContainKey("src_loss");
  }
}
