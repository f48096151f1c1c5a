package org.saehdbw.experiments.sweeps.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.experiments.deciding.Decide;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.statistics.sequential.Margin;
import org.saehdbw.statistics.sequential.Spending;
import org.saehdbw.training.plan.TrainingSettings;
import org.saehdbw.training.plan.TrainingTarget;

class ExperimentFileTest {
  private static final String FULL =
      """
      name: rates
      question: Which rate for which width?
      base: {model: df-ud-64-32-16-16-16, pretrain: true, learning_rate: 1e-4}
      search: halving
      over:
        ae_dims: [32, 64]
        learning_rate: {low: 1e-5, high: 1e-3, log: true}
        e_dims: {low: 16, high: 32, step: 4}
      points: [df-ud-64-32-16-16-16, {batch_size: 4}]
      seeds: [4, 5]
      samples: 9
      search_seed: 7
      budget: {iterations: 90}
      halving: {eta: 3, min_iterations: 10}
      metric: luma_psnr_db
      timeout_s: 60
      memory_mib: 900
      judge_every: 10
      """;

  @Test
  void readsEveryKeyAndItsOwnTextBack() throws SettingsException {
    Experiment read = ExperimentFile.parse(FULL, "a.yaml");
    assertThat(read)
        .isEqualTo(
            Experiment.builder()
                .name("rates")
                .question("Which rate for which width?")
                .base(
                    Map.of(
                        "model", "df-ud-64-32-16-16-16",
                        "pretrain", "true",
                        "learning_rate", "0.0001"))
                .search(Search.HALVING)
                .over(
                    Map.of(
                        "ae_dims", new Axis.Values(List.of("32", "64")),
                        "learning_rate", new Axis.Range(1e-5, 1e-3, true, 0),
                        "e_dims", new Axis.Range(16, 32, false, 4)))
                .points(List.of(Map.of("model", "df-ud-64-32-16-16-16"), Map.of("batch_size", "4")))
                .seeds(List.of(4L, 5L))
                .samples(9)
                .searchSeed(7)
                .budget(SweepBudget.iterations(90))
                .halving(Optional.of(new Halving(3, 10)))
                .metric("luma_psnr_db")
                .timeoutS(60)
                .memoryMib(900)
                .judgeEvery(10)
                .build());
    assertThat(ExperimentFile.parse(ExperimentFile.text(read), "b.yaml")).isEqualTo(read);
  }

  @Test
  void aFewLinesAreEnough() throws SettingsException {
    Experiment read =
        ExperimentFile.parse(
            "over: {ae_dims: [32, 64]}\nseeds: 5\nbudget: {seconds: 0.5}\n", "dims.yaml");
    assertThat(read.name()).isEqualTo("dims");
    assertThat(read.search()).isEqualTo(Search.GRID);
    assertThat(read.seeds()).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(read.metric()).isEqualTo("luma_mse");
    assertThat(read.budget().toString()).isEqualTo("0.5 s of training");
    assertThat(ExperimentFile.parse(ExperimentFile.text(read), "b.yaml")).isEqualTo(read);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sede: 3 | unknown key 'sede' (a.yaml); nearest is seeds
          budget: {minutes: 3} | unknown key 'budget.minutes' (a.yaml); nearest is budget.samples
          over: {ae_dims: 32} | over.ae_dims must be a list, got 32 (a.yaml)
          over: {ae_dims: {low: 3}} | over.ae_dims.high must be given (a.yaml)
          seeds: [1, x] | seeds must be a count or whole numbers, got "x" (a.yaml)
          seeds: 1.5 | seeds must be a whole number, got 1.5 (a.yaml)
          search: gird | search must be one of grid, list, random, halving, got "gird" (a.yaml)
          points: [3] | points must be settings or models' short names, got 3 (a.yaml)
          base: 3 | base must be 'key: value' lines, got 3 (a.yaml)
          """)
  void refusesWhatIsNoExperiment(String line, String message) {
    assertThatThrownBy(() -> ExperimentFile.parse(line, "a.yaml"))
        .isInstanceOf(SettingsException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          budget: {iterations: 0} | budget: iterations must be a whole number from 1 to 2147483647, got 0.0
          budget: {iterations: 0.5} | budget: iterations must be a whole number from 1 to 2147483647, got 0.5
          budget: {samples: 2.5} | budget: samples must be a whole number from 1 to 2147483647, got 2.5
          budget: {seconds: 0} | budget: seconds must be above 0, got 0.0
          budget: {until: {luma_mse: 0.1}} | budget: until needs most_iterations, where a trial that never gets there ends
          budget: {seconds: 3, samples: 3} | budget must have one of iterations, seconds, samples, until, got [seconds, samples]
          budget: {seconds: 3}@points: [] | a sweep needs over or points, what it varies
          budget: {seconds: 3}@seeds: [2, 2] | seeds must differ, got [2, 2]
          budget: {seconds: 3}@search: random | search random needs samples, how many points
          budget: {seconds: 3}@halving: {min_iterations: 2} | search halving needs a budget of iterations, got seconds
          budget: {iterations: 3}@halving: {min_iterations: 3} | halving: min_iterations must be below the budget, got 3
          budget: {seconds: 3}@over: {ae_dims: {low: 3, high: 4}} | over: a range needs search random, or halving with samples; search is grid
          budget: {seconds: 3}@over: {ae_dims: {low: 4, high: 4}} | a range must have low below high, step at least 0, and low above 0 where log is true; got low 4.0, high 4.0, step 0.0, log false
          """)
  void refusesWhatContradictsItself(String lines, String message) {
    String text = lines.replace("@", "\n");
    String whole =
        text.contains("over") || text.contains("points") ? text : text + "\nover: {ae_dims: [32]}";
    assertThatThrownBy(() -> ExperimentFile.parse(whole, "a.yaml"))
        .isInstanceOf(SettingsException.class)
        .hasMessage(message + " (a.yaml)");
  }

  @Test
  void budgetsBecomeTargets() throws SettingsException {
    Settings four = TrainingSettings.defaults().with("batch_size", "4", "test");
    assertThat(
            new SweepBudget(SweepBudget.Kind.SAMPLES, 10, "", 0)
                .applyTo(four)
                .get(TrainingTarget.TARGET_ITER))
        .isEqualTo(3);
    Settings timed = SweepBudget.seconds(2.5).applyTo(four);
    assertThat(timed.get(TrainingTarget.TARGET_ITER)).isZero();
    assertThat(timed.get(TrainingTarget.TARGET_TRAIN_S)).isEqualTo(2.5);
    Settings good = SweepBudget.until("luma_psnr_db", 24, 500).applyTo(four);
    assertThat(good.get(TrainingTarget.TARGET_QUALITY)).isEqualTo("luma_psnr_db>=24.0");
    assertThat(good.get(TrainingTarget.TARGET_ITER)).isEqualTo(500);
    assertThat(
            SweepBudget.until("luma_mse_src", 0.01, 500)
                .applyTo(four)
                .get(TrainingTarget.TARGET_QUALITY))
        .isEqualTo("luma_mse_src<=0.01");
  }

  @Test
  void rungsGrowByEta() {
    assertThat(new Halving(3, 10).rungs(100)).containsExactly(10L, 30L, 90L, 100L);
    assertThat(new Halving(2, 10).rungs(20)).containsExactly(10L, 20L);
    assertThat(new Halving(3, 10).survivors(10)).isEqualTo(4);
    assertThat(new Halving(3, 10).survivors(2)).isEqualTo(1);
  }

  @Test
  void refusesAliasesAndFilesThatAreNotUtf8(@TempDir Path folder) throws IOException {
    assertThatThrownBy(() -> ExperimentFile.parse("base: &a {seed: 1}\npoints: [*a]\n", "a.yaml"))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "aliases are not supported: write the value in the place of *a (a.yaml, line 2)");
    assertThatThrownBy(
            () -> ExperimentFile.parse("over: " + "[".repeat(500) + "]".repeat(500), "a.yaml"))
        .isInstanceOf(SettingsException.class)
        .hasMessage("records and lists must be nested at most 8 deep (a.yaml, line 1)");
    Path file = folder.resolve("a.yaml");
    Files.write(file, "question: é\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> ExperimentFile.read(file))
        .isInstanceOf(SettingsException.class)
        .hasMessage(file + " is not UTF-8 text: byte 0xE9 at offset 10 (line 1); save it as UTF-8");
  }

  private static final String DECIDED =
      """
      base: {model: df-ud-64-32-16-16-16}
      over: {ae_dims: [32, 64]}
      budget: {iterations: 90}
      until: decided
      """;

  @Test
  void untilDecidedHasDefaultsAndItsOwnKeys() throws SettingsException {
    Experiment plain = ExperimentFile.parse(DECIDED, "a.yaml");
    assertThat(plain.deciding()).contains(Decide.DEFAULT);
    assertThat(plain.firstSeeds()).containsExactly(1L, 2L, 3L, 4L, 5L);
    Experiment said =
        ExperimentFile.parse(
            DECIDED
                + "seeds: [4, 9]\n"
                + "decide: {margin_absolute: 0.002, first_seeds: 6, add_seeds: 3, most_seeds: 10,"
                + " time_s: 60, level: 0.9, spending: pocock}\n",
            "a.yaml");
    assertThat(said.deciding())
        .contains(new Decide(new Margin(0.002, false), 6, 3, 10, 60, 0.9, Spending.POCOCK));
    assertThat(said.firstSeeds()).containsExactly(4L, 9L, 10L, 11L, 12L, 13L);
    assertThat(ExperimentFile.parse(ExperimentFile.text(said), "a.yaml")).isEqualTo(said);
    assertThat(said.deciding().orElseThrow().fixed())
        .isEqualTo("margin 0.002 absolute, looks at [6, 9, 10] seeds, level 0.9, spending pocock");
    Experiment unused = ExperimentFile.parse(DECIDED.replace("until: decided", ""), "a.yaml");
    assertThat(unused.deciding()).isEmpty();
    assertThat(ExperimentFile.text(unused)).doesNotContain("until:", "decide:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "until: soon|until must be decided, or left out, got soon (a.yaml)",
        "decide: {margin: 5}|margin must be above 0 and below 1, a fraction of the second's mean, got"
            + " 5.0 (a.yaml)",
        "decide: {first_seeds: 3}|decide: first_seeds must be at least 5, got 3 (a.yaml)",
        "decide: {most_seeds: 4}|decide: most_seeds must be at least first_seeds, 5, got 4 (a.yaml)",
        "decide: {margin: 0.1, margin_absolute: 1}|decide: give margin, a fraction, or"
            + " margin_absolute, got both (a.yaml)",
        "halving: {eta: 2, min_iterations: 10}|until: decided compares points of equal training; with"
            + " search halving they differ (a.yaml)",
      })
  void whatDoesNotFitUntilDecidedIsRefused(String line, String message) {
    String text =
        line.startsWith("until") ? DECIDED.replace("until: decided", line) : DECIDED + line;
    assertThatThrownBy(() -> ExperimentFile.parse(text, "a.yaml"))
        .isInstanceOf(SettingsException.class)
        .hasMessage(message);
  }
}
