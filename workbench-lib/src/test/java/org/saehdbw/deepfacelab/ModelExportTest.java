package org.saehdbw.deepfacelab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.pickles.NumpyArray;
import org.saehdbw.pickles.PickleNone;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.MetricsWriter;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.testing.Python;
import org.saehdbw.training.PreparedRun;
import org.saehdbw.training.Trainer;
import org.saehdbw.training.TrainerListener;
import org.saehdbw.training.plan.TrainingSettings;

class ModelExportTest {
  /** Compares two folders by Python's own unpickler. */
  private static final String SAME =
      """
      import glob, os, pickle, sys
      import numpy as np
      def same(a, b, where):
          if isinstance(b, dict):
              assert list(a) == list(b), (where, list(a), list(b))
              for key in b: same(a[key], b[key], where + '/' + key)
          elif isinstance(b, (list, tuple)):
              assert len(a) == len(b), where
              for i in range(len(b)): same(a[i], b[i], where + '/' + str(i))
          elif isinstance(b, np.ndarray):
              assert a.dtype == b.dtype and a.shape == b.shape, where
              assert np.array_equal(a, b), where
          else:
              assert a == b, (where, a, b)
              plain = where.split('/')[0].endswith('.dat')
              assert type(a) in (int, float, bool, str, type(None)) if plain else type(a) == type(b), where
      names = sorted(f for f in os.listdir(sys.argv[1]) if f.endswith(('.npy', '.dat')))
      assert sorted(os.listdir(sys.argv[2])) == names, os.listdir(sys.argv[2])
      for name in names:
          theirs, ours = (open(os.path.join(folder, name), 'rb').read() for folder in sys.argv[1:])
          assert ours[:2] == bytes([0x80, 4]), name
          same(pickle.loads(ours), pickle.loads(theirs), name)
      """;

  @TempDir private Path root;

  @ParameterizedTest
  @ValueSource(strings = {ModelFixture.GRAY, ModelFixture.COLOUR})
  void exportOfAnImportIsTheOriginalsDictionaries(String model)
      throws IOException, SettingsException {
    ImportedModel imported = ModelFixture.imported(model, root);
    Path theirs = root.resolve(model);
    Path ours = root.resolve("back");
    ExportedModel exported = ModelExport.of(imported.run()).into(ours);
    assertThat(exported.modelClass()).isEqualTo(imported.modelClass());
    assertThat(exported.remarks()).isEmpty();
    try (Stream<Path> files = Files.list(theirs)) {
      List<String> wanted =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> !name.endsWith("summary.txt"))
              .sorted()
              .toList();
      assertThat(exported.files().stream().map(f -> f.getFileName().toString()).sorted())
          .isEqualTo(wanted);
      for (String name : wanted) {
        assertSame(
            ModelFixture.dictionary(ours.resolve(name)),
            ModelFixture.dictionary(theirs.resolve(name)),
            name);
      }
    }
  }

  private static void assertSame(Object ours, Object theirs, String where) {
    if (theirs instanceof Map<?, ?> map) {
      assertThat(new ArrayList<>(((Map<?, ?>) ours).keySet()))
          .as(where)
          .isEqualTo(new ArrayList<>(map.keySet()));
      map.forEach(
          (key, value) ->
              assertSame(
                  Objects.requireNonNull(((Map<?, ?>) ours).get(key)), value, where + "/" + key));
    } else if (theirs instanceof List<?> list) {
      assertThat((List<?>) ours).as(where).hasSameSizeAs(list);
      for (int i = 0; i < list.size(); i++) {
        assertSame(((List<?>) ours).get(i), list.get(i), where + "/" + i);
      }
    } else if (theirs instanceof NumpyArray array) {
      NumpyArray got = (NumpyArray) ours;
      assertThat(got.dtype() + got.shape()).as(where).isEqualTo(array.dtype() + array.shape());
      assertThat(got.data()).as(where).isEqualTo(array.data());
    } else {
      assertThat(ours).as(where).isEqualTo(theirs);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {ModelFixture.GRAY, ModelFixture.COLOUR})
  void pythonUnpicklesTheSame(String model)
      throws IOException, InterruptedException, SettingsException {
    Python.assumeHas("numpy");
    ImportedModel imported = ModelFixture.imported(model, root);
    Path ours = root.resolve("back");
    ModelExport.of(imported.run()).into(ours);
    assertThat(Python.run(SAME, root.resolve(model).toString(), ours.toString())).isEmpty();
  }

  @Test
  void whatWasTrainedHereIsAddedAndSettingsWin() throws IOException, SettingsException {
    RunFolder run = ModelFixture.imported(ModelFixture.GRAY, root).run();
    String settings = Files.readString(run.settingsFile());
    Files.writeString(
        run.settingsFile(),
        settings.replace("batch_size: 2  # data.dat", "batch_size: 6  # --set"));
    Path back = root.resolve("back");
    ModelExport.of(run).into(back);
    Map<?, ?> data = ModelFixture.dictionary(back.resolve("small_SAEHDBW_data.dat"));
    Map<?, ?> options = (Map<?, ?>) Objects.requireNonNull(data.get("options"));
    assertThat(options.get("batch_size")).isEqualTo(6L);
    assertThat(options.get("gan_patch_size")).isEqualTo(8L);
    assertThat(options.keySet()).hasToString(OptionNames.ALL.toString());
    assertThat((List<?>) data.get("loss_history")).hasSize(3);

    // Rows behind the checkpoint belong to iterations that are gone; those before it count.
    LossHistory history = new LossHistory(new double[] {1, 2});
    assertThat(
            history
                .and(List.of(MetricsRow.ofLosses(2, 0.5f, Float.NaN), MetricsRow.ofLosses(3, 3, 4)))
                .pairs())
        .containsExactly(1, 2, 3, 4);
    try (MetricsWriter writer = MetricsWriter.open(run.metricsFile())) {
      writer.write(MetricsRow.ofLosses(4, 9, 9));
    }
    ModelExport.of(run).force().into(back);
    assertThat(
            (List<?>)
                ModelFixture.dictionary(back.resolve("small_SAEHDBW_data.dat")).get("loss_history"))
        .hasSize(3);
  }

  @Test
  void aRunBegunHereBecomesAModelWithTheOriginalsDefaults() throws IOException, SettingsException {
    RunFolder run = ModelFixture.imported(ModelFixture.GRAY, root).run();
    try (Stream<Path> kept = Files.list(run.deepFaceLab())) {
      for (Path file : kept.toList()) {
        Files.delete(file);
      }
    }
    Path back = root.resolve("back");
    ExportedModel exported = ModelExport.of(run).name("mine").into(back);
    assertThat(exported)
        .hasToString("df-ud-64-8-2-2-2-gray, iteration 3, is mine_SAEHDBW in " + back);
    Map<?, ?> data = ModelFixture.dictionary(back.resolve("mine_SAEHDBW_data.dat"));
    assertThat(data.keySet())
        .hasToString("[iter, options, loss_history, sample_for_preview, choosed_gpu_indexes]");
    assertThat(data.get("sample_for_preview")).isEqualTo(PickleNone.NONE);
    Map<?, ?> options = (Map<?, ?>) Objects.requireNonNull(data.get("options"));
    assertThat(options.keySet()).hasToString(OptionNames.ALL.toString());
    assertThat(options.get("models_opt_on_gpu")).isEqualTo(true);
    assertThat(options.get("gan_dims")).isEqualTo(16L);
    assertThat(options.get("learning_rate")).isNull();
    assertThat((List<?>) data.get("loss_history")).hasSize(3);
  }

  @Test
  void replacesAModelOnlyWhenToldToAndLeavesTheRest() throws IOException, SettingsException {
    RunFolder run = ModelFixture.imported(ModelFixture.GRAY, root).run();
    Path folder = root.resolve(ModelFixture.GRAY);
    Path stale = folder.resolve("small_SAEHDBW_GAN.npy");
    Files.write(stale, new byte[] {1});
    Files.write(folder.resolve("other_SAEHDBW_GAN.npy"), new byte[] {2});
    Path defaults = folder.resolve("SAEHDBW_default_options.dat");
    byte[] mine = Files.readAllBytes(defaults);
    Map<String, byte[]> before = ModelFixture.bytes(folder);
    assertThatThrownBy(() -> ModelExport.of(run).into(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(folder + ": holds a model small_SAEHDBW already; force (--force) replaces it");
    assertThat(ModelFixture.bytes(folder)).containsExactlyEntriesOf(before);

    ModelExport.of(run).force().into(folder);
    assertThat(stale).doesNotExist();
    assertThat(folder.resolve("other_SAEHDBW_GAN.npy")).exists();
    assertThat(Files.readAllBytes(defaults)).isEqualTo(mine);
    assertThat(ModelFixture.bytes(folder)).hasSize(before.size() - 1);
    assertThat(ModelInfo.of(folder, java.util.Optional.of("small")).iteration()).isEqualTo(3);
  }

  @Test
  void anOptionThatIsNoneBecomesItsDefault() throws IOException, SettingsException {
    Path folder = ModelFixture.copy(ModelFixture.GRAY, root);
    ModelFixture.changeOptions(
        folder.resolve("small_SAEHDBW_data.dat"),
        options -> List.copyOf(options.keySet()).forEach(key -> none(options, key)));
    RunFolder run = ModelImport.of(folder).into(root.resolve("runs")).run();
    Path back = root.resolve("back");
    ModelExport.of(run).into(back);
    Map<?, ?> data = ModelFixture.dictionary(back.resolve("small_SAEHDBW_data.dat"));
    Map<?, ?> options = (Map<?, ?>) Objects.requireNonNull(data.get("options"));
    for (String key :
        List.of("gan_power", "true_face_power", "face_style_power", "bg_style_power")) {
      assertThat(options.get(key)).as(key).isEqualTo(0.0);
    }
    assertThat(options.get("gan_patch_size")).isEqualTo(8L);
    assertThat(options.get("autobackup_hour")).isEqualTo(0L);
    assertThat(options.get("ct_mode")).isEqualTo("none");
    assertThat(options.get("batch_size")).isEqualTo(4L);
    assertThat(options.containsValue(PickleNone.NONE)).isFalse();
  }

  /** Sets an option to None, unless it says what the model is. */
  private static void none(Map<Object, Object> options, Object key) {
    boolean needed =
        key.equals("archi") || key.equals("resolution") || key.toString().contains("_dims");
    if (!needed || key.equals("gan_dims")) {
      options.put(key, PickleNone.NONE);
    }
  }

  @Test
  void refusesNamesThatDeepFaceLabCutsAndBlocksThatItHasNot() throws Exception {
    RunFolder run = ModelFixture.imported(ModelFixture.GRAY, root).run();
    for (String name : List.of("a_b", "a/b", "", " a", "a\nb")) {
      assertThatThrownBy(() -> ModelExport.of(run).name(name))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "a model's name must be a file name without underscores, at which DeepFaceLab cuts"
                  + " it, got '"
                  + name
                  + "'");
    }
    RunFolder plain = trainedWith("block=none");
    assertThatThrownBy(() -> ModelExport.of(plain).into(root.resolve("back")))
        .isInstanceOf(RunException.class)
        .hasMessage(
            "0001_df-ud-64-32-16-16-16-gray_s1: has a model of 'none' blocks, and DeepFaceLab has"
                + " only 'residual' ones");
    RunFolder folded = trainedWith("model=df-udfh-64-32-16-16-16");
    assertThatThrownBy(() -> ModelExport.of(folded).into(root.resolve("back")))
        .isInstanceOf(RunException.class)
        .hasMessage(
            "0002_df-udfh-64-32-16-16-16-gray_s1: has the model df-udfh-64-32-16-16-16-gray, and"
                + " DeepFaceLab has only the options udtc, not fh");
    assertThat(root.resolve("back")).doesNotExist();
  }

  private RunFolder trainedWith(String... more) throws Exception {
    Settings settings =
        SettingsReader.readWords(
            TrainingSettings.defaults(),
            List.of(
                "model=df-ud-64-32-16-16-16",
                "pretrain=y",
                "pretraining_data=drawn:8,size=64",
                "batch_size=1",
                "threads=1",
                "pictures=none",
                "target_iter=1"));
    PreparedRun run =
        PreparedRun.create(
            SettingsReader.readWords(settings, List.of(more)),
            root.resolve("trained"),
            Optional.empty());
    return Trainer.run(run, TrainerListener.NONE, () -> false).run();
  }

  private static Object targetIter(Path folder, String name) throws IOException {
    return DataFile.read(folder.resolve(name + "_SAEHDBW_data.dat"))
        .optionValues()
        .get("target_iter");
  }

  @Test
  void aReachedTargetDoesNotEndTheTrainingInDeepFaceLab() throws Exception {
    ExportedModel own = ModelExport.of(trainedWith()).name("own").into(root.resolve("back"));
    assertThat(targetIter(root.resolve("back"), "own")).isEqualTo(0L);
    assertThat(own.remarks())
        .containsExactly(
            "target_iter is 0 (no limit) in the exported model; the run's own target of 1 is not"
                + " written, because DeepFaceLab trains no further once it is reached");

    RunFolder imported = ModelFixture.imported(ModelFixture.GRAY, root).run();
    String settings = Files.readString(imported.settingsFile());
    Files.writeString(
        imported.settingsFile(), settings.replaceFirst("target_iter: \\d+", "target_iter: 77"));
    ExportedModel back = ModelExport.of(imported).name("back").into(root.resolve("back"));
    assertThat(targetIter(root.resolve("back"), "back")).isEqualTo(0L);
    assertThat(back.remarks())
        .containsExactly(
            "target_iter is 0 (no limit) in the exported model; the run's own target of 77 is not"
                + " written, because DeepFaceLab trains no further once it is reached");
  }

  @Test
  void anImportedTargetComesBackWithARemark() throws SettingsException {
    Map<String, Object> kept = Map.of("target_iter", 500L);
    Settings settings =
        SettingsReader.readWords(TrainingSettings.defaults(), List.of("target_iter=900"));
    assertThat(OptionNames.target(kept)).isEqualTo(500L);
    assertThat(OptionNames.targetRemark(kept, settings, 400))
        .contains(
            "target_iter is 500, which it came with, in the exported model; the run's own target of"
                + " 900 is not written, because DeepFaceLab trains no further once it is reached");
    assertThat(OptionNames.targetRemark(kept, settings, 500))
        .contains(
            "target_iter is 500, which the model came with and has reached: DeepFaceLab trains it"
                + " no further until target_iter is raised there");
    assertThat(OptionNames.targetRemark(Map.of(), TrainingSettings.defaults(), 500)).isEmpty();
  }
}
