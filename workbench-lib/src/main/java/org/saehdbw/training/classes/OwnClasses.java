package org.saehdbw.training.classes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.saehdbw.extensions.HasShortName;
import org.saehdbw.layers.BlockKind;
import org.saehdbw.layers.StandardBlock;
import org.saehdbw.losses.ExtraLoss;
import org.saehdbw.losses.StandardLoss;
import org.saehdbw.losses.WeightedLoss;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingType;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.components.CustomComponents;

/** The setting that names a class folder, and the objects that settings get from it. */
public final class OwnClasses {
  public static final Setting<String> OWN_CLASSES =
      Setting.of(
              "own_classes",
              SettingType.path("a folder's path"),
              "",
              "folder with the classes of your own block and loss, as a notebook stores them")
          .fixed();

  public static final List<Setting<?>> SETTINGS = List.of(OWN_CLASSES);

  private OwnClasses() {}

  /** Returns the class folder that settings name, if they name one. */
  public static Optional<ClassFolder> folder(Settings settings) throws IOException {
    String path = settings.get(OWN_CLASSES);
    return path.isEmpty() ? Optional.empty() : Optional.of(ClassFolder.open(Path.of(path)));
  }

  /**
   * Adds what settings name and only their class folder has. Classes are loaded, and their code
   * runs, only if they are needed.
   *
   * @param own what is known already; it comes first
   * @throws SettingsException if the folder is missing, damaged or not trusted here
   */
  public static CustomComponents complete(CustomComponents own, Settings settings)
      throws SettingsException {
    String path = settings.get(OWN_CLASSES);
    String block = settings.get(StandardBlock.BLOCK);
    String loss = settings.get(WeightedLoss.EXTRA_LOSS);
    boolean needsBlock = isForeign(block) && !has(own.block(), block);
    boolean needsLoss = isForeign(loss) && !has(own.loss(), loss);
    if (path.isEmpty() || !needsBlock && !needsLoss) {
      return own;
    }
    try {
      ClassFolder folder = ClassFolder.open(Path.of(path));
      CustomComponents all = own;
      for (StoredPart part : folder.manifest().parts()) {
        if (needsBlock && part.label().equals(label(StandardBlock.BLOCK, block))) {
          all = all.with(folder.load(part, BlockKind.class));
        }
        if (needsLoss && part.label().equals(label(WeightedLoss.EXTRA_LOSS, loss))) {
          all = all.with(folder.load(part, ExtraLoss.class));
        }
      }
      return all;
    } catch (IOException e) {
      throw new SettingsException(
          "own_classes: " + e.getMessage() + " (" + settings.origin(OWN_CLASSES) + ")", e);
    }
  }

  private static boolean isForeign(String name) {
    return !name.equals(WeightedLoss.NO_LOSS)
        && Stream.concat(
                Arrays.stream(StandardBlock.values()), Arrays.stream(StandardLoss.values()))
            .noneMatch(one -> has(Optional.of(one), name));
  }

  private static boolean has(Optional<? extends HasShortName> own, String name) {
    return own.filter(one -> one.shortName().equals(name)).isPresent();
  }

  private static String label(Setting<?> setting, String name) {
    return setting + " '" + name + "'";
  }

  /** Takes the class folder of another run over, if settings have none and may need it. */
  public static Settings inherit(Settings before, Settings settings) throws SettingsException {
    boolean needed =
        isForeign(settings.get(StandardBlock.BLOCK))
            || isForeign(settings.get(WeightedLoss.EXTRA_LOSS));
    return needed && settings.get(OWN_CLASSES).isEmpty()
        ? settings.with(OWN_CLASSES.name(), before.get(OWN_CLASSES), "from")
        : settings;
  }

  /** Copies the class folder into a new run, and names the copy. */
  public static Settings bringInto(RunFolder run, Settings settings)
      throws SettingsException, IOException {
    Optional<ClassFolder> folder = folder(settings);
    if (folder.isEmpty()) {
      return settings;
    }
    folder.get().copyTo(run.classes());
    return ofRun(run, settings);
  }

  /** Names the run's own class folder, wherever the run folder was copied to. */
  public static Settings ofRun(RunFolder run, Settings settings) throws SettingsException {
    if (settings.get(OWN_CLASSES).isEmpty()) {
      return settings;
    }
    String path = run.classes().toAbsolutePath().normalize().toString();
    return settings.with(OWN_CLASSES.name(), path, settings.origin(OWN_CLASSES));
  }

  /** Returns settings with the class folder of others, if its classes are the same. */
  public static Settings likeThoseOf(Settings other, Settings settings) throws SettingsException {
    return !settings.get(OWN_CLASSES).isEmpty() && identity(settings).equals(identity(other))
        ? settings.with(OWN_CLASSES.name(), other.get(OWN_CLASSES), other.origin(OWN_CLASSES))
        : settings;
  }

  /** Says which classes are loaded from where, if settings name a folder of them. */
  public static Optional<String> remark(Settings settings) throws IOException {
    return folder(settings)
        .map(
            folder ->
                String.format(
                    Locale.ROOT,
                    "runs classes of a notebook: %s from %s (manifest SHA-256 %s)",
                    folder.label(),
                    folder.path(),
                    folder.sha256()));
  }

  /** What tells classes apart, wherever they are: empty without any. */
  public static String identity(Settings settings) {
    try {
      return folder(settings).map(ClassFolder::sha256).orElse("");
    } catch (IOException e) {
      return settings.get(OWN_CLASSES);
    }
  }
}
