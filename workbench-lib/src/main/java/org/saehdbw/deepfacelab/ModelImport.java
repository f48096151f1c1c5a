package org.saehdbw.deepfacelab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.architectures.ModelSettings;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.architectures.Network;
import org.saehdbw.checkpoints.NamedArray;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.pickles.PickleNone;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.training.ImportedRun;
import org.saehdbw.training.TrainedModel;
import org.saehdbw.training.plan.RunSettings;
import org.saehdbw.training.plan.TrainingSettings;
import org.saehdbw.training.previews.PreviewFiles;
import org.saehdbw.training.previews.PreviewSheet;
import org.saehdbw.training.steps.Prediction;

/**
 * Makes a run folder of a model that DeepFaceLab saved. Training continues it when the settings
 * name the faces:
 *
 * <pre>{@code
 * ImportedModel model = ModelImport.of(Path.of("workspace/model")).into(Path.of("results/runs"));
 * }</pre>
 *
 * <p>Nothing in the files is ever run, and memory is allocated for what the model's options ask for
 * only after the files were found to hold it. An instance never changes; each method returns
 * another one.
 */
public final class ModelImport {
  private final Path folder;
  private final Optional<String> name;
  private final int channels;
  private final Optional<String> label;
  private final List<String> words;
  private final boolean preview;

  private ModelImport(
      Path folder,
      Optional<String> name,
      int channels,
      Optional<String> label,
      List<String> words,
      boolean preview) {
    this.folder = folder;
    this.name = name;
    this.channels = channels;
    this.label = label;
    this.words = List.copyOf(words);
    this.preview = preview;
  }

  /** Takes the model in a folder. */
  public static ModelImport of(Path folder) {
    return new ModelImport(folder, Optional.empty(), 0, Optional.empty(), List.of(), false);
  }

  /** Takes the model of this name, with or without its class, where a folder holds several. */
  public ModelImport name(String wanted) {
    return new ModelImport(folder, Optional.of(wanted), channels, label, words, preview);
  }

  /**
   * Folds a colour model to one channel: its codes of gray pictures stay what they are, its
   * drawings are mixed to gray. The optimizer's moments are dropped.
   */
  public ModelImport toGray() {
    return new ModelImport(folder, name, 1, label, words, preview);
  }

  /**
   * Spreads a gray model over three channels: its codes and drawings of gray pictures stay what
   * they are. The optimizer's moments are dropped.
   */
  public ModelImport toColour() {
    return new ModelImport(folder, name, 3, label, words, preview);
  }

  /** Names the run folder; without this it has the model's own name. */
  public ModelImport runName(String runName) {
    return new ModelImport(folder, name, channels, Optional.of(runName), words, preview);
  }

  /** Says one setting of the run, such as {@code src} and a faceset. */
  public ModelImport set(String key, String value) {
    return words(List.of(key + "=" + value));
  }

  /** Says settings of the run as {@code key=value}. */
  public ModelImport words(List<String> settings) {
    List<String> more = new ArrayList<>(words);
    more.addAll(settings);
    return new ModelImport(folder, name, channels, label, more, preview);
  }

  /** Also draws the preview sample that came with the model, into the run's previews. */
  public ModelImport withPreview() {
    return new ModelImport(folder, name, channels, label, words, true);
  }

  /**
   * Makes the run folder, whole or not at all.
   *
   * @param runs the folder of run folders; created when absent
   * @throws ModelFileException if the model does not exist, a file is damaged or of another model,
   *     or the model has the wanted channels already
   * @throws SettingsException if a setting that was said is not allowed
   * @throws IOException if a file cannot be read or written
   */
  public ImportedModel into(Path runs) throws IOException, SettingsException {
    long start = System.nanoTime();
    List<String> remarks = new ArrayList<>();
    try (StoredModel model = StoredModel.open(ModelFolder.find(folder, name))) {
      ModelSpec spec = target(model);
      boolean changed = !spec.equals(model.spec());
      model.folder().strayFiles().ifPresent(remarks::add);
      Settings settings = settings(model, spec, remarks);
      List<NamedArray> weights = model.loadWeights();
      List<NamedArray> optimizer = changed ? List.of() : model.loadOptimizer();
      if (changed) {
        weights = ChannelChange.apply(weights, model.spec(), spec);
      }
      DiscriminatorImport discriminators = new DiscriminatorImport(model, spec, remarks::add);
      List<String> kept = discriminators.kept();
      remarkOnOptimizer(model, changed, remarks);
      remarkOnPretraining(settings, spec, remarks);
      ImportedRun adopted =
          new ImportedRun(
              settings,
              weights,
              optimizer,
              discriminators.load(settings),
              model.data().iteration(),
              model.optimizer().map(OptimizerFile::updates).orElse(0L),
              model.data().history().rows(model.data().iteration()),
              facts(model, spec));
      RunFolder run =
          adopted.create(
              runs,
              label.orElseGet(() -> ownLabel(model, spec)),
              made -> KeptFiles.write(made, model, kept));
      if (preview) {
        drawPreview(run, model, changed, remarks);
      }
      return new ImportedModel(
          run,
          model.folder().name(),
          model.folder().modelClass(),
          spec,
          model.data().iteration(),
          settings.get(RunSettings.PRETRAIN),
          changed ? Optional.empty() : model.optimizer().map(OptimizerFile::optimizer),
          (System.nanoTime() - start) / 1e9,
          remarks);
    }
  }

  private ModelSpec target(StoredModel model) throws ModelFileException {
    if (channels != 0 && model.spec().channels() == channels) {
      throw new ModelFileException(
          String.format(
              Locale.ROOT,
              "%s: %s is %s already",
              folder,
              model.folder().prefix(),
              channels == 1 ? "gray" : "in colour"));
    }
    return channels == 0 ? model.spec() : StoredModel.withChannels(model.spec(), channels);
  }

  private Settings settings(StoredModel model, ModelSpec spec, List<String> remarks)
      throws ModelFileException, SettingsException {
    Settings ofModel =
        OptionNames.toSettings(
            TrainingSettings.defaults(),
            spec,
            model.data().options(),
            model.folder().file(ModelFolder.DATA).toString(),
            setting -> words.stream().anyMatch(word -> word.startsWith(setting.name() + "=")),
            remarks::add);
    Settings settings = SettingsReader.readWords(ofModel, words);
    if (!ModelSettings.spec(settings).equals(spec) || !settings.get(RunSettings.FROM).isEmpty()) {
      throw new SettingsException(
          "model and from are the imported model's own and cannot be set; it is " + spec);
    }
    if (!settings.get(RunSettings.PRETRAIN).equals(ofModel.get(RunSettings.PRETRAIN))) {
      throw new SettingsException(
          String.format(
                  Locale.ROOT,
                  "pretrain is the imported model's own and cannot be set; it is %s, and a new run"
                      + " that",
                  ofModel.get(RunSettings.PRETRAIN))
              + " begins with the imported one (from) may have another");
    }
    return settings;
  }

  private static void remarkOnOptimizer(StoredModel model, boolean changed, List<String> remarks) {
    if (model.optimizer().isEmpty()) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "no %s: the optimizer's moments start at zero",
              model.folder().file(ModelFolder.OPTIMIZER).getFileName()));
    } else if (changed) {
      remarks.add("the optimizer's moments are dropped with the change of channels");
    }
    for (ArrayFile file : model.weightFiles()) {
      ModelInfo.converted(file).ifPresent(remarks::add);
    }
  }

  private static void remarkOnPretraining(Settings settings, ModelSpec spec, List<String> remarks) {
    if (settings.get(RunSettings.PRETRAIN)) {
      remarks.add(
          "the model was saved while pretraining: src and dst need a new run that starts from this"
              + String.format(
                  Locale.ROOT,
                  " one (from), counts iterations from 0 and initialises %s again, as DeepFaceLab"
                      + " does",
                  String.join(" and ", Network.of(spec).renewedAfterPretraining()))
              + " when pretrain is switched off; --resume continues pretraining");
    }
  }

  private static Map<String, Object> facts(StoredModel model, ModelSpec spec) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("folder", model.folder().path().toAbsolutePath().normalize().toString());
    facts.put("name", model.folder().prefix());
    facts.put("model", spec.toString());
    facts.put("iteration", model.data().iteration());
    if (!spec.equals(model.spec())) {
      facts.put("from_model", model.spec().toString());
      facts.put("optimizer_state_dropped", true);
    }
    return facts;
  }

  /** A name with blanks, say, is none for a folder. */
  private static String ownLabel(StoredModel model, ModelSpec spec) {
    String own = model.folder().name();
    return own.matches("[A-Za-z0-9][A-Za-z0-9._-]*") ? own : spec.toString();
  }

  private static void drawPreview(
      RunFolder run, StoredModel model, boolean changed, List<String> remarks) throws IOException {
    Object value = model.data().sample();
    if (changed || value == PickleNone.NONE) {
      remarks.add(
          "no preview is drawn: the model came "
              + (changed ? "with a sample of other channels" : "without a sample"));
      return;
    }
    PreviewSample sample;
    try {
      sample = PreviewSample.read(model.folder().file(ModelFolder.DATA), value, model.spec());
    } catch (ModelFileException e) {
      // The run is there and good without it.
      remarks.add("no preview is drawn: " + e.getMessage());
      return;
    }
    try (TrainedModel trained = TrainedModel.open(run)) {
      BatchSide src = sample.src();
      Prediction drawn = trained.predict(src, sample.dst());
      PreviewFiles.write(
          run,
          model.spec().toString(),
          model.data().iteration(),
          PreviewSheet.pages(src, sample.dst(), drawn, trained.plan().faceType()));
    }
  }
}
