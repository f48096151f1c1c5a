package org.saehdbw.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.synthesis.SyntheticFaces;
import org.saehdbw.testing.TinyFaceset;
import org.saehdbw.training.PreparedRun;
import org.saehdbw.training.TrainedModel;
import org.saehdbw.training.Trainer;
import org.saehdbw.training.plan.TrainingSettings;

/** Models that begin with what a wider one has learnt. */
class NarrowedRunIT {
  private static final List<String> FACES =
      List.of(
          "face_type=wf",
          "pretrain=y",
          "pretraining_data=drawn:40,size=64",
          "batch_size=2",
          "learning_rate=2e-4",
          "threads=1");

  @TempDir private static Path runs;
  private static final List<String> WARNINGS = new ArrayList<>();
  private static RunFolder wide;

  @BeforeAll
  static void trainTheWiderModel() throws SettingsException, IOException, InterruptedException {
    wide = train(words("model=df-ud-64-48-16-16-16", "target_iter=30"));
  }

  private static Settings words(String... more) throws SettingsException {
    return SettingsReader.readWords(
        SettingsReader.readWords(TrainingSettings.defaults(), FACES), List.of(more));
  }

  private static RunFolder train(Settings settings)
      throws SettingsException, IOException, InterruptedException {
    PreparedRun run = PreparedRun.create(settings, runs, Optional.empty());
    Trainer.run(run, new HeldOutJudge(WARNINGS::add), () -> false);
    return run.folder();
  }

  private static Event event(RunFolder run, EventKind kind) throws IOException {
    return run.events().stream()
        .filter(event -> event.kind() == kind)
        .reduce((first, last) -> last)
        .orElseThrow();
  }

  private static double error(RunFolder run) throws IOException {
    Map<String, Object> fields = event(run, EventKind.SAVED).fields();
    double src = ((Number) fields.get("held_out_src_error")).doubleValue();
    double dst = ((Number) fields.get("held_out_dst_error")).doubleValue();
    return (src + dst) / 2;
  }

  /** The mean difference of what two models draw of faces that neither has seen. */
  private static double distance(RunFolder one, RunFolder other) throws IOException {
    try (TrainedModel a = TrainedModel.open(one);
        TrainedModel b = TrainedModel.open(other)) {
      BatchSide faces = a.cut(TinyFaceset.of(6, 64, 77), WARNINGS::add);
      FloatBuffer first = a.predict(faces, faces).srcSrc();
      FloatBuffer second = b.predict(faces, faces).srcSrc();
      double sum = 0;
      for (int i = 0; i < first.capacity(); i++) {
        sum += Math.abs(first.get(i) - second.get(i));
      }
      return sum / first.capacity();
    }
  }

  @Test
  void drawsAtOnceAboutAsWellAsTheWiderOne()
      throws SettingsException, IOException, InterruptedException {
    Path file = runs.resolve("smaller.yaml");
    Files.writeString(
        file,
        String.format(
            Locale.ROOT,
            """
            model: df-ud-64-32-16-16-16
            from: %s
            face_type: wf
            pretrain: true
            pretraining_data: drawn:40,size=64
            batch_size: 2
            learning_rate: 5.0e-6
            target_iter: 1
            seed: 3
            threads: 1
            """,
            wide.path()));
    RunFolder narrowed = train(SettingsReader.readFile(TrainingSettings.defaults(), file));
    RunFolder anew = train(words("model=df-ud-64-32-16-16-16", "target_iter=1", "seed=3"));
    assertThat(WARNINGS).isEmpty();
    double learnt = error(anew) - error(wide);
    assertThat(learnt).isPositive();
    assertThat(error(narrowed)).isCloseTo(error(wide), within(0.3 * learnt));
    assertThat(distance(narrowed, wide)).isLessThan(0.2 * distance(anew, wide));

    Map<String, Object> facts = event(narrowed, EventKind.STARTED).fields();
    assertThat(facts)
        .containsEntry("model", "df-ud-64-32-16-16-16-gray")
        .containsEntry("from_model", "df-ud-64-48-16-16-16-gray")
        .containsEntry("from_iteration", 30)
        .doesNotContainKey("renewed");
    Map<?, ?> how = (Map<?, ?>) facts.get("narrowed");
    assertThat((Double) how.get("code_kept")).isBetween(0.9, 1.0);
    assertThat((Double) how.get("channels_kept")).isBetween(0.9, 1.0);
    // 40 faces, at least one of them held out, in two halves.
    assertThat((Integer) how.get("faces")).isBetween(15, 20);
    assertThat(how.get("optimizer_state_dropped"))
        .isEqualTo(
            List.of(
                "inter/upscale1/conv1/weight",
                "inter/upscale1/conv1/bias",
                "inter/dense1/weight",
                "inter/dense1/bias",
                "inter/dense2/weight",
                "inter/dense2/bias",
                "decoder_src/upscale0/conv1/weight",
                "decoder_src/upscalem0/conv1/weight",
                "decoder_dst/upscale0/conv1/weight",
                "decoder_dst/upscalem0/conv1/weight"));
  }

  @Test
  void aeDimsAloneIsEnoughToSay() throws SettingsException, IOException, InterruptedException {
    PreparedRun run =
        PreparedRun.create(words("from=1", "ae_dims=32"), runs, Optional.of("smaller"));
    assertThat(run.plan().spec()).isEqualTo(ModelSpec.parse("df-ud-64-32-16-16-16"));
  }

  @Test
  void onlyAeDimsMayBeSmaller() {
    for (String other : List.of("ae_dims=64", "d_dims=18", "archi=df-u", "channels=colour")) {
      assertThatThrownBy(() -> train(words("from=1", other)))
          .isInstanceOf(SettingsException.class)
          .hasMessageMatching(
              "from: 0001_df-ud-64-48-16-16-16-gray_s1 holds df-ud-64-48-16-16-16-gray, the"
                  + " settings ask for \\S+; only ae_dims may differ, and only be smaller; leave"
                  + " the model out to take it over \\(--set\\)");
    }
  }

  @Test
  void afterPretrainingTheInterStartsAnewAndTheDecodersAreNarrowed()
      throws SettingsException, IOException, InterruptedException {
    Run swap =
        Training.of(ModelSpec.parse("df-ud-64-32-16-16-16"))
            .takingOver(Run.open(wide.path()))
            .src(SyntheticFaces.of(20).size(64).identity(0))
            .dst(SyntheticFaces.of(12).size(64).identity(3))
            .set("batch_size", 2)
            .set("threads", 1)
            .until(1)
            .in(runs)
            .inProcess()
            .start();
    Map<String, Object> facts = event(swap.folder(), EventKind.STARTED).fields();
    assertThat(facts).containsEntry("renewed", List.of("inter"));
    Map<?, ?> how = (Map<?, ?>) facts.get("narrowed");
    assertThat(how.containsKey("code_kept")).isFalse();
    assertThat((Double) how.get("channels_kept")).isBetween(0.9, 1.0);
    assertThat(swap.folder().events())
        .extracting(Event::kind)
        .startsWith(EventKind.STARTED, EventKind.STAGE_CHANGED);
  }
}
