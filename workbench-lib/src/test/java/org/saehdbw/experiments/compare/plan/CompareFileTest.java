package org.saehdbw.experiments.compare.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.experiments.compare.running.ComparisonRequest;
import org.saehdbw.experiments.deciding.Decide;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.statistics.sequential.Margin;
import org.saehdbw.statistics.sequential.Spending;

class CompareFileTest {
  private static final String LEAST =
      "name: a\nmodel: df-ud-64-32-16-16-16\nfaces: {pretraining_data: 'drawn:20'}\n";

  @TempDir private Path folder;

  private static CompareSpec parse(String yaml, String... words) throws SettingsException {
    return CompareFile.parse(yaml, List.of(words), "small.yaml");
  }

  @Test
  void whatIsNotSaidHasItsDefault() throws SettingsException {
    CompareSpec spec = parse(LEAST);
    assertThat(spec.model()).isEqualTo(ModelSpec.parse("df-ud-64-32-16-16-16-gray"));
    assertThat(spec.arms()).containsExactly(Arm.values());
    assertThat(spec.levels()).containsExactly(Level.NETWORK, Level.DATA, Level.WHOLE);
    assertThat(spec.batchSize()).isEqualTo(4);
    assertThat(spec.plan()).isEqualTo(new BlockPlan(12, 10, 10, 4, 2));
    assertThat(spec.quality()).isEmpty();
    assertThat(spec.drawn()).isTrue();
  }

  @Test
  void readsBackWhatItWrites() throws SettingsException, IOException {
    CompareSpec spec =
        parse(
            LEAST
                + "arms: [gray-files, colour]\nlevels: [decode]\nquality: {iterations: 50}\n"
                + "set: {face_type: wf, learning_rate: 1e-4}\n",
            "rounds=6",
            "quality.seeds=3",
            "set.threads=1");
    assertThat(spec.quality()).contains(new QualityPlan(50, 3, 5, QualityMetric.DEFAULT, 0, 0));
    assertThat(spec.set())
        .isEqualTo(Map.of("face_type", "wf", "learning_rate", "0.0001", "threads", "1"));
    CompareFile.write(spec, folder.resolve("experiment.yaml"));
    assertThat(CompareFile.read(folder.resolve("experiment.yaml"), List.of())).isEqualTo(spec);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "round=3 | unknown key 'round' (small.yaml); nearest is rounds",
        "quality.seed=3 | unknown key 'quality.seed' (small.yaml); nearest is quality.seeds",
        "faces.source=x | unknown key 'faces.source' (small.yaml); nearest is faces.src",
        "set.batch_size=3 | set must not hold batch_size, which the comparison itself decides",
        "set.thread=3 | unknown key 'set.thread' (small.yaml); nearest is set.threads",
        "rounds=1.5 | rounds must be a whole number, got 1.5",
        "rounds=1 | rounds must be at least 2, got 1",
        "rounds_per_process=7 | rounds must be at least twice rounds_per_process, so that there are"
            + " two processes of an arm to tell what differs between them, got 12 and 7",
        "arms=[gray-files] | arms must hold colour, which the others are compared with, and one"
            + " more of colour, gray-files, gray-converted, colour-of-gray, got [gray-files]",
        "arms=[grey] | an arm must be one of colour, gray-files, gray-converted, colour-of-gray,"
            + " got grey",
        "levels=[all] | a level must be one of network, data, decode, whole, got all",
        "levels=[] | there must be something to compare: levels (one or more of network, data,"
            + " decode, whole) or quality",
        "model=df-ud-64-32-16-16-16-gray | model must be named without channels, which the arms"
            + " have, got df-ud-64-32-16-16-16-gray",
        "faces={src: x} | faces must name pretraining_data, or src and dst, got [src]",
        "name=a/b | name must be made of letters, digits, '.', '-' and '_', got 'a/b'",
        "batch_size=0 | batch_size must be a whole number from 1 to 1024, got 0",
        "quality={seeds: 0} | quality.seeds must be from 1 to 1000, got 0",
        "quality={until: later} | quality.until must be decided, or left out, got later",
        "quality={until: decided, seeds: 5} | quality.seeds must be left out with quality.until:"
            + " decided, which adds seeds as quality.decide says (first_seeds, add_seeds,"
            + " most_seeds), got 5",
        "quality={until: decided, decide: {first_seeds: 3}} | decide: first_seeds must be at least"
            + " 5, got 3",
        "quality={until: decided, decide: {most_seeds: 1001}} | quality.decide.most_seeds must be"
            + " from 1 to 1000, got 1001",
        "quality={decide: {most_seed: 9}} | unknown key 'quality.decide.most_seed' (small.yaml);"
            + " nearest is quality.decide.most_seeds",
        "quality={timeout_s: -1} | quality.timeout_s must be at least 0, got -1",
        "quality={metric: Luma} | quality.metric must be a figure's name of a-z, 0-9 and _, such as"
            + " luma_mse, got Luma",
        "quality={metric: luma_msr} | quality.metric: unknown figure 'luma_msr'; nearest is"
            + " luma_mse",
        "quality={metric: sharpness_ratio} | quality.metric must be a figure that ranks:"
            + " sharpness_ratio is best at 1, neither lower nor higher is better",
      })
  void refusesWhatIsNotAllowed(String word, String message) {
    assertThatThrownBy(() -> parse(LEAST, word))
        .isInstanceOf(SettingsException.class)
        .hasMessage(message.contains("(small.yaml)") ? message : message + " (small.yaml)");
  }

  @Test
  void saysWhereItIsNoYaml() {
    assertThatThrownBy(() -> parse("name: a\n  b: ["))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("not YAML: ")
        .hasMessageEndingWith("(small.yaml, line 2)");
    assertThatThrownBy(() -> parse("- a"))
        .isInstanceOf(SettingsException.class)
        .hasMessage("an experiment must be 'key: value' lines (small.yaml)");
    assertThatThrownBy(() -> parse("name: a"))
        .isInstanceOf(SettingsException.class)
        .hasMessage("model must be given (small.yaml)");
  }

  @Test
  void moreOfTheSameGoesOnAndOtherThingsDoNot() throws SettingsException {
    CompareSpec before = parse(LEAST + "quality: {iterations: 50}\n");
    assertThat(parse(LEAST, "rounds=24", "levels=[whole]").continues(before)).isTrue();
    assertThat(parse(LEAST, "quality={iterations: 50, seeds: 9}").continues(before)).isTrue();
    assertThat(parse(LEAST, "quality={iterations: 50, timeout_s: 60}").continues(before)).isTrue();
    assertThat(parse(LEAST, "quality={iterations: 50, save_every: 2}").continues(before)).isFalse();
    assertThat(parse(LEAST, "quality={iterations: 60}").continues(before)).isFalse();
    assertThat(parse(LEAST, "steps=5").continues(before)).isFalse();
    assertThat(parse(LEAST, "set.threads=1").continues(before)).isFalse();
  }

  @Test
  void readsHowArmsAreDecided() throws SettingsException, IOException {
    CompareSpec spec =
        parse(
            LEAST
                + "quality:\n  iterations: 50\n  until: decided\n"
                + "  decide: {margin: 0.1, most_seeds: 9, spending: pocock}\n");
    QualityPlan quality = spec.quality().orElseThrow();
    assertThat(quality.seeds()).isEqualTo(9);
    assertThat(quality.deciding())
        .contains(new Decide(new Margin(0.1, true), 5, 2, 9, 0, 0.95, Spending.POCOCK));
    CompareFile.write(spec, folder.resolve("experiment.yaml"));
    assertThat(CompareFile.read(folder.resolve("experiment.yaml"), List.of())).isEqualTo(spec);
    assertThat(Files.readString(folder.resolve("experiment.yaml"))).doesNotContain(" seeds:");
    CompareSpec usual = parse(LEAST, "quality={until: decided}");
    assertThat(usual.quality().orElseThrow().deciding()).contains(Decide.DEFAULT);
    // How, without until, is kept for --until decided.
    QualityPlan later =
        parse(LEAST, "quality={seeds: 3, decide: {most_seeds: 9}}").quality().orElseThrow();
    assertThat(later.deciding()).isEmpty();
    assertThat(later.seeds()).isEqualTo(3);
    assertThat(later.decide()).contains(Decide.DEFAULT.withMostSeeds(9));
  }

  @Test
  void whatIsDecidedKeepsItsArmsAndItsLooks() throws SettingsException {
    CompareSpec before = parse(LEAST, "quality={until: decided}");
    assertThat(parse(LEAST, "rounds=24", "quality={until: decided}").continues(before)).isTrue();
    assertThat(parse(LEAST, "quality={until: decided, decide: {time_s: 9}}").continues(before))
        .isTrue();
    assertThat(parse(LEAST, "quality={until: decided, decide: {margin: 0.1}}").continues(before))
        .isFalse();
    assertThat(parse(LEAST, "quality={seeds: 15}").continues(before)).isFalse();
    assertThat(before.continues(parse(LEAST, "quality={seeds: 5}"))).isFalse();
    assertThat(
            parse(LEAST, "quality={until: decided}", "arms=[colour, gray-files]").continues(before))
        .isFalse();
  }

  @Test
  void aNotebookDecidesTheSame() throws SettingsException {
    CompareSpec said =
        ComparisonRequest.grayAgainstColour(ModelSpec.parse("df-ud-64-32-16-16-16"))
            .faces("drawn:20")
            .named("a")
            .untilDecided(0.1, 9)
            .spec();
    assertThat(said)
        .isEqualTo(parse(LEAST, "quality={until: decided, decide: {margin: 0.1, most_seeds: 9}}"));
  }

  @Test
  void aNotebookSaysTheSame() throws SettingsException {
    CompareSpec said =
        ComparisonRequest.grayAgainstColour(ModelSpec.parse("df-ud-64-32-16-16-16"))
            .faces("drawn:20")
            .named("a")
            .arms(Arm.COLOUR, Arm.GRAY_FILES)
            .levels(Level.WHOLE)
            .rounds(6)
            .seeds(5)
            .iterations(200)
            .set("steps", 3)
            .set("learning_rate", 1e-4)
            .spec();
    assertThat(said)
        .isEqualTo(
            parse(
                LEAST
                    + "arms: [colour, gray-files]\nlevels: [whole]\nrounds: 6\nsteps: 3\n"
                    + "quality: {seeds: 5, iterations: 200}\nset: {learning_rate: 1.0E-4}\n"));
    assertThatThrownBy(
            () -> ComparisonRequest.grayAgainstColour(ModelSpec.parse("df-64-32-16-16-16")).spec())
        .isInstanceOf(SettingsException.class)
        .hasMessage("faces must name pretraining_data, or src and dst, got [] (notebook)");
  }
}
