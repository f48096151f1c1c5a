package org.saehdbw.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.experiments.sweeps.plan.SweepFolder;
import org.saehdbw.experiments.sweeps.plan.Trial;
import org.saehdbw.experiments.sweeps.results.SweepEntry;
import org.saehdbw.experiments.sweeps.results.SweepLedger;
import org.saehdbw.experiments.sweeps.results.TrialResult;
import org.saehdbw.experiments.sweeps.results.TrialStatus;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunLock;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.MetricsWriter;
import org.saehdbw.runs.metrics.StageTimes;

class LiveStudyTest {
  @TempDir private Path root;

  /** Keeps what was added and replaced, in order. */
  private static final class Recorded implements Outputs {
    private final List<String> said = new ArrayList<>();

    @Override
    public String add(Object value) {
      said.add(((Html) value).text());
      return "output";
    }

    @Override
    public void update(String name, Object value) {
      said.add(((Html) value).text());
    }
  }

  private SweepFolder sweep() throws IOException {
    SweepFolder folder = new SweepFolder(root.resolve("dims"));
    Files.createDirectories(folder.runs());
    SweepLedger ledger = SweepLedger.open(folder);
    List<Trial> trials = new ArrayList<>();
    for (String width : List.of("32", "64")) {
      for (long seed = 1; seed <= 2; seed++) {
        trials.add(new Trial(trials.size() + 1, Map.of("ae_dims", width), seed));
      }
    }
    for (Trial trial : trials) {
      ledger.append(SweepEntry.Planned.of(trial));
    }
    ledger.append(SweepEntry.Ended.of(result(trials.get(0), TrialStatus.DONE), 0));
    ledger.append(SweepEntry.Ended.of(result(trials.get(1), TrialStatus.TIMED_OUT), 0));
    return folder;
  }

  private static TrialResult result(Trial trial, TrialStatus status) {
    return new TrialResult(
        trial, status, Optional.empty(), 40, 20, 60, 400, Map.of("luma_mse", 0.0125), "");
  }

  @Test
  void aCellOfTheMatrixIsATrialsFigureOrHowFarItIs() throws IOException {
    SweepFolder folder = sweep();
    RunFolder run = RunFolder.create(folder.runs(), "t0003-df", 1);
    try (MetricsWriter metrics = MetricsWriter.open(run.metricsFile())) {
      metrics.write(new MetricsRow(7, 7, 500, 0, 1, 1, 1, StageTimes.UNKNOWN));
    }
    assertThat(SweepMatrix.of(folder).toString())
        .contains("stopped at iteration 7")
        .contains("2 of 4 trials have results; cells: luma_mse");
    try (RunLock held = RunLock.acquire(run)) {
      assertThat(SweepMatrix.of(folder).toString().lines().map(String::strip))
          .contains(
              "dims: 2 of 4 trials have results, 1 is training, about 2.0 min left; cells: luma_mse",
              "point  seed 1  seed 2",
              "ae_dims=32  0.01250  " + TrialStatus.TIMED_OUT.text(),
              "ae_dims=64  training, iteration 7  waiting");
    }
  }

  @Test
  void beforeTheFirstTrialThereIsALine() throws IOException {
    assertThat(SweepMatrix.of(new SweepFolder(root.resolve("soon"))).toString().strip())
        .isEqualTo("soon: waiting for the first trial");
  }

  @Test
  void theOutputIsReplacedOnlyWhenSomethingChanged() {
    Recorded outputs = new Recorded();
    Iterator<Boolean> alive = List.of(true, true, false).iterator();
    Iterator<String> pages = List.of("1 of 2", "1 of 2", "2 of 2").iterator();
    new LiveStudy(outputs, "dims").follow(alive::next, () -> new Html(pages.next()));
    assertThat(outputs.said)
        .containsExactly(Html.paragraph("dims: starting").text(), "1 of 2", "2 of 2");
  }

  @Test
  void anInterruptEndsTheViewAlone() {
    Recorded outputs = new Recorded();
    Thread.currentThread().interrupt();
    new LiveStudy(outputs, "dims").follow(() -> true, () -> new Html("1 of 2"));
    assertThat(outputs.said.get(2)).contains("no longer watched here, it continues");
    assertThat(Thread.interrupted()).isFalse();
  }
}
