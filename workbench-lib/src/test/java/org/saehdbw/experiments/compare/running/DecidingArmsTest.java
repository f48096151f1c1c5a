package org.saehdbw.experiments.compare.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.experiments.compare.plan.Arm;
import org.saehdbw.experiments.compare.plan.CompareFile;
import org.saehdbw.experiments.compare.plan.CompareFolder;
import org.saehdbw.experiments.compare.plan.CompareSpec;
import org.saehdbw.experiments.compare.results.ComparisonDecision;
import org.saehdbw.experiments.compare.results.ComparisonEntry;
import org.saehdbw.experiments.compare.results.ComparisonLedger;
import org.saehdbw.experiments.compare.results.ComparisonResult;
import org.saehdbw.experiments.deciding.LookOutcome;
import org.saehdbw.experiments.ledger.LedgerFormat;
import org.saehdbw.files.FileTree;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.MetricsWriter;
import org.saehdbw.runs.metrics.StageTimes;
import org.saehdbw.settings.SettingsException;

class DecidingArmsTest {
  private static final int NEVER = Integer.MAX_VALUE;
  private static final double COLOUR = 0.03;
  private static final double QUANTILE = 2.8802895;
  private static final double ERROR = 0.001 * Math.sqrt(0.5);

  @TempDir private Path path;

  private final List<String> trained = new ArrayList<>();
  private final List<String> said = new ArrayList<>();

  /** Trainings of three iterations of a second each, that are only written down. */
  private final class Fake implements DecidingArms.Trainings {
    private final CompareFolder folder;
    private final ComparisonLedger ledger;
    private final ToDoubleBiFunction<Arm, Integer> value;
    private final int stopAfter;

    Fake(
        CompareFolder folder,
        ComparisonLedger ledger,
        ToDoubleBiFunction<Arm, Integer> value,
        int stopAfter) {
      this.folder = folder;
      this.ledger = ledger;
      this.value = value;
      this.stopAfter = stopAfter;
    }

    @Override
    public int missing(List<Arm> arms, int seeds) {
      int missing = 0;
      for (int seed = 1; seed <= seeds; seed++) {
        for (Arm arm : arms) {
          missing += ledger.state().finished(folder, arm, seed).isPresent() ? 0 : 1;
        }
      }
      return missing;
    }

    @Override
    public int atOnce(int missing) {
      return 1;
    }

    @Override
    public void run(List<Arm> arms, int seeds) throws IOException {
      for (int seed = 1; seed <= seeds; seed++) {
        for (Arm arm : arms) {
          if (ledger.state().finished(folder, arm, seed).isEmpty()) {
            train(arm, seed);
          }
        }
      }
    }

    private void train(Arm arm, int seed) throws IOException {
      if (trained.size() == stopAfter) {
        throw new CancellationException("stopped");
      }
      Files.createDirectories(folder.runs());
      RunFolder run = RunFolder.create(folder.runs(), arm.text() + "-" + seed, seed);
      try (MetricsWriter metrics = MetricsWriter.open(run.metricsFile())) {
        for (int i = 1; i <= 3; i++) {
          metrics.write(new MetricsRow(i, i, 1e3, 0, 1, 1, 1, StageTimes.UNKNOWN));
        }
      }
      double end = value.applyAsDouble(arm, seed);
      run.eventLog().append(EventKind.SAVED, Map.of("iteration", 1, "luma_mse", 0.05));
      if (Double.isFinite(end)) {
        run.eventLog().append(EventKind.SAVED, Map.of("iteration", 3, "luma_mse", end));
      }
      ledger.append(new ComparisonEntry.Training(arm.text(), seed, run.name(), true));
      trained.add(arm + " " + seed);
    }
  }

  private ComparisonResult run(
      String name,
      String arms,
      String decide,
      ToDoubleBiFunction<Arm, Integer> value,
      int stopAfter)
      throws SettingsException, IOException, InterruptedException {
    CompareSpec spec =
        CompareFile.parse(
            "name: "
                + name
                + "\nmodel: df-ud-64-32-16-16-16\nfaces: {pretraining_data: 'drawn:20'}\nlevels: []\n"
                + ("arms: [" + arms + "]\n")
                + ("quality: {iterations: 3, until: decided, decide: " + decide + "}\n"),
            List.of(),
            "test");
    CompareFolder folder = new CompareFolder(path.resolve(name));
    Files.createDirectories(folder.path());
    CompareFile.write(spec, folder.experiment());
    ComparisonLedger ledger = ComparisonLedger.open(folder);
    new DecidingArms(spec, folder, ledger, said::add)
        .run(new Fake(folder, ledger, value, stopAfter));
    return ComparisonResult.open(folder.path());
  }

  /** Gray files are a third better; what is converted goes up and down by more than the margin. */
  private static double oneClearOneNot(Arm arm, int seed) {
    return switch (arm) {
      case GRAY_FILES -> 0.02 + 0.0001 * (seed % 2);
      case GRAY_CONVERTED -> COLOUR + (seed % 2 == 0 ? 0.004 : -0.004);
      default -> COLOUR;
    };
  }

  private static final String TWO = "colour, gray-files, gray-converted";
  private static final String THREE_LOOKS = "{most_seeds: 9}";

  @Test
  void anArmThatIsDecidedGetsNoMoreSeeds()
      throws SettingsException, IOException, InterruptedException {
    ComparisonResult found = run("a", TWO, THREE_LOOKS, DecidingArmsTest::oneClearOneNot, NEVER);
    assertThat(trained).hasSize(9 + 5 + 9).contains("gray-files 5").doesNotContain("gray-files 6");
    assertThat(said)
        .containsExactly(
            "look 1 of at most 3, 5 seeds: gray-files different, gray-converted open",
            "look 2 of at most 3, 7 seeds: gray-converted open",
            "look 3 of at most 3, 9 seeds: gray-converted open");
    ComparisonDecision decision = found.decision().orElseThrow();
    assertThat(decision.outcome(Arm.GRAY_FILES)).isEqualTo(LookOutcome.DIFFERENT);
    assertThat(decision.open()).containsExactly(Arm.GRAY_CONVERTED);
    assertThat(decision.continues()).isFalse();
    assertThat(decision.seeds(Arm.GRAY_FILES)).isEqualTo(5);
    assertThat(decision.seeds(Arm.COLOUR)).isEqualTo(9);
    assertThat(found.isComplete()).isTrue();
    assertThat(decision.words().get(0))
        .startsWith("luma_mse, gray-files: decided: better than colour by 3")
        .contains("Look 1 of at most 3, 5 seeds: mean 0.02006, colour 0.03000, the 99.")
        .contains("with 2 arms against colour and 3 looks the whole procedure errs in at most 5 %");
    assertThat(decision.words().get(1))
        .startsWith(
            "luma_mse, gray-converted: undecided with the most seeds, 9: neither a difference from"
                + " colour was found nor that it is below the margin, 5 % of colour's mean.")
        .containsPattern("of cases\\. For 80 % it takes about \\d+ seeds\\.$");
  }

  @Test
  void whatWasKilledComesToTheSameDecision()
      throws SettingsException, IOException, InterruptedException {
    List<ComparisonEntry.Look> whole =
        run("whole", TWO, THREE_LOOKS, DecidingArmsTest::oneClearOneNot, NEVER)
            .decision()
            .orElseThrow()
            .looks();
    trained.clear();
    for (int stop : List.of(7, 17)) {
      assertThatThrownBy(() -> run("cut", TWO, THREE_LOOKS, DecidingArmsTest::oneClearOneNot, stop))
          .isInstanceOf(CancellationException.class);
    }
    ComparisonResult half = ComparisonResult.open(path.resolve("cut"));
    assertThat(half.missing())
        .containsExactly("quality: 1 of at most 3 looks, gray-converted not decided");
    assertThat(half.decision().orElseThrow().seeds(Arm.COLOUR)).isEqualTo(7);
    said.clear();
    ComparisonResult cut = run("cut", TWO, THREE_LOOKS, DecidingArmsTest::oneClearOneNot, NEVER);
    assertThat(cut.decision().orElseThrow().looks()).isEqualTo(whole);
    assertThat(trained).hasSize(23).doesNotHaveDuplicates();
    assertThat(said).hasSize(2);
    said.clear();
    run("cut", TWO, THREE_LOOKS, DecidingArmsTest::oneClearOneNot, 0);
    assertThat(said).isEmpty();
  }

  /** Differences of -1 to -5 thousandths: t(4) is 3 sqrt(2), p 0.0132; 95.5 % are 2.8803 errors. */
  @Test
  void saysTheDecisionWithItsIntervalEverywhere()
      throws SettingsException, IOException, InterruptedException {
    ComparisonResult found =
        run(
            "one",
            "colour, gray-files",
            "{most_seeds: 5}",
            (arm, seed) -> arm == Arm.COLOUR ? COLOUR : COLOUR - 0.001 * seed,
            NEVER);
    ComparisonEntry.ArmLook look = found.decision().orElseThrow().looks().get(0).arms().get(0);
    assertThat(look.outcome()).isEqualTo(LookOutcome.DIFFERENT);
    assertThat(look.figures().differenceP()).isCloseTo(0.013236, within(1e-6));
    assertThat(look.figures().low()).isCloseTo(-0.003 - QUANTILE * ERROR, within(1e-7));
    assertThat(look.figures().high()).isCloseTo(-0.003 + QUANTILE * ERROR, within(1e-7));
    assertThat(look.figures().margin()).isCloseTo(0.0015, within(1e-12));
    assertThat(look.figures().deviation()).isCloseTo(0.001 * Math.sqrt(2.5), within(1e-9));
    assertThat(found.answers().get(0))
        .startsWith(
            "luma_mse, gray-files: decided: better than colour by 3.2 % to 16.8 %. Look 1 of at"
                + " most 1, 5 seeds: mean 0.02700, colour 0.03000, the 95.50 % interval of the"
                + " difference is -0.005037 to -0.0009633, the margin 0.001500 (p of no difference"
                + " 0.013, ");
    assertThat(found.summary())
        .contains("## Decision: luma_mse after all iterations")
        .contains("| 1 | 5 | gray-files | different | 0.02700 | 0.03000 |");
    found.write();
    JsonNode json =
        LedgerFormat.JSON.readTree(Files.readString(found.folder().comparison())).get("decision");
    assertThat(json.at("/arms/0/verdict").asText()).isEqualTo("better");
    assertThat(json.at("/arms/0/seeds").asInt()).isEqualTo(5);
    assertThat(json.at("/arms/0/figures/difference_p").asDouble())
        .isCloseTo(0.013236, within(1e-6));
    assertThat(json.at("/plan/most_seeds").asInt()).isEqualTo(5);
    // Without the runs the report is the same.
    String before = found.summary();
    FileTree.delete(found.folder().runs());
    assertThat(ComparisonResult.open(found.folder().path()).summary()).isEqualTo(before);
  }

  @Test
  void findsThatAnArmIsAsGood() throws SettingsException, IOException, InterruptedException {
    ComparisonResult found =
        run(
            "same",
            "colour, gray-files",
            "{}",
            (arm, seed) -> arm == Arm.COLOUR ? COLOUR : COLOUR + 0.0001 * (seed % 3 - 1),
            NEVER);
    assertThat(trained).hasSize(10);
    assertThat(found.decision().orElseThrow().words().get(0))
        .startsWith(
            "luma_mse, gray-files: decided: equivalent to colour, they differ by less than the"
                + " margin, 5 % of colour's mean. Look 1 of at most 6, 5 seeds: ");
  }

  @Test
  void endsWhenTheNextLookWouldPassTheTimeAndContinuesWithMore()
      throws SettingsException, IOException, InterruptedException {
    String arms = "colour, gray-converted";
    ComparisonResult found =
        run("time", arms, "{most_seeds: 7, time_s: 40}", DecidingArmsTest::oneClearOneNot, NEVER);
    assertThat(trained).hasSize(10);
    assertThat(found.isComplete()).isTrue();
    assertThat(found.decision().orElseThrow().words().get(0))
        .startsWith(
            "luma_mse, gray-converted: undecided within the time, 30 s are spent, and 12 s until"
                + " the next look would pass time_s, 40 s: neither ");
    found =
        run("time", arms, "{most_seeds: 7, time_s: 42}", DecidingArmsTest::oneClearOneNot, NEVER);
    assertThat(trained).hasSize(14);
    assertThat(found.decision().orElseThrow().looks()).hasSize(2);
  }

  @Test
  void anArmWithoutAFigureOfEverySeedIsNotCompared()
      throws SettingsException, IOException, InterruptedException {
    ComparisonResult found =
        run(
            "lost",
            "colour, gray-files",
            "{}",
            (arm, seed) -> arm == Arm.GRAY_FILES && seed == 3 ? Double.NaN : COLOUR,
            NEVER);
    assertThat(trained).hasSize(10);
    assertThat(found.decision().orElseThrow().outcome(Arm.GRAY_FILES))
        .isEqualTo(LookOutcome.NOT_COMPARABLE);
    assertThat(found.decision().orElseThrow().words())
        .containsExactly(
            "luma_mse, gray-files: undecided: not every training of it and of colour has a finite"
                + " value.");
  }
}
