package org.saehdbw.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.architectures.ModelSettings;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.checkpoints.CheckpointStore;
import org.saehdbw.checkpoints.KeepPolicy;
import org.saehdbw.checkpoints.StoredCheckpoint;
import org.saehdbw.dataloaders.BatchOptions;
import org.saehdbw.dataloaders.PictureOptions;
import org.saehdbw.files.Workspace;
import org.saehdbw.layers.StandardBlock;
import org.saehdbw.parallel.Progress;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunEnvironment;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunNames;
import org.saehdbw.runs.SettingChange;
import org.saehdbw.runs.Versions;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.sources.Facesets;
import org.saehdbw.training.classes.OwnClasses;
import org.saehdbw.training.components.CustomComponents;
import org.saehdbw.training.devices.DeviceChoice;
import org.saehdbw.training.devices.TrainingDevice;
import org.saehdbw.training.memory.CardMemory;
import org.saehdbw.training.memory.MemoryLimit;
import org.saehdbw.training.narrowing.Narrowing;
import org.saehdbw.training.plan.RunSettings;
import org.saehdbw.training.plan.Schedule;
import org.saehdbw.training.plan.SchedulePlans;
import org.saehdbw.training.plan.TrainingPlan;

/**
 * A run that {@link Trainer} can start or continue: everything a user can get wrong has been looked
 * at.
 *
 * @param folder where everything is written
 * @param settings of the whole run, as the folder holds them
 * @param own what settings may name besides what is found by name
 * @param plan what is trained and how, in the stage of the schedule that the run is in
 * @param faces what it is trained on in that stage
 * @param device what it is trained by
 * @param changes settings that are not what the folder says, when a run is opened again
 * @param remarks for the user, one line each
 */
public record PreparedRun(
    RunFolder folder,
    Settings settings,
    CustomComponents own,
    TrainingPlan plan,
    TrainingFaces faces,
    TrainingDevice device,
    List<SettingChange> changes,
    List<String> remarks) {
  private static final List<Setting<String>> PATHS =
      List.of(
          RunSettings.SRC, RunSettings.DST, RunSettings.PRETRAINING_DATA, OwnClasses.OWN_CLASSES);

  /**
   * Makes a run folder, with {@code settings.yaml} and {@code environment.json}, once everything
   * the settings ask for was found. Paths are kept as absolute ones.
   *
   * @param asked the settings; with {@code from}, model, block and face type may be left to that
   *     run, or have smaller ae_dims
   * @param runs where run folders stand; {@code from} names one as {@link RunNames} says
   * @param name takes the model's place in the folder's name
   * @throws SettingsException if the settings cannot be done; no folder was made then
   * @throws IllegalArgumentException if the name is not one for a folder, or the device is a card
   */
  public static PreparedRun create(Settings asked, Path runs, Optional<String> name)
      throws SettingsException, IOException, InterruptedException {
    return create(asked, CustomComponents.NONE, runs, name);
  }

  /**
   * Makes a run folder as {@link #create(Settings, Path, Optional)} does, for a run in this process
   * with parts of one's own.
   *
   * @param own what settings may name besides what is found by name
   */
  public static PreparedRun create(
      Settings asked, CustomComponents own, Path runs, Optional<String> name)
      throws SettingsException, IOException, InterruptedException {
    return create(asked, own, runs, name, Progress.NONE);
  }

  /**
   * Makes a run folder as {@link #create(Settings, CustomComponents, Path, Optional)} does.
   *
   * @param progress told how far the reading of the faces is
   */
  public static PreparedRun create(
      Settings asked, CustomComponents own, Path runs, Optional<String> name, Progress progress)
      throws SettingsException, IOException, InterruptedException {
    Settings settings = settle(asked, own, runs);
    List<TrainingPlan> plans = SchedulePlans.of(settings, own);
    TrainingPlan plan = plans.get(0);
    List<String> remarks = new ArrayList<>();
    TrainingDevice device = choose(settings, plans, remarks);
    MemoryLimit.remark(settings, own).ifPresent(remarks::add);
    List<TrainingFaces> all = TrainingFaces.openAll(plans, progress);
    TrainingFaces faces = all.get(0);
    String label = name.orElse(plan.spec().toString());
    RunFolder folder =
        RunFolder.create(runs.toAbsolutePath(), label, settings.get(BatchOptions.SEED));
    settings = OwnClasses.bringInto(folder, settings);
    plan = plan.with(OwnClasses.ofRun(folder, plan.settings()));
    StoredSettings.write(folder, settings);
    RunEnvironment.here(
            Versions.read(),
            device.gpu(),
            plan.threads(),
            Workspace.home(),
            TrainingFaces.fingerprints(plans, all),
            settings.get(BatchOptions.SEED))
        .write(folder.environmentFile());
    all.stream().flatMap(one -> one.remarks().stream()).distinct().forEach(remarks::add);
    remarks.addAll(SchedulePlans.remarks(plans));
    return new PreparedRun(
        folder, settings, own, plan, faces, device, List.of(), List.copyOf(remarks));
  }

  /**
   * Returns the settings as a run's folder would hold them, with the model of {@code from} and
   * absolute paths, once they are known to go together. No faceset is opened and nothing is made.
   *
   * @param asked the settings
   * @param runs where {@code from} is looked for
   * @throws SettingsException if there is no such model or run, or settings contradict one another
   */
  public static Settings settle(Settings asked, Path runs) throws SettingsException, IOException {
    Settings settings = settle(asked, CustomComponents.NONE, runs);
    SchedulePlans.of(settings, CustomComponents.NONE);
    return settings;
  }

  private static Settings settle(Settings asked, CustomComponents own, Path runs)
      throws SettingsException, IOException {
    return MemoryLimit.choose(withAbsolutePaths(inherit(asked, own, runs)), own);
  }

  /**
   * Opens the facesets that settled settings name and closes them again.
   *
   * @param progress told how far it is
   * @return remarks about files that were left out, one line each
   * @throws SettingsException if a side is not named, holds no faces, or none to train on
   */
  public static List<String> requireFaces(Settings settled, Progress progress)
      throws SettingsException {
    List<TrainingPlan> plans = SchedulePlans.of(settled, CustomComponents.NONE);
    return TrainingFaces.openAll(plans, progress).stream()
        .flatMap(faces -> faces.remarks().stream())
        .distinct()
        .toList();
  }

  /**
   * Opens the facesets that settings name, before a run is made of them.
   *
   * @param asked the settings
   * @param runs where {@code from} is looked for
   * @param progress told how far it is
   * @return what {@link TrainingFaces#misfits} says
   * @throws SettingsException if a side is not named, holds no faces, or none to train on
   */
  public static List<String> misfits(Settings asked, Path runs, Progress progress)
      throws SettingsException, IOException {
    List<TrainingPlan> plans = SchedulePlans.of(settle(asked, runs), CustomComponents.NONE);
    return TrainingFaces.openAll(plans, progress).stream()
        .flatMap(faces -> faces.misfits().stream())
        .distinct()
        .toList();
  }

  /**
   * Opens a run again, to go on with it. Nothing is written yet.
   *
   * @param words {@code key=value}; only settings that may change later are taken
   * @throws SettingsException if a word is not allowed, or the faces are gone
   * @throws RunException if the folder is damaged
   */
  public static PreparedRun reopen(RunFolder folder, List<String> words)
      throws SettingsException, IOException, InterruptedException {
    return reopen(folder, CustomComponents.NONE, words);
  }

  /**
   * Opens a run again as {@link #reopen(RunFolder, List)} does, for a run in this process with
   * parts of one's own.
   *
   * @param own what settings may name besides what is found by name
   */
  public static PreparedRun reopen(RunFolder folder, CustomComponents own, List<String> words)
      throws SettingsException, IOException, InterruptedException {
    return reopen(folder, own, words, Progress.NONE);
  }

  /**
   * Opens a run again as {@link #reopen(RunFolder, CustomComponents, List)} does.
   *
   * @param progress told how far the reading of the faces is
   */
  public static PreparedRun reopen(
      RunFolder folder, CustomComponents own, List<String> words, Progress progress)
      throws SettingsException, IOException, InterruptedException {
    Settings stored = StoredSettings.read(folder);
    Settings asked =
        OwnClasses.likeThoseOf(stored, withAbsolutePaths(SettingsReader.readWords(stored, words)));
    Settings settings = MemoryLimit.continued(stored, asked, own);
    List<SettingChange> changes = new ArrayList<>();
    for (Setting<?> key : settings.differingFrom(stored)) {
      if (key.group() == Setting.Group.FIXED) {
        throw new SettingsException(
            String.format(
                Locale.ROOT,
                "%s is fixed at a run's first start: %s has %s, got %s (%s)",
                key,
                folder.name(),
                stored.text(key),
                settings.text(key),
                settings.origin(key)));
      }
      changes.add(new SettingChange(key.name(), stored.text(key), settings.text(key)));
    }
    List<TrainingPlan> plans = SchedulePlans.of(settings, own);
    TrainingPlan plan = plans.get(Math.min(plans.size() - 1, stageOf(folder)));
    TrainingFaces faces = TrainingFaces.open(plan, progress);
    List<String> remarks = new ArrayList<>();
    TrainingDevice device = choose(settings, plans, remarks);
    MemoryLimit.remark(settings, own).ifPresent(remarks::add);
    remarks.addAll(faces.remarks());
    remarks.addAll(SchedulePlans.remarks(plans));
    remarks.addAll(otherFaces(folder, faces.fingerprints(plan.stage())));
    otherDevice(folder, device).ifPresent(remarks::add);
    return new PreparedRun(
        folder, settings, own, plan, faces, device, List.copyOf(changes), List.copyOf(remarks));
  }

  private static TrainingDevice choose(
      Settings settings, List<TrainingPlan> plans, List<String> remarks)
      throws InterruptedException {
    return DeviceChoice.choose(settings, CardMemory.needs(plans), remarks::add);
  }

  /** The stage of the newest checkpoint; which one is good is looked at when it is opened. */
  private static int stageOf(RunFolder folder) throws IOException {
    return new CheckpointStore(folder.checkpoints(), KeepPolicy.defaults())
        .newestState()
        .map(state -> Math.max(0, state.stages().size() - 1))
        .orElse(0);
  }

  /**
   * Returns this run in a stage of its schedule, without remarks and changes; without a schedule
   * this run.
   *
   * @param number the stage's number, from 0
   * @throws SettingsException if the stage's faces are gone
   */
  PreparedRun inStage(int number) throws SettingsException {
    if (settings.get(Schedule.STAGES).isEmpty()) {
      return this;
    }
    TrainingPlan other = TrainingPlan.of(Schedule.inStage(settings, number), own);
    boolean same = TrainingFaces.names(other).equals(TrainingFaces.names(plan));
    TrainingFaces opened = same ? faces : TrainingFaces.open(other);
    return new PreparedRun(folder, settings, own, other, opened, device, List.of(), List.of());
  }

  /** Returns this run once its changes and remarks were noted, to open it again. */
  PreparedRun noted() {
    return new PreparedRun(folder, settings, own, plan, faces, device, List.of(), List.of());
  }

  /** Runs from before there was a choice were trained on the CPU. */
  private static Optional<String> otherDevice(RunFolder folder, TrainingDevice device)
      throws IOException {
    return folder.events().stream()
        .filter(e -> e.kind() == EventKind.STARTED || e.kind() == EventKind.RESUMED)
        .reduce((earlier, later) -> later)
        .map(event -> event.fields().getOrDefault(Event.DEVICE, TrainingDevice.CPU))
        .filter(before -> !before.equals(device.name()))
        .map(
            before ->
                "the run was trained on "
                    + before
                    + " and is continued on "
                    + device.name()
                    + ": results are equally good, but not the same bytes");
  }

  private static List<String> otherFaces(RunFolder folder, Map<String, String> fingerprints)
      throws IOException {
    List<String> remarks = new ArrayList<>();
    if (!Files.exists(folder.environmentFile())) {
      remarks.add(
          folder.environmentFile()
              + ": is missing, so whether the faces are those of before is not known");
      return remarks;
    }
    Map<String, String> before = RunEnvironment.read(folder.environmentFile()).facesets();
    fingerprints.forEach(
        (key, print) -> {
          if (!print.equals(before.getOrDefault(key, print))) {
            remarks.add(
                key + " does not hold the faces that the run began with; results will differ");
          }
        });
    return remarks;
  }

  /**
   * Takes the model, its blocks and the face type over from the run that {@code from} names, but
   * for what the settings say of them.
   */
  private static Settings inherit(Settings asked, CustomComponents own, Path runs)
      throws SettingsException, IOException {
    String from = asked.get(RunSettings.FROM);
    if (from.isEmpty()) {
      return asked;
    }
    String origin = asked.origin(RunSettings.FROM);
    RunFolder source = findRun(from, origin, runs);
    StoredCheckpoint stored = checkpoint(source);
    String model = stored.state().model();
    Settings settings = asked.withStored(ModelSettings.MODEL.name(), model, "from");
    for (Setting<?> key : ModelSettings.PARTS) {
      if (asked.isSet(key)) {
        settings =
            asked.hasStored(List.of(key))
                ? settings.withStored(key.name(), asked.text(key), asked.origin(key))
                : settings.with(key.name(), asked.text(key), asked.origin(key));
      }
    }
    ModelSpec held = ModelSpec.parse(model);
    if (!ModelSettings.spec(settings).equals(held)
        && !Narrowing.possible(held, ModelSettings.spec(settings))) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "from: %s holds %s, the settings ask for %s; only ae_dims may differ, and only be"
                  + " smaller; leave the model out to take it over (%s)",
              source.name(),
              model,
              ModelSettings.spec(settings),
              origin));
    }
    Settings before = StoredSettings.read(source, stored);
    for (Setting<?> key : List.<Setting<?>>of(PictureOptions.FACE_TYPE, StandardBlock.BLOCK)) {
      if (!asked.isSet(key)) {
        settings = settings.with(key.name(), before.text(key), "from");
      }
    }
    settings = OwnClasses.inherit(before, settings);
    if (asked.isSet(StandardBlock.BLOCK)) {
      requireBlock(ModelFiles.block(stored), settings, own, source);
    }
    return settings.with(RunSettings.FROM.name(), source.path().toString(), origin);
  }

  private static void requireBlock(
      String held, Settings asked, CustomComponents own, RunFolder source)
      throws SettingsException {
    String wanted = TrainingPlan.findBlock(asked, own).shortName();
    if (!held.equals(wanted)) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "from: %s holds a model of '%s' blocks, the settings ask for '%s'; leave block out to"
                  + " take it over (%s)",
              source.name(),
              held,
              wanted,
              asked.origin(StandardBlock.BLOCK)));
    }
  }

  private static RunFolder findRun(String from, String origin, Path runs)
      throws SettingsException, IOException {
    try {
      return RunNames.findOrMoved(runs, from);
    } catch (RunException e) {
      throw new SettingsException("from: " + e.getMessage() + " (" + origin + ")", e);
    }
  }

  /** The newest good checkpoint of another run. */
  public static StoredCheckpoint checkpoint(RunFolder source) throws IOException {
    return new CheckpointStore(source.checkpoints(), KeepPolicy.defaults())
        .latestGood(damage -> {})
        .orElseThrow(
            () -> new RunException(source.path() + ": has no checkpoint to take weights from"));
  }

  private static Settings withAbsolutePaths(Settings settings) throws SettingsException {
    Settings absolute = settings;
    for (Setting<String> key : PATHS) {
      String text = settings.get(key);
      if (text.isEmpty() || Facesets.isSynthetic(text)) {
        continue;
      }
      try {
        String path = Path.of(text).toAbsolutePath().normalize().toString();
        absolute = absolute.with(key.name(), path, settings.origin(key));
      } catch (InvalidPathException e) {
        throw new SettingsException(
            key + " must be a folder's path, got " + text + " (" + settings.origin(key) + ")", e);
      }
    }
    return absolute;
  }
}
