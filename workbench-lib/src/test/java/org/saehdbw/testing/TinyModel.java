package org.saehdbw.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.training.PreparedRun;
import org.saehdbw.training.Trainer;
import org.saehdbw.training.TrainerListener;
import org.saehdbw.training.plan.TrainingSettings;

/**
 * A small model, pretrained for a moment on drawn faces: trained once for each model in a Java
 * process, then copied.
 */
public final class TinyModel {
  /** The smallest new model of a kind that tests train. */
  public static final String DF = "df-ud-64-32-16-16-16";

  /**
   * A model below the sizes of new ones, as imported models may be: an iteration takes
   * milliseconds, and a checkpoint a few hundred KB instead of 38 MB.
   */
  public static final String SMALLEST = "df-ud-32-8-4-4-2-gray";

  /** How many iterations a model has made. */
  public static final int ITERATIONS = 3;

  private static final Map<String, FolderCopy> TRAINED = new ConcurrentHashMap<>();

  private TinyModel() {}

  /** Returns the default settings with {@link #SMALLEST} as their model. */
  public static Settings smallest() throws SettingsException {
    return stored(SMALLEST);
  }

  /**
   * Returns settings that pretrain {@link #SMALLEST} on twelve drawn faces, on one thread.
   *
   * @param more {@code key=value} words that come last
   */
  public static Settings pretraining(String... more) throws SettingsException {
    List<String> words =
        new ArrayList<>(
            List.of(
                "face_type=wf",
                "pretrain=y",
                "pretraining_data=drawn:12,size=64",
                "batch_size=2",
                "threads=1",
                // So small a model draws one colour at first.
                "constant_interval_iter=0"));
    words.addAll(List.of(more));
    return SettingsReader.readWords(smallest(), words);
  }

  /**
   * Returns the default settings with a model of any size.
   *
   * @param model a model's whole name, such as {@link #SMALLEST}
   */
  public static Settings stored(String model) throws SettingsException {
    return TrainingSettings.defaults().withStored("model", model, "test");
  }

  /**
   * Puts a finished run {@code 0001_tiny_s1} of {@value #ITERATIONS} iterations on one thread
   * there.
   *
   * @param model a name such as {@link #DF}
   * @param runs the folder of runs; must not have a run 1
   */
  public static RunFolder pretrained(String model, Path runs)
      throws SettingsException, IOException, InterruptedException {
    FolderCopy trained = TRAINED.get(model);
    if (trained == null) {
      trained = train(model);
      TRAINED.put(model, trained);
    }
    Path run = runs.resolve("0001_tiny_s1");
    trained.writeTo(run);
    return RunFolder.open(run);
  }

  private static FolderCopy train(String model)
      throws SettingsException, IOException, InterruptedException {
    Path runs = Files.createTempDirectory("tiny-model");
    try {
      Settings settings =
          SettingsReader.readWords(
              stored(model),
              List.of(
                  "face_type=wf",
                  "pretrain=y",
                  "pretraining_data=drawn:24,size=64",
                  "batch_size=2",
                  "threads=1",
                  "target_iter=" + ITERATIONS));
      PreparedRun run = PreparedRun.create(settings, runs, Optional.of("tiny"));
      Trainer.run(run, TrainerListener.NONE, () -> false);
      return FolderCopy.of(run.folder().path());
    } finally {
      FolderCopy.delete(runs);
    }
  }
}
