package org.saehdbw.experiments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.saehdbw.extensions.HasShortName;
import org.saehdbw.layers.StandardBlock;
import org.saehdbw.losses.StandardLoss;
import org.saehdbw.losses.WeightedLoss;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunNames;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.StoredSettings;
import org.saehdbw.training.classes.ClassFolder;
import org.saehdbw.training.classes.ClassStore;
import org.saehdbw.training.classes.OwnClasses;
import org.saehdbw.training.components.CustomComponents;
import org.saehdbw.training.plan.RunSettings;

/** Brings the losses and blocks of a notebook to where another process finds them. */
public final class OwnParts {
  private static final String ORIGIN = "notebook";

  private OwnParts() {}

  /**
   * Returns settings with which another process trains with these parts: classes of the class path
   * are named, those of a notebook are compiled into a class folder.
   *
   * @param own parts of this process
   * @param runs the folder of runs
   * @throws SettingsException if another process cannot make one of them; nothing is written then
   */
  static Settings store(Settings settings, CustomComponents own, Path runs)
      throws SettingsException, IOException {
    Settings named = settings;
    List<HasShortName> parts = new ArrayList<>();
    if (own.block().isPresent() && names(settings, StandardBlock.BLOCK, own.block().get())) {
      named = nameOrAdd(named, StandardBlock.BLOCK, own.block().get(), parts);
    }
    if (own.loss().isPresent() && names(settings, WeightedLoss.EXTRA_LOSS, own.loss().get())) {
      named = nameOrAdd(named, WeightedLoss.EXTRA_LOSS, own.loss().get(), parts);
    }
    if (parts.isEmpty()) {
      return named;
    }
    if (!settings.isSet(StandardBlock.BLOCK)) {
      parts.addAll(blockOfOther(settings, own));
    }
    Path folder = store(parts, runs);
    return named.with(OwnClasses.OWN_CLASSES.name(), folder.toString(), ORIGIN);
  }

  /**
   * Compiles parts of a notebook into a class folder.
   *
   * @param results the folder of runs, sweeps or comparisons
   * @return the folder, for the setting {@code own_classes}
   * @throws SettingsException if another process cannot make one of them; nothing is written then
   */
  public static Path store(List<HasShortName> parts, Path results)
      throws SettingsException, IOException {
    try {
      return ClassStore.store(parts, results).path();
    } catch (IllegalArgumentException e) {
      throw new SettingsException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Checks that parts of this process are those that a run was trained with.
   *
   * @throws IllegalArgumentException if one differs
   */
  static void requireSame(CustomComponents own, RunFolder run, ClassFolder folder)
      throws IOException {
    List<HasShortName> parts = new ArrayList<>();
    own.block().ifPresent(parts::add);
    own.loss().ifPresent(parts::add);
    ClassStore.requireSame(parts, folder, run.name());
  }

  private static boolean names(Settings settings, Setting<String> key, HasShortName part) {
    return settings.get(key).equals(part.shortName());
  }

  /** Classes that every process of this class path finds need not be stored. */
  private static Settings nameOrAdd(
      Settings settings, Setting<String> key, HasShortName part, List<HasShortName> parts)
      throws SettingsException {
    String name = part.getClass().getName();
    if (part instanceof StandardBlock || part instanceof StandardLoss) {
      return settings;
    }
    if (ClassStore.isOnClassPath(part)) {
      return settings.with(key.name(), name, settings.origin(key));
    }
    parts.add(part);
    return settings;
  }

  /** The block of the run that weights are taken from, if a class folder has it. */
  private static List<HasShortName> blockOfOther(Settings settings, CustomComponents own)
      throws SettingsException, IOException {
    String from = settings.get(RunSettings.FROM);
    if (from.isEmpty()) {
      return List.of();
    }
    if (own.block().isPresent()) {
      return List.of(own.block().get());
    }
    Settings other = StoredSettings.read(RunNames.moved(Path.of(from)));
    Optional<? extends HasShortName> block =
        OwnClasses.complete(CustomComponents.NONE, other).block();
    return block.isPresent() ? List.of(block.get()) : List.of();
  }
}
