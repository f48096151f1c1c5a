package org.saehdbw.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxModelMetadata;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.checkpoints.CheckpointException;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.files.FileTree;
import org.saehdbw.layers.BlockKind;
import org.saehdbw.layers.Layer;
import org.saehdbw.layers.Nonlinearity;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.settings.Settings;
import org.saehdbw.tensors.Constant;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.TensorOps;
import org.saehdbw.testing.FaultyDisk;
import org.saehdbw.testing.FaultyDisk.Fault;
import org.saehdbw.testing.OnnxRunner;
import org.saehdbw.testing.TinyModel;
import org.saehdbw.training.PreparedRun;
import org.saehdbw.training.StepFixture;
import org.saehdbw.training.TrainedModel;
import org.saehdbw.training.Trainer;
import org.saehdbw.training.TrainerListener;
import org.saehdbw.training.components.CustomComponents;
import org.saehdbw.training.steps.Prediction;

class OnnxExportTest {
  private static final String MODEL = "df-ud-32-8-4-4-2-gray";

  @TempDir private Path root;
  private Path file;

  @BeforeEach
  void name() throws IOException {
    file = Files.createDirectory(root.resolve("out")).resolve("tiny.dfm");
  }

  private RunFolder tiny() throws Exception {
    return TinyModel.pretrained(TinyModel.SMALLEST, root.resolve("runs"));
  }

  private RunFolder trained(CustomComponents own, String... more) throws Exception {
    List<String> words = new ArrayList<>(List.of("target_iter=2", "interpreter=eager"));
    words.addAll(List.of(more));
    Settings settings = TinyModel.pretraining(words.toArray(String[]::new));
    PreparedRun run = PreparedRun.create(settings, own, root.resolve("own"), Optional.of("blocks"));
    return Trainer.run(run, TrainerListener.NONE, () -> false).run();
  }

  private void assertDrawsWhatTheRunDraws(RunFolder run, CustomComponents own, int channels)
      throws IOException {
    try (TrainedModel model = TrainedModel.open(run, own);
        OnnxRunner runner = new OnnxRunner(Files.readAllBytes(file))) {
      BatchSide side = StepFixture.side(model.spec(), 2, "dst");
      Prediction drawn = model.predict(side, side);
      int pixels = side.target().limit() / 2;
      FloatBuffer faces = FloatBuffer.allocate(2 * channels * pixels);
      FloatBuffer celebs = FloatBuffer.allocate(2 * channels * pixels);
      for (int i = 0; i < 2 * channels; i++) {
        faces.put(side.target().slice(i / channels * pixels, pixels));
        celebs.put(drawn.srcDst().slice(i / channels * pixels, pixels));
      }
      Map<String, float[]> out = runner.draw(faces.flip(), channels, model.spec().resolution());
      assertSame(out.get("out_celeb_face:0"), celebs.flip());
      assertSame(out.get("out_celeb_face_mask:0"), drawn.srcDstMask());
      assertSame(out.get("out_face_mask:0"), drawn.dstDstMask());
    }
  }

  /** So short a training draws flat faces. */
  private static void assertSame(float[] got, FloatBuffer wanted) {
    assertThat(got).hasSize(wanted.limit());
    for (int i = 0; i < got.length; i++) {
      assertThat(Math.abs(got[i] - wanted.get(i))).isLessThan(1e-6f);
    }
  }

  @Test
  void theFileDrawsWhatTheRunDrawsAndSaysWhereItIsFrom() throws Exception {
    RunFolder run = tiny();
    List<String> progress = new ArrayList<>();
    ExportedOnnx model =
        OnnxExport.of(run)
            .progress((stage, done, of) -> progress.add(stage + " " + done))
            .write(file);
    assertThat(model.bytes()).isEqualTo(Files.size(file));
    assertThat(model.toString())
        .isEqualTo(
            MODEL + ", iteration 3, is " + file + ": ONNX opset 12, three channels, 0.4 MiB");
    assertThat(progress).startsWith("arrays written 1").hasSizeGreaterThan(50);
    assertDrawsWhatTheRunDraws(run, CustomComponents.NONE, 3);
    try (OnnxRunner runner = new OnnxRunner(Files.readAllBytes(file))) {
      OnnxModelMetadata metadata = runner.metadata();
      assertThat(metadata.getProducerName()).isEqualTo("SAEHDBW Workbench");
      assertThat(metadata.getGraphName()).isEqualTo("SAEHD");
      assertThat(metadata.getVersion()).isEqualTo(3);
      assertThat(metadata.getDescription())
          .isEqualTo(
              MODEL
                  + ", run 0001_tiny_s1, iteration 3. Pictures made by this model are synthetic.");
      assertThat(metadata.getCustomMetadata())
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(
                  "model",
                  MODEL,
                  "run",
                  "0001_tiny_s1",
                  "iteration",
                  "3",
                  "face_type",
                  "wf",
                  "channels",
                  "3",
                  "gray_from",
                  "luma",
                  "digital_source_type",
                  "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"));
    }
    byte[] first = Files.readAllBytes(file);
    OnnxExport.of(run).force().write(file);
    assertThat(file).hasBinaryContent(first);
    OnnxExport.of(run).force().oneChannel().batch(2).write(file);
    assertDrawsWhatTheRunDraws(run, CustomComponents.NONE, 1);
  }

  @Test
  void aBlockOfAUsersOwnIsExported() throws Exception {
    RunFolder run = trained(CustomComponents.NONE, "block=gated");
    assertThat(OnnxExport.of(run).write(file).remarks()).isEmpty();
    assertDrawsWhatTheRunDraws(run, CustomComponents.NONE, 3);
  }

  /** A block that joins where each pixel is: one fixed array for each sample. */
  private record Places() implements BlockKind {
    @Override
    public String shortName() {
      return "places";
    }

    @Override
    public Layer block(String name, int channels, Nonlinearity activation) {
      return new Layer() {
        @Override
        public <T> T forward(TensorOps<T> ops, T x) {
          Dims dims = ops.dims(x).with(1, 1);
          float[] values = new float[(int) dims.count()];
          for (int i = 0; i < values.length; i++) {
            values[i] = i % dims.at(3) * 0.1f;
          }
          T places = ops.constant(new Constant("places " + dims, dims, values));
          T joined = ops.concat(List.of(x, places), 1);
          return ops.add(ops.part(joined, 1, 0, channels), ops.part(joined, 1, channels, 1));
        }

        @Override
        public List<Parameter> parameters() {
          return List.of();
        }
      };
    }
  }

  @Test
  void anOperationThatNeedsTheNumberOfFacesIsNamedAndPossibleWithIt() throws Exception {
    CustomComponents own = CustomComponents.NONE.with(new Places());
    RunFolder run = trained(own, "block=places");
    OnnxExport export = OnnxExport.of(run).with(new Places());
    refused(
        export,
        RunException.class,
        "0001_blocks_s1: block 'places': concat of samples with a fixed array cannot be expressed"
            + " for any number of faces; fix the number with batch (--batch 1)");
    export.batch(2).write(file);
    assertDrawsWhatTheRunDraws(run, own, 3);
    assertThatThrownBy(() -> OnnxExport.of(run).write(root.resolve("other.onnx")))
        .isInstanceOf(RunException.class)
        .hasMessageStartingWith(
            run.settingsFile()
                + ": block must be one of gated, none, residual, separable, single, or a class");
  }

  @Test
  void whatIsNotPossibleIsSaidAndNothingIsWritten() throws Exception {
    RunFolder run = tiny();
    OnnxExport export = OnnxExport.of(run);
    assertThatThrownBy(() -> export.batch(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("batch must be from 1 to 1024 faces, got 0");
    assertThatThrownBy(() -> export.write(file.getParent()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file.getParent() + ": is a folder; name a file in it");
    Path nowhere = root.resolve("none/tiny.dfm");
    assertThatThrownBy(() -> export.write(nowhere))
        .isInstanceOf(IOException.class)
        .hasMessage(nowhere + ": cannot be written (not found); check that its folder exists");
    Path full = new FaultyDisk(Fault.FULL).of(file);
    assertThatThrownBy(() -> export.write(full))
        .isInstanceOf(IOException.class)
        .hasMessage(
            file + ": cannot be written (No space left on device); free space on this disk");
    assertThat(file.getParent()).isEmptyDirectory();
    Files.writeString(file, "old");
    assertThatThrownBy(() -> export.force().write(full)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> export.write(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file + ": exists already; force (--force) replaces it");
    assertThat(file).hasContent("old");
    assertThat(Objects.requireNonNull(file.getParent().toFile().list())).hasSize(1);
    assertThatThrownBy(() -> OnnxFile.requireReadable(3L << 30, "run: df"))
        .isInstanceOf(RunException.class)
        .hasMessage(
            "run: df needs an ONNX file of 3072 MiB, and no program reads one of 2048 MiB or"
                + " more");
  }

  @Test
  void aRunWithoutACheckpointAndOneInColourAreRefused() throws Exception {
    RunFolder run = tiny();
    FileTree.delete(run.checkpoints());
    refused(OnnxExport.of(run), RunException.class, run.path() + ": has no checkpoint yet");
    RunFolder colour = TinyModel.pretrained("df-ud-32-8-4-4-2-colour", root.resolve("colour"));
    refused(
        OnnxExport.of(colour).oneChannel(),
        IllegalArgumentException.class,
        "one channel is for gray models, 0001_tiny_s1 is df-ud-32-8-4-4-2-colour");
  }

  @Test
  void aDamagedCheckpointIsNamedAndAnOlderOneTaken() throws Exception {
    RunFolder run = tiny();
    List<Path> generations;
    try (Stream<Path> files = Files.list(run.checkpoints())) {
      generations = files.filter(Files::isDirectory).sorted().toList();
    }
    assertThat(generations).hasSizeGreaterThan(1);
    damage(generations.get(generations.size() - 1));
    ExportedOnnx older = OnnxExport.of(run).write(file);
    assertThat(older.iteration()).isLessThan(3);
    assertThat(older.remarks()).singleElement().asString().contains("its SHA-256 is not the one");
    Files.delete(file);
    for (Path generation : generations.subList(0, generations.size() - 1)) {
      damage(generation);
    }
    refused(
        OnnxExport.of(run),
        CheckpointException.Corrupt.class,
        run.checkpoints()
            + ": no generation can be loaded; the oldest: "
            + generations.get(0)
            + "/weights.safetensors: its SHA-256 is not the one in manifest.json, so its bytes"
            + " were changed");
  }

  private static void damage(Path generation) throws IOException {
    Path weights = generation.resolve("weights.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 1] ^= 1;
    Files.write(weights, bytes);
  }

  private void refused(OnnxExport export, Class<?> type, String message) {
    assertThatThrownBy(() -> export.write(file)).isInstanceOf(type).hasMessage(message);
    assertThat(file.getParent()).isEmptyDirectory();
  }
}
