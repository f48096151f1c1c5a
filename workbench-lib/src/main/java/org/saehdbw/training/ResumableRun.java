package org.saehdbw.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.saehdbw.architectures.ModelSettings;
import org.saehdbw.files.FileTree;
import org.saehdbw.files.FolderLock;
import org.saehdbw.parallel.Progress;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunNames;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.components.CustomComponents;
import org.saehdbw.training.plan.RunSettings;
import org.saehdbw.training.plan.TrainingSettings;

/**
 * The run of a name: who asks first begins it, who asks later goes on with it. The same command,
 * given again and again, ends in one whole run, whatever became of the process before.
 */
public final class ResumableRun {
  private static final String LOCKS = ".names";

  private ResumableRun() {}

  /**
   * Begins the run, or opens it again with what the settings say now.
   *
   * @param asked the settings; of a run that was begun only those may differ that may change later
   * @param runs where run folders stand
   * @param name the run's name
   * @throws SettingsException as {@link PreparedRun#create} and {@link PreparedRun#reopen}
   */
  public static PreparedRun prepare(Settings asked, Path runs, String name)
      throws SettingsException, IOException, InterruptedException {
    return prepare(asked, runs, name, Progress.NONE);
  }

  /**
   * Begins the run, or opens it again, and tells how far the reading of the faces is.
   *
   * @throws SettingsException as {@link #prepare(Settings, Path, String)}
   */
  @SuppressWarnings("try") // the lock is held, not called
  public static PreparedRun prepare(Settings asked, Path runs, String name, Progress progress)
      throws SettingsException, IOException, InterruptedException {
    Path locks = Files.createDirectories(runs.resolve(LOCKS));
    // Two that ask at once must not both find nothing and begin.
    try (FolderLock lock = FolderLock.await(locks, name)) {
      Optional<RunFolder> found = RunNames.withLabel(runs, name);
      if (found.isPresent() && !wasPrepared(found.get())) {
        remove(found.get().path());
        found = Optional.empty();
      }
      return found.isPresent()
          ? PreparedRun.reopen(
              found.get(), CustomComponents.NONE, changes(found.get(), asked), progress)
          : PreparedRun.create(asked, CustomComponents.NONE, runs, Optional.of(name), progress);
    }
  }

  /** A kill between the folder and its settings leaves nothing worth keeping. */
  private static boolean wasPrepared(RunFolder run) {
    return Files.exists(run.environmentFile()) || Files.exists(run.eventsFile());
  }

  private static List<String> changes(RunFolder run, Settings asked) throws IOException {
    Settings stored = StoredSettings.read(run);
    List<String> words = new ArrayList<>();
    for (Setting<?> key : TrainingSettings.ALL) {
      boolean taken = key == ModelSettings.MODEL || key == RunSettings.FROM;
      if (!taken && asked.isSet(key) && !asked.text(key).equals(stored.text(key))) {
        words.add(key.name() + "=" + asked.text(key));
      }
    }
    return words;
  }

  private static void remove(Path folder) throws IOException {
    try {
      FileTree.delete(folder);
    } catch (IOException e) {
      throw new RunException(folder + ": was never started and cannot be removed", e);
    }
  }
}
