package org.saehdbw.experiments.compare.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.experiments.compare.plan.Arm;
import org.saehdbw.experiments.compare.plan.CompareFile;
import org.saehdbw.experiments.compare.plan.CompareFolder;
import org.saehdbw.experiments.compare.plan.Level;
import org.saehdbw.experiments.compare.plan.RoundOrder;
import org.saehdbw.experiments.ledger.LedgerFormat;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.MetricsWriter;
import org.saehdbw.runs.metrics.StageTimes;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.statistics.Estimate;
import org.saehdbw.statistics.PairedT;

class ComparisonResultTest {
  private static final String YAML =
      "name: a\n"
          + "model: df-ud-64-32-16-16-16\n"
          + "faces: {pretraining_data: 'drawn:20'}\n"
          + "arms: [colour, gray-files]\n"
          + "levels: [network, whole]\n"
          + "rounds: 4\n"
          + "rounds_per_process: 2\n"
          + "batch_size: 4\n";

  @TempDir private Path path;

  private CompareFolder folder;
  private ComparisonLedger ledger;

  @BeforeEach
  void folder() {
    folder = new CompareFolder(path.resolve("a"));
  }

  private void experiment(String more) throws IOException, SettingsException {
    experiment(more, YAML);
  }

  private void experiment(String more, String yaml) throws IOException, SettingsException {
    Files.createDirectories(folder.path());
    CompareFile.write(CompareFile.parse(yaml + more, List.of(), "test"), folder.experiment());
    ledger = ComparisonLedger.open(folder);
    ledger.append(new ComparisonEntry.Session(1, Map.of("cpu", "a processor", "threads", "2")));
  }

  private static ComparisonEntry.Block block(Arm arm, double millis) {
    double[] step = new double[StepTimes.NAMES.size()];
    step[0] = millis;
    step[3] = millis - 1;
    step[4] = 1;
    return new ComparisonEntry.Block(arm.text(), new double[][] {step, step}, 300, 0);
  }

  private void round(Level level, int round, int process, double colour, double gray)
      throws IOException {
    List<ComparisonEntry.Block> blocks = new ArrayList<>();
    for (Arm arm : RoundOrder.of(List.of(Arm.COLOUR, Arm.GRAY_FILES), round)) {
      blocks.add(block(arm, arm == Arm.COLOUR ? colour : gray));
    }
    ledger.append(new ComparisonEntry.Round(1, level.text(), round, process, blocks));
  }

  @Test
  void twoPairsShowTheirRatiosAndNoVerdict() throws IOException, SettingsException {
    experiment("");
    round(Level.NETWORK, 0, 0, 100, 50);
    round(Level.NETWORK, 1, 0, 100, 50);
    round(Level.NETWORK, 2, 1, 110, 56);
    round(Level.NETWORK, 3, 1, 110, 55);
    ComparisonResult found = ComparisonResult.open(folder.path());
    LevelResult network = found.level(Level.NETWORK).orElseThrow();
    assertThat(network.rounds()).isEqualTo(4);
    assertThat(network.processes()).isEqualTo(2);
    ArmSpeed gray = network.of(Arm.GRAY_FILES).orElseThrow();
    assertThat(gray.ratio()).isEmpty();
    assertThat(gray.pValue()).isEmpty();
    assertThat(gray.pairRatios()).hasSize(2);
    assertThat(gray.pairRatios().get(1)).isCloseTo(111.0 / 220, within(1e-12));
    assertThat(gray.verdict()).isEqualTo("no verdict: 2 pairs of processes, five are needed");
    assertThat(found.answers())
        .containsExactly(
            "network, gray-files: no verdict: 2 pairs of processes, five are needed (time over"
                + " colour's 0.500, 0.505).");
    assertThat(found.summary()).contains("| gray-files | 52.75 | 151.7 | 0.500, 0.505 | 300 |");
    // Four rounds, but two processes of each arm.
    assertThat(network.drift().get(0).words())
        .isEqualTo("too few processes to tell whether colour's step time drifted");
  }

  /** Log ratios -0.05 + 0.023 * (-2 to 2): t(4) is 3.0746, p is 0.0371. */
  private void faster(Level level, double mean) throws IOException {
    for (int i = 0; i < 5; i++) {
      round(level, i, i, 100, 100 * Math.exp(mean + 0.023 * (i - 2)));
    }
  }

  @Test
  void oneComparisonAloneIsNotCorrected() throws IOException, SettingsException {
    experiment("", YAML.replace("rounds: 4", "rounds: 5").replace("process: 2", "process: 1"));
    faster(Level.NETWORK, -0.05);
    ArmSpeed gray =
        ComparisonResult.open(folder.path())
            .level(Level.NETWORK)
            .flatMap(level -> level.of(Arm.GRAY_FILES))
            .orElseThrow();
    assertThat(gray.pValue().orElseThrow()).isCloseTo(0.0371, within(1e-4));
    assertThat(gray.verdict()).isEqualTo("gray-files is faster by 0.5 % to 9.1 %");
  }

  @Test
  void verdictsTakeTheNumberOfComparisonsIntoAccount() throws IOException, SettingsException {
    experiment("", YAML.replace("rounds: 4", "rounds: 5").replace("process: 2", "process: 1"));
    faster(Level.NETWORK, -0.05);
    faster(Level.WHOLE, 0);
    ComparisonResult found = ComparisonResult.open(folder.path());
    assertThat(found.answers().get(0))
        .isEqualTo(
            "network, gray-files: no difference was found among 2 comparisons: alone, gray-files is"
                + " faster by 0.5 % to 9.1 %, but after Holm's correction p is 0.074 (time over"
                + " colour's 0.951 (0.909 to 0.995)).");
    assertThat(found.answers())
        .filteredOn(line -> line.startsWith("whole, gray-files"))
        .singleElement()
        .asString()
        .startsWith("whole, gray-files: no difference was found: the interval ");
  }

  @Test
  void worksOutRatiosOfPairsOfProcesses() throws IOException, SettingsException {
    experiment("", YAML.replace("rounds: 4", "rounds: 10"));
    ledger.append(
        new ComparisonEntry.Facts(
            1, "network", "gray-files", new ArmFacts(0, 4096, 8, 1024, 2, 4, 2, 18)));
    for (int process = 0; process < 5; process++) {
      boolean even = process % 2 == 0;
      round(Level.NETWORK, 2 * process, process, even ? 100 : 110, even ? 50 : 56);
      round(Level.NETWORK, 2 * process + 1, process, even ? 100 : 110, even ? 50 : 54);
    }
    ComparisonResult found = ComparisonResult.open(folder.path());
    LevelResult network = found.level(Level.NETWORK).orElseThrow();
    assertThat(network.rounds()).isEqualTo(10);
    assertThat(network.processes()).isEqualTo(5);
    ArmSpeed gray = network.of(Arm.GRAY_FILES).orElseThrow();
    assertThat(gray.stepMillis()).isCloseTo(52, within(1e-9));
    assertThat(gray.samplesPerSecond()).isCloseTo(8 / 0.052, within(1e-6));
    assertThat(gray.peakMib()).isEqualTo(300);
    assertThat(gray.facts().batchBytes()).isEqualTo(1024);
    Estimate ratio = gray.ratio().orElseThrow();
    assertThat(ratio.value()).isCloseTo(0.5, within(1e-9));
    assertThat(ratio.interval().contains(1)).isFalse();
    assertThat(gray.verdict()).isEqualTo("gray-files is faster by 50.0 % to 50.0 %");
    assertThat(network.of(Arm.COLOUR).orElseThrow().ratio()).isEmpty();
    assertThat(network.drift().get(0).words()).endsWith("no drift was found");
    assertThat(found.missing()).containsExactly("whole: 0 of 10 rounds");
    assertThat(ComparisonText.claim(found))
        .isEqualTo(
            "The fork's author expected gray to be \"theoretically 3 times\" as fast. Measured,"
                + " gray-files is so many times as fast as colour (95 % intervals): network 2.000"
                + " (2.000 to 2.000) (training step on fixed input). 3 lies above the whole"
                + " interval of network.");
  }

  @Test
  void looksForDriftFromProcessToProcess() throws IOException, SettingsException {
    experiment("", YAML.replace("rounds: 4", "rounds: 8"));
    for (int round = 0; round < 8; round++) {
      double colour = round < 4 ? 100 : 110;
      round(Level.NETWORK, round, round / 2, colour, round / 2 == 3 ? 66 : 55);
    }
    List<DriftCheck> drift =
        ComparisonResult.open(folder.path()).level(Level.NETWORK).orElseThrow().drift();
    // 1.1 in both pairs of processes, no spread.
    assertThat(drift.get(0).words())
        .isEqualTo(
            "colour's step time in the second half of the processes was 1.100 times that of the"
                + " first (1.100 to 1.100): it drifted");
    // Log ratios ln (1 / 1.1) and ln (1.2 / 1.1): t(1) at 97.5 % 12.7062, error ln 1.2 / 2.
    double middle = Math.sqrt(1.2) / 1.1;
    double half = Math.exp(12.7062 * Math.log(1.2) / 2);
    Estimate gray = drift.get(1).ratio().orElseThrow();
    assertThat(gray.value()).isCloseTo(middle, within(1e-9));
    assertThat(gray.interval().high()).isCloseTo(middle * half, within(1e-4));
    assertThat(drift.get(1).words()).endsWith("no drift was found");
    assertThat(drift.get(1).drifted()).isFalse();
  }

  @Test
  void passesOverTornLinesAndRoundsThatAreNotWhole() throws IOException, SettingsException {
    experiment("");
    round(Level.NETWORK, 0, 0, 100, 50);
    ledger.append(
        new ComparisonEntry.Round(
            1, "network", 1, 0, List.of(block(Arm.COLOUR, 1), block(Arm.COLOUR, 1))));
    Files.writeString(
        folder.ledger(), "{\"kind\":\"round\",\"level\":\"netw", StandardOpenOption.APPEND);
    round(Level.NETWORK, 2, 1, 100, 50);
    round(Level.NETWORK, 2, 1, 7, 9);
    assertThat(
            ComparisonLedger.open(folder)
                .state()
                .rounds(Level.NETWORK, List.of(Arm.COLOUR, Arm.GRAY_FILES)))
        .extracting(ComparisonEntry.Round::round)
        .containsExactly(0, 2);
    ComparisonResult found = ComparisonResult.open(folder.path());
    assertThat(found.missing()).contains("network: 2 of 4 rounds");
    // After the session, a round and half a round.
    String remark = "ledger.jsonl: line 4 cannot be read and is not counted";
    assertThat(found.remarks()).containsExactly(remark);
    assertThat(found.summary()).contains("**Warning:** " + remark + ".");
    assertThat(found.document()).containsEntry("remarks", List.of(remark));
    assertThat(found.level(Level.NETWORK).orElseThrow().drift().get(0).words())
        .isEqualTo("too few processes to tell whether colour's step time drifted");
  }

  private void training(Arm arm, int seed, double stepSeconds, double first, double last)
      throws IOException {
    RunFolder run = RunFolder.create(folder.runs(), arm.text(), seed);
    try (MetricsWriter metrics = MetricsWriter.open(run.metricsFile())) {
      for (int i = 1; i <= 3; i++) {
        metrics.write(new MetricsRow(i, i, 1e3 * stepSeconds, 0, 1, 1, 1, StageTimes.UNKNOWN));
      }
    }
    run.eventLog().append(EventKind.SAVED, Map.of("iteration", 1, "luma_mse", first));
    run.eventLog().append(EventKind.SAVED, Map.of("iteration", 3, "luma_mse", last));
    ledger.append(new ComparisonEntry.Training(arm.text(), seed, run.name(), false));
    ledger.append(new ComparisonEntry.Training(arm.text(), seed, run.name(), true));
  }

  @Test
  void pairsQualityOverSeedsAfterTheSameIterationsAndTheSameTime()
      throws IOException, SettingsException {
    experiment("quality: {iterations: 3, seeds: 5}\n");
    Files.createDirectories(folder.runs());
    for (int seed = 1; seed <= 5; seed++) {
      training(Arm.COLOUR, seed, 2, 0.050, 0.030);
      training(Arm.GRAY_FILES, seed, 1, 0.050, 0.030 - 0.001 * seed);
    }
    ComparisonResult found = ComparisonResult.open(folder.path());
    QualityResult.ArmQuality gray = found.quality().orElseThrow().arms().get(1);
    QualityResult.Against same = gray.sameIterations().orElseThrow();
    PairedT difference = same.difference().orElseThrow();
    // Differences -1 to -5 thousandths: mean -3, error sqrt(2.5 / 5), t(4) at 97.5 % 2.7764.
    assertThat(difference.mean()).isCloseTo(-0.003, within(1e-12));
    assertThat(difference.interval().low())
        .isCloseTo(-0.003 - 2.7764 * 0.001 * Math.sqrt(0.5), within(1e-7));
    assertThat(difference.degreesOfFreedom()).isEqualTo(4);
    assertThat(same.verdict().words()).startsWith("gray-files is better by 3.5 % to 16.5 %");
    // Gray is done after 3 s; colour stands a quarter of the way from 2 s to 6 s then.
    QualityResult.SeedQuality colour = found.quality().orElseThrow().arms().get(0).seeds().get(0);
    assertThat(colour.trainSeconds()).isCloseTo(6, within(1e-9));
    assertThat(colour.atSameTime().orElseThrow()).isCloseTo(0.045, within(1e-9));
    assertThat(gray.seeds().get(1).atSameTime().orElseThrow()).isCloseTo(0.028, within(1e-9));
    assertThat(gray.sameTime().orElseThrow().colourMean()).isCloseTo(0.045, within(1e-9));
  }

  @Test
  void fewerSeedsShowPointsAndNoVerdict() throws IOException, SettingsException {
    experiment("quality: {iterations: 3, seeds: 5}\n");
    Files.createDirectories(folder.runs());
    training(Arm.COLOUR, 1, 2, 0.050, 0.030);
    training(Arm.GRAY_FILES, 1, 2, 0.050, 0.020);
    ComparisonResult found = ComparisonResult.open(folder.path());
    QualityResult.Against same =
        found.quality().orElseThrow().arms().get(1).sameIterations().orElseThrow();
    assertThat(same.verdict().words()).isEqualTo("no verdict: 1 seed, five are needed");
    assertThat(same.armMean()).isEqualTo(0.020);
    assertThat(found.missing()).contains("quality: 2 of 10 trainings");
    for (int seed = 2; seed <= 4; seed++) {
      training(Arm.COLOUR, seed, 2, 0.050, 0.030);
      training(Arm.GRAY_FILES, seed, 2, 0.050, 0.020 + 0.001 * seed);
    }
    found = ComparisonResult.open(folder.path());
    same = found.quality().orElseThrow().arms().get(1).sameIterations().orElseThrow();
    assertThat(same.difference()).isEmpty();
    assertThat(found.answers())
        .contains(
            "luma_mse, gray-files, after the same iterations: no verdict: 4 seeds, five are needed"
                + " (means 0.02225, colour 0.03000).");
  }

  @Test
  void theSimulationIsToldOfThePlanThatWasSimulated() throws IOException, SettingsException {
    experiment("");
    assertThat(ComparisonResult.open(folder.path()).summary()).doesNotContain("simulation");
    Files.delete(folder.experiment());
    experiment("", YAML.replaceAll("rounds.*\n", ""));
    assertThat(ComparisonResult.open(folder.path()).summary())
        .contains("In simulation 12 rounds find a slowdown of 5 % in 96 of 100 comparisons taken");
  }

  @Test
  void saysWhichFiguresARunHasInstead() throws IOException, SettingsException {
    experiment("quality: {iterations: 3, metric: luma_ssim}\n");
    Files.createDirectories(folder.runs());
    training(Arm.COLOUR, 1, 2, 0.050, 0.030);
    assertThatThrownBy(() -> ComparisonResult.open(folder.path()))
        .isInstanceOf(RunException.class)
        .hasMessageContaining(
            "its saved events must have luma_ssim, the comparison's quality.metric")
        .hasMessageContaining("luma_mse");
  }

  @Test
  void writesItsFilesAndLabelsDrawnFaces() throws IOException, SettingsException {
    experiment("");
    round(Level.NETWORK, 0, 0, 100, 50);
    round(Level.NETWORK, 2, 1, 100, 52);
    ComparisonResult found = ComparisonResult.open(folder.path());
    found.write();
    List<String> blocks = Files.readAllLines(folder.blocks());
    assertThat(blocks).hasSize(1 + 2 * 4 * 2);
    assertThat(blocks.get(1))
        .startsWith("network,1,0,0,0,colour,0,100.000,0.000,0.000,99.000,1.000");
    JsonNode json =
        LedgerFormat.JSON.readTree(Files.readString(folder.comparison(), StandardCharsets.UTF_8));
    assertThat(json.path("drawn").asBoolean()).isTrue();
    assertThat(json.at("/levels/0/arms/1/pair_ratios/1").asDouble()).isCloseTo(0.52, within(1e-9));
    assertThat(json.at("/levels/0/arms/1/ratio").isNull()).isTrue();
    assertThat(Files.readString(folder.summary()))
        .startsWith("# a: gray against colour (drawn)\n")
        .contains("**Drawn faces:**")
        .contains("**Not complete:** network: 2 of 4 rounds; whole: 0 of 4 rounds.")
        .contains("## \"Theoretically 3 times\"");
    assertThatThrownBy(() -> ComparisonResult.open(path))
        .isInstanceOf(RunException.class)
        .hasMessage(path + ": holds no comparison, experiment.yaml is missing");
  }
}
