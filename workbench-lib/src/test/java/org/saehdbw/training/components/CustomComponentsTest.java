package org.saehdbw.training.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.architectures.ModelCost;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.checkpoints.CheckpointStore;
import org.saehdbw.checkpoints.KeepPolicy;
import org.saehdbw.checkpoints.SafetensorsReader;
import org.saehdbw.layers.BlockKind;
import org.saehdbw.layers.Conv2d;
import org.saehdbw.layers.Face;
import org.saehdbw.layers.Layer;
import org.saehdbw.layers.Nonlinearity;
import org.saehdbw.layers.StandardBlock;
import org.saehdbw.losses.ExtraLoss;
import org.saehdbw.losses.ReconstructionLoss;
import org.saehdbw.losses.StandardLoss;
import org.saehdbw.losses.WeightedLoss;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.TensorOps;
import org.saehdbw.testing.EdgeLoss;
import org.saehdbw.testing.GatedBlock;
import org.saehdbw.training.ModelFiles;
import org.saehdbw.training.PreparedRun;
import org.saehdbw.training.TrainedModel;
import org.saehdbw.training.Trainer;
import org.saehdbw.training.TrainerListener;
import org.saehdbw.training.plan.TrainingException;
import org.saehdbw.training.plan.TrainingSettings;
import org.saehdbw.training.steps.Interpreter;
import org.saehdbw.training.steps.ModelStep;

/**
 * Blocks and losses of somebody else: checked before a run folder is made, trained, opened again.
 */
class CustomComponentsTest {
  private static final List<String> SMALL =
      List.of(
          "model=df-ud-64-32-16-16-16",
          "face_type=wf",
          "pretrain=y",
          "pretraining_data=drawn:16,size=64",
          "batch_size=2",
          "threads=1",
          "target_iter=3");

  @TempDir private Path runs;

  /** A block of one convolution, which may be wrong in several ways. */
  private record Odd(int stride, String prefix, boolean lists) implements BlockKind {
    @Override
    public String shortName() {
      return "odd";
    }

    @Override
    public Layer block(String name, int channels, Nonlinearity activation) {
      Conv2d conv = Conv2d.of(prefix.isEmpty() ? name : prefix, channels, channels, 3, stride);
      return new Convolution(conv, lists);
    }
  }

  private record Convolution(Conv2d conv, boolean lists) implements Layer {
    @Override
    public <T> T forward(TensorOps<T> ops, T x) {
      return conv.forward(ops, x);
    }

    @Override
    public List<Parameter> parameters() {
      return lists ? conv.parameters() : List.of(conv.weight());
    }
  }

  /** A loss that gives something else than one value a sample. */
  private record Map2d(String shortName) implements ExtraLoss {
    @Override
    public <T> T perSample(TensorOps<T> ops, ReconstructionLoss.Target<T> target, Face<T> drawn) {
      return ops.sub(target.picture(), drawn.picture());
    }
  }

  private static Settings settings(String... more) throws SettingsException {
    return SettingsReader.readWords(
        SettingsReader.readWords(TrainingSettings.defaults(), SMALL), List.of(more));
  }

  private RunFolder train(CustomComponents own, String... more)
      throws SettingsException, IOException, InterruptedException {
    PreparedRun run = PreparedRun.create(settings(more), own, runs, Optional.empty());
    Trainer.run(run, TrainerListener.NONE, () -> false);
    return run.folder();
  }

  private void refused(CustomComponents own, String message, String... more)
      throws SettingsException {
    Settings settings = settings(more);
    assertThatThrownBy(() -> PreparedRun.create(settings, own, runs, Optional.empty()))
        .isInstanceOf(SettingsException.class)
        .hasMessage(message);
    assertThat(runs).isEmptyDirectory();
  }

  @Test
  void refusesWhatDoesNotFitBeforeAFolderIsMade() throws SettingsException {
    refused(
        CustomComponents.NONE,
        "extra_loss must be one of absolute_error, squared_error, or a class that implements"
            + " org.saehdbw.losses.ExtraLoss, got 'edges'; jars and folders come onto the class"
            + " path by the environment variable WORKBENCH_CLASS_PATH; Run.open(path).with(object) in"
            + " a notebook gives a run the object of a notebook's class (--set)",
        "extra_loss=edges");
    refused(
        CustomComponents.NONE.with(new Odd(2, "", true)),
        "block odd at decoder_src/res0 must keep the shape of its input, 2x128x8x8, got 2x128x4x4"
            + " (--set)",
        "block=odd");
    refused(
        CustomComponents.NONE.with(new Odd(1, "mine/conv", true)),
        "block odd: the names of its parameters must begin with decoder_src/res0/, got"
            + " mine/conv/weight (--set)",
        "block=odd");
    refused(
        CustomComponents.NONE.with(new Odd(1, "", false)),
        "block odd uses decoder_src/res0/bias, which its parameters() do not list (--set)",
        "block=odd");
    refused(
        CustomComponents.NONE.with(new Map2d("map")),
        "extra_loss map must give one value a sample, 2x1, got 2x1x64x64 (--set)",
        "extra_loss=map");
    refused(
        CustomComponents.NONE.with(new Map2d("mse")),
        "extra_loss: org.saehdbw.training.components.CustomComponentsTest$Map2d calls itself 'mse',"
            + " which is the name of a term of the reconstruction loss (--set)",
        "extra_loss=mse");
  }

  @Test
  void countsWhatABlockCosts() {
    ModelSpec spec = ModelSpec.parse("df-ud-64-32-16-16-16");
    long none = ModelCost.of(spec, 1, StandardBlock.NONE).parameters();
    long gated = ModelCost.of(spec, 1, new GatedBlock()).parameters();
    long residual = ModelCost.of(spec, 1).parameters();
    long widths = 0;
    long squares = 0;
    for (int width : new int[] {8 * 16, 4 * 16, 2 * 16}) {
      widths += width;
      squares += (long) width * width;
    }
    // Two decoders; a residual block has two 3x3 convolutions, a gated one a 3x3 and a 1x1.
    assertThat(residual - none).isEqualTo(2 * (18 * squares + 2 * widths));
    assertThat(gated - none).isEqualTo(2 * (10 * squares + 2 * widths));
  }

  @Test
  void trainsByNameAndOpensOnlyWithWhatItWasTrainedWith()
      throws SettingsException, IOException, InterruptedException {
    RunFolder run =
        train(
            CustomComponents.NONE,
            "block=gated",
            "extra_loss=org.saehdbw.testing.EdgeLoss",
            "extra_loss_power=5");
    assertThat(run.events())
        .filteredOn(event -> event.kind() == EventKind.SAVED)
        .allSatisfy(
            event ->
                assertThat(event.fields())
                    .containsKeys("src/dssim", "src/mse", "src/mask_mse", "src/edge", "dst/edge"));
    var stored =
        new CheckpointStore(run.checkpoints(), KeepPolicy.defaults())
            .latestGood(damage -> {})
            .orElseThrow();
    try (SafetensorsReader weights = stored.openWeights()) {
      assertThat(weights.metadata())
          .containsEntry("block", "gated")
          .containsEntry("block_class", "org.saehdbw.testing.GatedBlock");
      assertThat(weights.names()).contains("decoder_src/res0/gate/weight");
    }
    assertThat(stored.state().settings())
        .containsAllEntriesOf(
            Map.of("block", "gated", "extra_loss", "org.saehdbw.testing.EdgeLoss"));
    try (TrainedModel model = TrainedModel.open(run)) {
      assertThat(model.iteration()).isEqualTo(3);
    }
    PreparedRun again = PreparedRun.reopen(run, List.of("target_iter=4"));
    assertThat(Trainer.run(again, TrainerListener.NONE, () -> false).iteration()).isEqualTo(4);
    assertThatThrownBy(() -> PreparedRun.reopen(run, List.of("block=residual")))
        .hasMessage(
            "block is fixed at a run's first start: "
                + run.name()
                + " has gated, got residual (--set)");
    Settings other = settings("from=" + run.path(), "block=residual");
    assertThatThrownBy(() -> PreparedRun.create(other, runs, Optional.empty()))
        .hasMessage(
            "from: "
                + run.name()
                + " holds a model of 'gated' blocks, the settings ask for 'residual'; leave block"
                + " out to take it over (--set)");
    PreparedRun over =
        PreparedRun.create(settings("from=" + run.path()), runs, Optional.of("over"));
    assertThat(over.plan().block()).isInstanceOf(GatedBlock.class);
    try (ModelStep plain =
        ModelStep.open(over.plan().spec(), over.plan().losses(), Interpreter.EAGER, 1, 1)) {
      var checkpoint = PreparedRun.checkpoint(run);
      assertThatThrownBy(() -> ModelFiles.readWeights(checkpoint, plain))
          .isInstanceOf(TrainingException.class)
          .hasMessage(
              checkpoint.folder()
                  + " holds a model of 'gated' blocks, this one has 'residual': set block to what"
                  + " it was trained with");
    }
  }

  @Test
  void trainsObjectsInThisProcessAndOpensThemWithTheSame()
      throws SettingsException, IOException, InterruptedException {
    CustomComponents own = CustomComponents.NONE.with(new Odd(1, "", true)).with(new Named("mine"));
    RunFolder run = train(own, "block=odd", "extra_loss=mine", "interpreter=eager");
    try (TrainedModel model = TrainedModel.open(run, own)) {
      assertThat(model.iteration()).isEqualTo(3);
    }
    assertThatThrownBy(() -> TrainedModel.open(run))
        .hasMessageStartingWith(
            run.settingsFile()
                + ": block must be one of gated, none, residual, separable, single, or a class");
  }

  private record Named(String shortName) implements ExtraLoss {
    @Override
    public <T> T perSample(TensorOps<T> ops, ReconstructionLoss.Target<T> target, Face<T> drawn) {
      return ops.meanPerSample(ops.square(ops.sub(target.mask(), drawn.mask())));
    }
  }

  @Test
  void anExtraLossIsWeighed() {
    assertThatThrownBy(() -> new WeightedLoss(new EdgeLoss(), 0))
        .hasMessage("extra_loss_power must be above 0, got 0.0");
    assertThat(new WeightedLoss(StandardLoss.SQUARED_ERROR, 2).power()).isEqualTo(2);
  }
}
