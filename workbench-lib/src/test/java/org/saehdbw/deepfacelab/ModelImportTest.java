package org.saehdbw.deepfacelab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.architectures.ModelSettings;
import org.saehdbw.checkpoints.CheckpointStore;
import org.saehdbw.checkpoints.KeepPolicy;
import org.saehdbw.checkpoints.NamedArray;
import org.saehdbw.checkpoints.SafetensorsReader;
import org.saehdbw.checkpoints.StoredCheckpoint;
import org.saehdbw.dataloaders.AugmentOptions;
import org.saehdbw.dataloaders.BatchOptions;
import org.saehdbw.dataloaders.PictureOptions;
import org.saehdbw.losses.AdversarialOptions;
import org.saehdbw.optimizers.OptimizerOptions;
import org.saehdbw.pickles.NumpyArray;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunStatus;
import org.saehdbw.runs.RunSummary;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.StoredSettings;
import org.saehdbw.training.plan.StepOptions;
import org.saehdbw.training.plan.TrainingPlan;

class ModelImportTest {
  @TempDir private Path root;

  static StoredCheckpoint checkpoint(RunFolder run) throws IOException {
    return new CheckpointStore(run.checkpoints(), KeepPolicy.defaults())
        .latestGood(damage -> {})
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {ModelFixture.GRAY, ModelFixture.COLOUR})
  void readsEveryArrayAsTheOriginalWroteIt(String model) throws IOException {
    Path folder = ModelFixture.copy(model, root);
    int arrays = 0;
    for (Map.Entry<String, JsonNode> file :
        ModelFixture.expected(model).get("files").properties()) {
      if (!file.getValue().has("entries")) {
        continue;
      }
      try (ArrayFile read = ArrayFile.open(folder.resolve(file.getKey()))) {
        List<String> keys = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : file.getValue().get("entries").properties()) {
          keys.add(entry.getKey());
          compare(read, entry.getKey(), entry.getValue());
          arrays++;
        }
        assertThat(read.keys()).isEqualTo(keys);
      }
    }
    assertThat(arrays).isGreaterThan(150);
  }

  private static void compare(ArrayFile file, String key, JsonNode expected) throws IOException {
    List<Integer> shape = new ArrayList<>();
    expected.get("shape").forEach(axis -> shape.add(axis.intValue()));
    assertThat(file.shape(key)).as(key).isEqualTo(shape);
    assertThat(file.dtype(key)).isEqualTo(shape.isEmpty() ? "i8" : "f4");
    FloatBuffer values = file.floats(key);
    double sum = 0;
    double size = 0;
    for (int i = values.position(); i < values.limit(); i++) {
      sum += values.get(i);
      size += Math.abs(values.get(i));
    }
    assertThat(sum).as(key).isCloseTo(expected.get("sum").doubleValue(), within(1e-4));
    assertThat(size).as(key).isCloseTo(expected.get("abs_sum").doubleValue(), within(1e-3));
    for (int i = 0; i < expected.get("first").size(); i++) {
      assertThat(values.get(i)).as(key).isEqualTo(expected.get("first").get(i).floatValue());
    }
    int last = expected.get("last").size();
    for (int i = 0; i < last; i++) {
      assertThat(values.get(values.limit() - last + i))
          .as(key)
          .isEqualTo(expected.get("last").get(i).floatValue());
    }
  }

  @Test
  void kernelsAreTurnedToOurLayoutWithTheirMoments() throws IOException, SettingsException {
    ImportedModel model = ModelFixture.imported(ModelFixture.COLOUR, root);
    Path folder = root.resolve(ModelFixture.COLOUR);
    Map<?, ?> decoder = ModelFixture.dictionary(folder.resolve("small_SAEHD_decoder.npy"));
    NumpyArray theirs = (NumpyArray) Objects.requireNonNull(decoder.get("upscale0/conv1/weight:0"));
    try (SafetensorsReader reader = checkpoint(model.run()).openWeights()) {
      assertTurned(theirs, reader.read("decoder/upscale0/conv1/weight"));
      assertThat(reader.metadata())
          .containsEntry("model", "liae-ud-64-8-2-2-2-colour")
          .containsEntry("block", "residual");
      Map<?, ?> inter = ModelFixture.dictionary(folder.resolve("small_SAEHD_inter_AB.npy"));
      NumpyArray dense = (NumpyArray) Objects.requireNonNull(inter.get("dense1/weight:0"));
      NamedArray same = reader.read("inter_AB/dense1/weight");
      assertThat(same.shape()).containsExactly(256, 8);
      assertThat((double) same.values().get(100)).isEqualTo(dense.element(100));
    }
    Map<?, ?> state = ModelFixture.dictionary(folder.resolve("small_SAEHD_src_dst_opt.npy"));
    NumpyArray moments =
        (NumpyArray) Objects.requireNonNull(state.get("vs_decoder/upscale0/conv1/weight_0:0"));
    try (SafetensorsReader reader = checkpoint(model.run()).openOptimizer()) {
      assertTurned(moments, reader.read("vs_decoder/upscale0/conv1/weight"));
    }
  }

  /** theirs[y][x][in][out] is ours[out][in][y][x]. */
  private static void assertTurned(NumpyArray theirs, NamedArray ours) {
    assertThat(theirs.shape()).containsExactly(3, 3, 32, 64);
    assertThat(ours.shape()).containsExactly(64, 32, 3, 3);
    for (int[] at : new int[][] {{0, 0, 0, 0}, {2, 1, 5, 63}, {1, 2, 31, 17}, {2, 2, 31, 63}}) {
      int from = ((at[0] * 3 + at[1]) * 32 + at[2]) * 64 + at[3];
      int to = ((at[3] * 32 + at[2]) * 3 + at[0]) * 3 + at[1];
      assertThat((double) ours.values().get(to)).isEqualTo(theirs.element(from));
    }
  }

  @Test
  void theRunFolderTellsWhatTheModelWas() throws IOException, SettingsException {
    ImportedModel model = ModelFixture.imported(ModelFixture.GRAY, root);
    assertThat(model)
        .hasToString("small_SAEHDBW, df-ud-64-8-2-2-2-gray, iteration 3, is 0001_small_s1");
    assertThat(model.optimizer()).contains("AdaBelief");
    assertThat(model.remarks()).isEmpty();
    RunFolder run = model.run();
    assertThat(RunStatus.of(run)).isEqualTo(RunStatus.STOPPED);
    Settings settings = StoredSettings.read(run);
    assertThat(ModelSettings.spec(settings)).hasToString("df-ud-64-8-2-2-2-gray");
    assertThat(settings.get(BatchOptions.BATCH_SIZE)).isEqualTo(2);
    assertThat(settings.text(PictureOptions.FACE_TYPE)).isEqualTo("f");
    assertThat(settings.get(AugmentOptions.RANDOM_DST_FLIP)).isTrue();
    assertThat(settings.origin(ModelSettings.AE_DIMS)).isEqualTo("data.dat");
    assertThat(settings.origin(StepOptions.THREADS)).isEqualTo("--set");
    assertThat(TrainingPlan.of(settings).optimizer().lrDropout()).isEqualTo(1.0);

    List<MetricsRow> rows = MetricsReader.readAll(run.metricsFile()).rows();
    assertThat(rows)
        .containsExactly(
            MetricsRow.ofLosses(1, 3.6862025f, 3.768918f),
            MetricsRow.ofLosses(2, 3.3888383f, 3.3625252f),
            MetricsRow.ofLosses(3, 3.5441866f, 3.5096314f));
    assertThat(Files.readAllLines(run.metricsFile()).get(1))
        .isEqualTo("1,,,,3.6862025,3.768918,,,,,,,,,,,,,,");
    StoredCheckpoint checkpoint = checkpoint(run);
    assertThat(checkpoint.state().iteration()).isEqualTo(3);
    assertThat(checkpoint.state().optimizerIterations()).isEqualTo(3);
    assertThat(checkpoint.state().stage()).isEqualTo("train");
    assertThat(checkpoint.state().losses()).containsEntry("dst", (double) 3.5096314f);
    assertThat(run.events().stream().map(event -> event.kind()))
        .containsExactly(EventKind.IMPORTED, EventKind.SAVED);
    RunSummary summary = RunSummary.of(run);
    assertThat(summary.problems()).isEmpty();
    assertThat(summary.iteration()).isEqualTo(3);
    assertThat(summary.lastSave()).isPresent();
    assertThat(run.deepFaceLab().resolve("data.dat"))
        .hasSameBinaryContentAs(root.resolve(ModelFixture.GRAY).resolve("small_SAEHDBW_data.dat"));
    assertThat(run.deepFaceLab().resolve("origin.json"))
        .content()
        .contains("\"name\" : \"small\"", "\"class\" : \"SAEHDBW\"", "\"iteration\" : 3");
  }

  @Test
  void oneOfSeveralModelsIsNamed() throws IOException, SettingsException {
    Path folder = ModelFixture.copy(ModelFixture.GRAY, root);
    try (Stream<Path> others = Files.list(ModelFixture.copy(ModelFixture.COLOUR, root))) {
      for (Path file : others.toList()) {
        Files.move(file, folder.resolve(file.getFileName()));
      }
    }
    assertThatThrownBy(() -> ModelImport.of(folder).into(root.resolve("runs")))
        .isInstanceOf(ModelFileException.class)
        .hasMessage(
            folder + ": holds several models, so one must be named: small_SAEHD, small_SAEHDBW");
    assertThatThrownBy(() -> ModelImport.of(folder).name("small").into(root.resolve("runs")))
        .hasMessage(folder + ": must hold one model small, got small_SAEHD, small_SAEHDBW");
    assertThat(root.resolve("runs")).doesNotExist();
    assertThat(
            ModelImport.of(folder)
                .name("small_SAEHD")
                .runName("shared")
                .into(root.resolve("runs"))
                .run()
                .name())
        .isEqualTo("0001_shared_s1");
  }

  @Test
  void discriminatorsOfOtherSizesAreKeptByteForByte() throws IOException, SettingsException {
    Path folder = ModelFixture.copy(ModelFixture.GRAY, root);
    Path gan = folder.resolve("small_SAEHDBW_GAN.npy");
    Files.copy(folder.resolve("small_SAEHDBW_inter.npy"), gan);
    ModelFixture.changeOptions(
        folder.resolve("small_SAEHDBW_data.dat"),
        options -> {
          options.put("gan_power", 0.1);
          options.put("true_face_power", 0.05);
        });
    ImportedModel model = ModelImport.of(folder).into(root.resolve("runs"));
    assertThat(model.remarks())
        .containsExactly(
            "no small_SAEHDBW_code_discriminator.npy: the code discriminator starts from initial"
                + " values",
            gan
                + ": has no convs_0/weight:0, which the patch discriminator of"
                + " df-ud-64-8-2-2-2-gray needs; the patch discriminator starts from initial"
                + " values");
    assertThat(model.run().deepFaceLab().resolve("GAN.npy")).hasSameBinaryContentAs(gan);
    assertThat(StoredSettings.read(model.run()).get(AdversarialOptions.GAN_POWER)).isEqualTo(0.1);

    Path back = root.resolve("back");
    ModelExport.of(model.run()).into(back);
    assertThat(back.resolve("small_SAEHDBW_GAN.npy")).hasSameBinaryContentAs(gan);
    Map<?, ?> data = ModelFixture.dictionary(back.resolve("small_SAEHDBW_data.dat"));
    assertThat(((Map<?, ?>) Objects.requireNonNull(data.get("options"))).get("gan_power"))
        .isEqualTo(0.1);
  }

  @Test
  void anOptimizerMayBeMissingOrRmsProp() throws IOException, SettingsException {
    Path folder = ModelFixture.copy(ModelFixture.GRAY, root);
    Path state = folder.resolve("small_SAEHDBW_src_dst_opt.npy");
    ModelFixture.change(
        state,
        values -> {
          for (Object key : List.copyOf(values.keySet())) {
            Object value = Objects.requireNonNull(values.remove(key));
            if (String.valueOf(key).startsWith("vs_")) {
              values.put(String.valueOf(key).replaceFirst("vs_", "acc_"), value);
            } else if (key.equals("iters:0")) {
              values.put(key, NumpyArray.ofInts(List.of(), 7));
            }
          }
        });
    ImportedModel rms = ModelImport.of(folder).into(root.resolve("runs"));
    assertThat(rms.optimizer()).contains("RMSprop");
    assertThat(checkpoint(rms.run()).state().optimizerIterations()).isEqualTo(7);

    Files.delete(state);
    ImportedModel none = ModelImport.of(folder).into(root.resolve("runs"));
    assertThat(none.optimizer()).isEmpty();
    assertThat(none.remarks())
        .containsExactly("no small_SAEHDBW_src_dst_opt.npy: the optimizer's moments start at zero");
  }

  @Test
  void oldFormsOfOptionsAreUnderstood() throws IOException, SettingsException {
    Path folder = ModelFixture.copy(ModelFixture.GRAY, root);
    Path data = folder.resolve("small_SAEHDBW_data.dat");
    ModelFixture.changeOptions(
        data,
        options -> {
          options.put("lr_dropout", true);
          options.put("ct_mode", org.saehdbw.pickles.PickleNone.NONE);
          options.put("batch_size", 0);
          options.put("random_hsv_power", 0.05);
          options.put("eyes_prio", true);
          options.put("archi", "DF-DU");
          options.remove("clipgrad");
        });
    ImportedModel model = ModelImport.of(folder).into(root.resolve("runs"));
    Settings settings = StoredSettings.read(model.run());
    assertThat(settings.text(OptimizerOptions.LR_DROPOUT)).isEqualTo("y");
    assertThat(settings.text(AugmentOptions.CT_MODE)).isEqualTo("none");
    assertThat(settings.get(BatchOptions.BATCH_SIZE)).isEqualTo(1);
    assertThat(settings.get(OptimizerOptions.CLIPGRAD)).isFalse();
    assertThat(model.spec().archi()).isEqualTo("df-ud");
    assertThat(model.remarks())
        .containsExactly("random_hsv_power 0.05 has no meaning in gray and is 0 here");

    ModelFixture.changeOptions(data, options -> options.put("lr_dropout", "1"));
    assertThat(ModelImport.of(folder).into(root.resolve("runs")).remarks())
        .contains("lr_dropout '1' means off in DeepFaceLab, so it is n here");
  }

  @Test
  void optionsOfForksMayBeListsAndComeBack() throws IOException, SettingsException {
    Path folder = ModelFixture.copy(ModelFixture.GRAY, root);
    List<Object> list = List.of(1L, "two", Map.of("three", 3.5));
    ModelFixture.changeOptions(
        folder.resolve("small_SAEHDBW_data.dat"),
        options -> {
          options.put("fork_list", list);
          options.put("ct_mode", List.of("rct", "lct"));
        });
    ImportedModel model = ModelImport.of(folder).into(root.resolve("runs"));
    assertThat(model.remarks())
        .containsExactly(
            "ct_mode must be one of none, rct, lct, mkl, idt, sot, got '[rct, lct]' (data.dat); it"
                + " is none here, and the model's own value is kept for the way back");
    assertThat(ModelInfo.of(folder).options()).containsEntry("fork_list", list.toString());
    ModelExport.of(model.run()).into(root.resolve("back"));
    Map<?, ?> back =
        (Map<?, ?>)
            ModelFixture.dictionary(root.resolve("back/small_SAEHDBW_data.dat")).get("options");
    assertThat(back.get("fork_list")).isEqualTo(list);
    assertThat(back.get("ct_mode")).isEqualTo(List.of("rct", "lct"));
  }

  @Test
  void valuesOfForksAreRemarksAndComeBack() throws IOException, SettingsException {
    Path folder = ModelFixture.copy(ModelFixture.GRAY, root);
    Path data = folder.resolve("small_SAEHDBW_data.dat");
    ModelFixture.changeOptions(
        data,
        options -> {
          options.put("ct_mode", "fs-aug");
          options.put("lr_dropout", "maybe");
          options.put("batch_size", 5000);
          options.put("random_warp", "sometimes");
        });
    String kept = "is %s here, and the model's own value is kept for the way back";
    ImportedModel model = ModelImport.of(folder).into(root.resolve("runs"));
    assertThat(model.remarks())
        .containsExactly(
            "lr_dropout must be one of n, y, cpu, got 'maybe' (data.dat); it "
                + String.format(Locale.ROOT, kept, "n"),
            "random_warp must be true or false (y/n and 1/0 are understood), got 'sometimes'"
                + " (data.dat); it "
                + String.format(Locale.ROOT, kept, "true"),
            "ct_mode must be one of none, rct, lct, mkl, idt, sot, got 'fs-aug' (data.dat); it "
                + String.format(Locale.ROOT, kept, "none"),
            "batch_size must be a whole number from 1 to 1024, got '5000' (data.dat); it "
                + String.format(Locale.ROOT, kept, "4"));
    assertThat(StoredSettings.read(model.run()).get(BatchOptions.BATCH_SIZE)).isEqualTo(4);
    assertThat(ModelInfo.of(folder).remarks()).containsAll(model.remarks());
    ModelExport.of(model.run()).into(root.resolve("back"));
    Map<?, ?> back =
        (Map<?, ?>)
            ModelFixture.dictionary(root.resolve("back/small_SAEHDBW_data.dat")).get("options");
    assertThat(back.get("ct_mode")).isEqualTo("fs-aug");
    assertThat(back.get("lr_dropout")).isEqualTo("maybe");
    assertThat(back.get("batch_size")).isEqualTo(5000L);
    assertThat(back.get("random_warp")).isEqualTo("sometimes");

    ImportedModel asked = ModelImport.of(folder).set("ct_mode", "sot").into(root.resolve("others"));
    ModelExport.of(asked.run()).into(root.resolve("sot"));
    Map<?, ?> sot =
        (Map<?, ?>)
            ModelFixture.dictionary(root.resolve("sot/small_SAEHDBW_data.dat")).get("options");
    assertThat(sot.get("ct_mode")).isEqualTo("sot");

    ModelFixture.changeOptions(data, options -> options.put("face_type", "custom"));
    ImportedModel chosen =
        ModelImport.of(folder).set("face_type", "wf").into(root.resolve("third"));
    assertThat(StoredSettings.read(chosen.run()).text(PictureOptions.FACE_TYPE)).isEqualTo("wf");
  }

  @Test
  void halfAndDoubleWeightsAreConvertedAndSaid() throws IOException, SettingsException {
    Path folder = ModelFixture.copy(ModelFixture.GRAY, root);
    Path encoder = folder.resolve("small_SAEHDBW_encoder.npy");
    ModelFixture.change(
        encoder,
        values -> {
          values.put("down1/downs_0/conv1/bias:0", NumpyArray.ofDoubles(List.of(2), 0.1, -0.2));
          // 0x3800 is 0.5, 0xc000 is -2.
          values.put(
              "down1/downs_1/conv1/bias:0",
              new NumpyArray("f2", List.of(4), new byte[] {0, 0x38, 0, (byte) 0xc0, 0, 0, 0, 0}));
        });
    ImportedModel model = ModelImport.of(folder).into(root.resolve("runs"));
    assertThat(model.remarks())
        .containsExactly(encoder + ": arrays of f2 and f8 become 32-bit floats");
    try (SafetensorsReader reader = checkpoint(model.run()).openWeights()) {
      assertThat(reader.read("encoder/down1/downs_0/conv1/bias").values().get(0)).isEqualTo(0.1f);
      assertThat(reader.read("encoder/down1/downs_1/conv1/bias").values().get(1)).isEqualTo(-2f);
    }
  }

  @Test
  void aShortOrMissingHistoryEndsAtTheIteration() {
    LossHistory history = new LossHistory(new double[] {1, 2, 3, 4});
    assertThat(history.rows(5))
        .containsExactly(MetricsRow.ofLosses(4, 1, 2), MetricsRow.ofLosses(5, 3, 4));
    assertThat(history.rows(1)).containsExactly(MetricsRow.ofLosses(1, 3, 4));
    assertThat(LossHistory.NONE.rows(9))
        .containsExactly(MetricsRow.ofLosses(9, Float.NaN, Float.NaN));
    assertThat(LossHistory.NONE.rows(0)).isEmpty();
  }

  @Test
  void ofAPretrainedModelANewRunBegins() throws IOException, SettingsException {
    for (String fixture : ModelFixture.BOTH) {
      Path folder = ModelFixture.copy(fixture, root);
      boolean df = fixture.equals(ModelFixture.GRAY);
      Path data = folder.resolve(df ? "small_SAEHDBW_data.dat" : "small_SAEHD_data.dat");
      assertThat(ModelImport.of(folder).into(root.resolve("runs")).pretrain()).isFalse();
      ModelFixture.changeOptions(data, options -> options.put("pretrain", true));
      ImportedModel model = ModelImport.of(folder).into(root.resolve("runs"));
      assertThat(model.pretrain()).isTrue();
      assertThat(checkpoint(model.run()).state().stage()).isEqualTo("pretrain");
      assertThat(model.remarks())
          .containsExactly(
              "the model was saved while pretraining: src and dst need a new run that starts"
                  + " from this one (from), counts iterations from 0 and initialises "
                  + (df ? "inter" : "inter_AB and inter_B")
                  + " again, as DeepFaceLab does when pretrain is switched off; --resume continues"
                  + " pretraining");
      assertThatThrownBy(
              () -> ModelImport.of(folder).set("pretrain", "false").into(root.resolve("runs")))
          .isInstanceOf(SettingsException.class)
          .hasMessage(
              "pretrain is the imported model's own and cannot be set; it is true, and a new run"
                  + " that begins with the imported one (from) may have another");
    }
  }

  @Test
  void theModelItselfCannotBeSet() throws IOException {
    Path folder = ModelFixture.copy(ModelFixture.GRAY, root);
    Path runs = root.resolve("runs");
    assertThatThrownBy(() -> ModelImport.of(folder).set("d_dims", "16").into(runs))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "model and from are the imported model's own and cannot be set; it is"
                + " df-ud-64-8-2-2-2-gray");
    assertThatThrownBy(() -> ModelImport.of(folder).set("batch_size", "many").into(runs))
        .isInstanceOf(SettingsException.class)
        .hasMessage("batch_size must be a whole number from 1 to 1024, got 'many' (--set)");
    assertThatThrownBy(() -> ModelImport.of(folder).toGray().into(runs))
        .hasMessage(folder + ": small_SAEHDBW is gray already");
    assertThatThrownBy(() -> ModelImport.of(folder).runName("a b").into(runs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a run's name must be made of letters, digits, '.', '-' and '_', got a b");
    try (Stream<Path> left = Files.list(runs)) {
      assertThat(left).isEmpty();
    }
  }
}
