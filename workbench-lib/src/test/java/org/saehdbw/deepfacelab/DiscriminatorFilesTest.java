package org.saehdbw.deepfacelab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.checkpoints.CheckpointStore;
import org.saehdbw.checkpoints.KeepPolicy;
import org.saehdbw.checkpoints.SafetensorsReader;
import org.saehdbw.checkpoints.StoredCheckpoint;
import org.saehdbw.pickles.NumpyArray;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.tensors.Parameter;

class DiscriminatorFilesTest {
  private static final String MODEL = "df-ud-64-8-2-2-2-gray";
  private static final List<String> ALL =
      List.of("code_discriminator.npy", "D_code_opt.npy", "GAN.npy", "GAN_opt.npy");

  @TempDir private Path root;

  /** A gray model with both discriminators. */
  private ModelFolder gray() throws IOException {
    Path path = ModelFixture.copy(ModelFixture.GRAY, root);
    ModelFolder folder = new ModelFolder(path, "small", ModelClass.SAEHDBW);
    DiscriminatorFixture.switchOn(folder.file(ModelFolder.DATA));
    for (ModelFolder.Discriminator files : ModelFolder.Discriminator.values()) {
      DiscriminatorFixture.write(folder, files, MODEL);
    }
    return folder;
  }

  private ImportedModel imported(ModelFolder folder) throws IOException, SettingsException {
    return ModelImport.of(folder.path()).set("threads", "1").into(root.resolve("runs"));
  }

  private Path exported(RunFolder run) throws IOException {
    Path back = root.resolve("back-" + run.number());
    ModelExport.of(run).into(back);
    return back;
  }

  private static StoredCheckpoint checkpoint(RunFolder run) throws IOException {
    return new CheckpointStore(run.checkpoints(), KeepPolicy.defaults())
        .latestGood(damage -> {})
        .orElseThrow();
  }

  /** Which parts of discriminators the first checkpoint holds. */
  private static List<String> held(RunFolder run) throws IOException {
    try (SafetensorsReader reader = checkpoint(run).openWeights()) {
      return reader.names().stream()
          .map(name -> name.substring(0, name.indexOf('/')))
          .filter(List.of("dis", "D_src")::contains)
          .distinct()
          .toList();
    }
  }

  @Test
  void theReferenceProgramsPatchDiscriminatorIsReadAndWritten()
      throws IOException, SettingsException {
    Path path = ModelFixture.copy(ModelFixture.COLOUR, root);
    ModelFolder folder = new ModelFolder(path, "small", ModelClass.SAEHD);
    DiscriminatorFixture.switchOn(folder.file(ModelFolder.DATA));
    DiscriminatorFixture.writeOriginal(folder.file("GAN.npy"));
    Map<?, ?> original = ModelFixture.dictionary(folder.file("GAN.npy"));
    ImportedModel model = imported(folder);
    assertThat(model.remarks())
        .containsExactly(
            "no small_SAEHD_GAN_opt.npy: the moments of the patch discriminator start at zero");
    try (SafetensorsReader reader = checkpoint(model.run()).openWeights()) {
      // Transposed: (height, width, out, in) there, (in, out, height, width) here.
      assertThat(reader.shape("D_src/upconvs_0/weight")).containsExactly(16, 8, 3, 3);
      double theirs =
          ((NumpyArray) Objects.requireNonNull(original.get("upconvs_0/weight:0")))
              .toDoubles()[((2 * 3 + 1) * 8 + 5) * 16 + 11];
      assertThat(reader.read("D_src/upconvs_0/weight").values().get(((11 * 8 + 5) * 3 + 2) * 3 + 1))
          .isEqualTo((float) theirs);
    }
    Files.delete(model.run().deepFaceLab().resolve("GAN.npy"));
    Path back = exported(model.run()).resolve("small_SAEHD_GAN.npy");
    assertThat(back).hasSameBinaryContentAs(folder.file("GAN.npy"));
    assertThat(back.resolveSibling("small_SAEHD_GAN_opt.npy")).doesNotExist();
  }

  @Test
  void weightsMomentsAndCountsComeBackFromTheCheckpoint() throws IOException, SettingsException {
    ModelFolder folder = gray();
    ImportedModel model = imported(folder);
    assertThat(model.remarks()).isEmpty();
    assertThat(held(model.run())).containsExactly("dis", "D_src");
    assertThat(checkpoint(model.run()).state().discriminatorUpdates())
        .containsOnly(
            Map.entry("dis", DiscriminatorFixture.UPDATES),
            Map.entry("D_src", DiscriminatorFixture.UPDATES));
    assertThat(ModelInfo.of(folder.path()).remarks()).isEmpty();
    assertThat(ModelInfo.of(folder.path()).discriminators()).isEqualTo(ALL);
    for (String file : ALL) {
      assertThat(model.run().deepFaceLab().resolve(file)).hasSameBinaryContentAs(folder.file(file));
      Files.delete(model.run().deepFaceLab().resolve(file));
    }
    assertThat(ModelInfo.of(model.run()).discriminators()).isEqualTo(ALL);
    assertThat(ModelInfo.of(model.run()).optimizer()).contains("AdaBelief");
    Path back = exported(model.run());
    for (String file : ALL) {
      assertThat(back.resolve("small_SAEHDBW_" + file)).hasSameBinaryContentAs(folder.file(file));
    }
  }

  @Test
  void filesOfADiscriminatorThatIsOffStayFiles() throws IOException, SettingsException {
    ModelFolder folder = gray();
    ModelFixture.changeOptions(
        folder.file(ModelFolder.DATA),
        options -> {
          options.put("true_face_power", 0.0);
          options.put("gan_power", 0);
        });
    RunFolder run = imported(folder).run();
    assertThat(held(run)).isEmpty();
    assertThat(checkpoint(run).state().discriminatorUpdates()).isEmpty();
    assertThat(ModelInfo.of(run).discriminators()).isEqualTo(ALL);
    Path back = exported(run);
    for (String file : ALL) {
      assertThat(back.resolve("small_SAEHDBW_" + file)).hasSameBinaryContentAs(folder.file(file));
    }
  }

  @Test
  void ofAPretrainedModelTheyWaitInTheCheckpoint() throws IOException, SettingsException {
    ModelFolder folder = gray();
    ModelFixture.changeOptions(
        folder.file(ModelFolder.DATA), options -> options.put("pretrain", true));
    RunFolder run = imported(folder).run();
    assertThat(held(run)).containsExactly("dis", "D_src");
  }

  @Test
  void anotherSizeIsARemarkAndTheFilesComeBack() throws IOException, SettingsException {
    ModelFolder folder = gray();
    Files.copy(
        folder.file("inter.npy"),
        folder.file("code_discriminator.npy"),
        StandardCopyOption.REPLACE_EXISTING);
    ModelFixture.changeOptions(
        folder.file(ModelFolder.DATA), options -> options.put("gan_dims", 16));
    ImportedModel model = imported(folder);
    List<String> remarks =
        List.of(
            folder.file("code_discriminator.npy")
                + ": has no convs_0/weight:0, which the code discriminator of "
                + MODEL
                + " needs; the code discriminator starts from initial values",
            folder.file("GAN.npy")
                + ": convs_0/weight:0 must have the shape [3, 3, 16, 32] in the patch"
                + " discriminator of "
                + MODEL
                + ", got [3, 3, 4, 8]; the file may be of another model; the patch discriminator"
                + " starts from initial values");
    assertThat(model.remarks()).isEqualTo(remarks);
    assertThat(ModelInfo.of(folder.path()).remarks()).isEqualTo(remarks);
    assertThat(held(model.run())).isEmpty();
    Path back = exported(model.run());
    for (String file : ALL) {
      assertThat(back.resolve("small_SAEHDBW_" + file)).hasSameBinaryContentAs(folder.file(file));
    }
  }

  @Test
  void anOptimizersFileMayBeMissingOrOfAnotherSize() throws IOException, SettingsException {
    ModelFolder folder = gray();
    Files.delete(folder.file("D_code_opt.npy"));
    ModelFixture.change(
        folder.file("GAN_opt.npy"),
        values -> values.put("vs_D_src/in_conv/bias_0:0", NumpyArray.ofFloats(List.of(2), 1, 2)));
    ImportedModel model = imported(folder);
    assertThat(model.remarks())
        .containsExactly(
            "no small_SAEHDBW_D_code_opt.npy: the moments of the code discriminator start at zero",
            folder.file("GAN_opt.npy")
                + ": vs_D_src/in_conv/bias_0:0 must have the shape [4] in the patch discriminator"
                + " of "
                + MODEL
                + ", got [2]; the file may be of another model; the moments of the patch"
                + " discriminator start at zero");
    assertThat(held(model.run())).containsExactly("dis", "D_src");
    assertThat(checkpoint(model.run()).state().discriminatorUpdates())
        .containsOnly(Map.entry("dis", 0L), Map.entry("D_src", 0L));
    Path back = exported(model.run());
    assertThat(back.resolve("small_SAEHDBW_D_code_opt.npy")).doesNotExist();
    assertThat(back.resolve("small_SAEHDBW_GAN_opt.npy"))
        .hasSameBinaryContentAs(folder.file("GAN_opt.npy"));
  }

  @Test
  void theStateOfAModelIsNotThatOfItsDiscriminators() throws IOException, SettingsException {
    ModelFolder folder = gray();
    Files.delete(folder.file(ModelFolder.OPTIMIZER));
    RunFolder run = imported(folder).run();
    assertThat(ModelInfo.of(run).optimizer()).isEmpty();
    Path back = exported(run);
    assertThat(back.resolve("small_SAEHDBW_src_dst_opt.npy")).doesNotExist();
    assertThat(back.resolve("small_SAEHDBW_GAN_opt.npy")).exists();
  }

  @Test
  void withOtherChannelsTheCodeDiscriminatorStays() throws IOException, SettingsException {
    ModelFolder folder = gray();
    ImportedModel model = ModelImport.of(folder.path()).toColour().into(root.resolve("runs"));
    assertThat(model.remarks())
        .containsExactly(
            "GAN.npy is dropped: it judges pictures of other channels",
            "GAN_opt.npy is dropped: it judges pictures of other channels",
            "the optimizer's moments are dropped with the change of channels");
    assertThat(held(model.run())).containsExactly("dis");
    try (SafetensorsReader reader = checkpoint(model.run()).openOptimizer()) {
      List<String> names = new ArrayList<>();
      for (String kind : List.of("ms_", "vs_")) {
        for (Parameter parameter :
            DiscriminatorFixture.parameters(MODEL, ModelFolder.Discriminator.CODE)) {
          names.add(kind + parameter.name());
        }
      }
      assertThat(reader.names()).isEqualTo(names);
    }
  }

  @Test
  void damagedFilesAreRefusedByName() throws IOException {
    ModelFolder folder = gray();
    Path gan = folder.file("GAN.npy");
    byte[] whole = Files.readAllBytes(gan);
    ModelFixture.change(
        gan,
        values ->
            values.put("in_conv/bias:0", NumpyArray.ofFloats(List.of(4), 1, 2, Float.NaN, 4)));
    assertRefused(
        folder,
        gan
            + ": in_conv/bias:0 holds NaN at element 2, and a model with such numbers cannot be"
            + " trained");
    ModelFixture.change(
        gan, values -> values.put("in_conv/bias:0", NumpyArray.ofInts(List.of(4), 1, 2, 3, 4)));
    assertRefused(
        folder,
        gan
            + ": in_conv/bias:0 must be of f4 elements, or of f2 or f8, which are converted, got"
            + " i4");
    Files.write(gan, Arrays.copyOf(whole, whole.length - 1));
    assertThatThrownBy(() -> ModelInfo.of(folder.path(), Optional.empty()))
        .isInstanceOf(ModelFileException.class)
        .hasMessageStartingWith(gan + ": the pickle ");
    Files.write(gan, whole);
    Path state = folder.file("D_code_opt.npy");
    ModelFixture.change(state, values -> values.put("iters:0", NumpyArray.ofInts(List.of(), -4)));
    assertRefused(folder, state + ": iters:0 must be at least 0, got -4");
  }

  private void assertRefused(ModelFolder folder, String message) {
    assertThatThrownBy(() -> imported(folder))
        .isInstanceOf(ModelFileException.class)
        .hasMessage(message);
    assertThat(root.resolve("runs")).doesNotExist();
  }
}
