package org.saehdbw.cli.asking;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.saehdbw.architectures.ModelSettings;
import org.saehdbw.dataloaders.PictureOptions;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.layers.StandardBlock;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.Settings;
import org.saehdbw.training.plan.RunSettings;

/** The settings file that answers come to: only what differs from the defaults, with its help. */
public final class AnswersFile {
  private static final int MOST_TRIES = 10_000;

  private AnswersFile() {}

  /**
   * Writes a new file; one that exists stays.
   *
   * @param file where to; its folder is made
   * @param command that repeats the training
   * @throws FileAlreadyExistsException if there is a file of that name
   */
  public static void write(Path file, Settings settings, String command) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    AtomicFile.createDurable(file, text(settings, command));
  }

  /** Returns the first of NAME.yaml, NAME-2.yaml, NAME-3.yaml, ... that does not exist. */
  public static Path firstFree(Path folder, String name) {
    for (int number = 1; number < MOST_TRIES; number++) {
      Path file = folder.resolve(name + (number == 1 ? "" : "-" + number) + ".yaml");
      if (!Files.exists(file)) {
        return file;
      }
    }
    throw new IllegalArgumentException(
        folder + " must have fewer than " + MOST_TRIES + " files of the name " + name);
  }

  /** Returns the file's text. */
  public static String text(Settings settings, String command) throws IOException {
    ObjectMapper json = new ObjectMapper();
    StringBuilder text =
        new StringBuilder(
                "# The answers to train --ask; all other settings are at their defaults.\n")
            .append("#   ")
            .append(command)
            .append('\n');
    for (Setting<?> setting : settings.registry().all()) {
      if (isWritten(settings, setting)) {
        // A JSON scalar is valid YAML, and always one line.
        text.append(setting.name())
            .append(": ")
            .append(json.writeValueAsString(settings.plain(setting)))
            .append("  # ")
            .append(setting.help())
            .append('\n');
      }
    }
    return text.toString();
  }

  /** Beside {@code from} a model is taken over, except what is said, even if it is the default. */
  private static boolean isWritten(Settings settings, Setting<?> setting) {
    boolean inherited =
        ModelSettings.PARTS.contains(setting)
            || List.of(PictureOptions.FACE_TYPE, StandardBlock.BLOCK).contains(setting);
    return !settings.get(setting).equals(setting.defaultValue())
        || (inherited && settings.isSet(setting) && !settings.get(RunSettings.FROM).isEmpty());
  }
}
