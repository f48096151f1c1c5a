package org.saehdbw.experiments.compare.running;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.saehdbw.experiments.compare.plan.Arm;
import org.saehdbw.experiments.compare.plan.CompareFile;
import org.saehdbw.experiments.compare.plan.CompareFolder;
import org.saehdbw.experiments.compare.plan.ComparePlan;
import org.saehdbw.experiments.compare.plan.CompareSpec;
import org.saehdbw.experiments.compare.plan.Level;
import org.saehdbw.experiments.compare.plan.QualityPlan;
import org.saehdbw.experiments.compare.results.ComparisonEntry;
import org.saehdbw.experiments.compare.results.ComparisonLedger;
import org.saehdbw.experiments.compare.results.ComparisonResult;
import org.saehdbw.files.FolderLock;
import org.saehdbw.files.Workspace;
import org.saehdbw.parallel.Progress;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.runs.RunEnvironment;
import org.saehdbw.runs.Versions;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.plan.TrainingPlan;

/** Makes a comparison: checks, measures, trains; each part only as far as it is missing. */
public final class ComparisonDriver {
  private final BooleanSupplier stop;
  private final Consumer<String> progress;

  /**
   * Makes a comparer.
   *
   * @param stop asked often; what was measured is kept then
   * @param progress told of every step of the work
   */
  public ComparisonDriver(BooleanSupplier stop, Consumer<String> progress) {
    this.stop = stop;
    this.progress = progress;
  }

  /**
   * Checks a comparison and makes its result folder, or finds the one of an earlier start.
   *
   * @param results the folder of result folders
   * @throws SettingsException if it cannot be done, or the folder holds another comparison; nothing
   *     was written then
   * @throws org.saehdbw.files.FolderInUseException if another process works on it; nothing was
   *     touched then
   */
  public static CompareFolder create(CompareSpec spec, Path results)
      throws SettingsException, IOException {
    return create(spec, results, Progress.NONE);
  }

  /**
   * Checks and makes as {@link #create(CompareSpec, Path)} does, and tells how far the reading of
   * faces is.
   *
   * @throws SettingsException if it cannot be done, or the folder holds another comparison; nothing
   *     was written then
   * @throws org.saehdbw.files.FolderInUseException if another process works on it; nothing was
   *     touched then
   */
  @SuppressWarnings("try") // the lock is held, not called
  public static CompareFolder create(CompareSpec spec, Path results, Progress reading)
      throws SettingsException, IOException {
    CompareFolder folder = new CompareFolder(results.resolve(spec.name()));
    folder.requireIdle();
    ComparePlan.check(spec, folder, reading);
    if (Files.isRegularFile(folder.experiment())) {
      requireSame(spec, folder);
    }
    Files.createDirectories(folder.path());
    try (FolderLock lock = folder.lock()) {
      CompareFile.write(spec, folder.experiment());
    }
    return folder;
  }

  private static void requireSame(CompareSpec spec, CompareFolder folder)
      throws SettingsException, IOException {
    CompareSpec before = CompareFile.read(folder.experiment(), List.of());
    boolean empty = !Files.exists(folder.ledger());
    if (!empty && !spec.continues(before)) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "%s holds a comparison with other settings (experiment.yaml); only rounds, arms,"
                  + " levels, quality.seeds and quality.timeout_s may change later: give this one"
                  + " another name, or remove the folder%s",
              folder.path(),
              decides(spec) || decides(before)
                  ? ". With quality.until: decided neither arms, until nor decide may change, but"
                      + " for decide.time_s"
                  : ""));
    }
  }

  private static boolean decides(CompareSpec spec) {
    return spec.quality().flatMap(QualityPlan::deciding).isPresent();
  }

  /**
   * Measures and trains what is missing, and writes down what was found, stopped or not.
   *
   * @throws SettingsException if an arm cannot be done
   * @throws org.saehdbw.files.FolderInUseException if another process is at work on the folder
   * @throws IOException if an arm's process or a training fails; what was done before is kept
   * @throws CancellationException if it was to stop; whole rounds are kept, a training saved
   */
  @SuppressWarnings("try") // the lock is held, not called
  public void run(CompareFolder folder)
      throws SettingsException, IOException, FaceFileException, InterruptedException {
    CompareSpec spec = CompareFile.read(folder.experiment(), List.of());
    ComparePlan plan = ComparePlan.check(spec, folder);
    try (FolderLock lock = folder.lock()) {
      Files.deleteIfExists(folder.stopRequest());
      try {
        work(plan);
      } finally {
        Files.deleteIfExists(folder.stopRequest());
        ComparisonResult.open(folder.path()).write();
      }
    }
  }

  private void work(ComparePlan plan)
      throws SettingsException, IOException, FaceFileException, InterruptedException {
    CompareFolder folder = plan.folder();
    ComparisonLedger ledger = ComparisonLedger.open(folder);
    BooleanSupplier asked = () -> stop.getAsBoolean() || Files.exists(folder.stopRequest());
    plan.prepare(progress);
    for (Arm arm : plan.spec().arms()) {
      writeSettings(plan, arm);
    }
    Measuring measuring =
        new Measuring(plan.spec(), folder, ledger, noteSession(plan, ledger), asked, progress);
    for (Level level : plan.spec().levels()) {
      measuring.run(level);
    }
    Optional<QualityPlan> quality = plan.spec().quality();
    if (quality.isPresent()) {
      new ArmTrainings(plan, quality.get(), ledger, asked, progress).run();
    }
  }

  private static void writeSettings(ComparePlan plan, Arm arm) throws IOException {
    Measuring.writeSettings(plan.folder(), arm, yaml(plan.of(arm)));
  }

  /** An arm's effective settings as its process reads them. */
  static String yaml(Settings settings) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    settings.effective().forEach((key, value) -> values.put(key, value.text()));
    return new YAMLMapper().writeValueAsString(values);
  }

  private static int noteSession(ComparePlan plan, ComparisonLedger ledger)
      throws IOException, SettingsException {
    int session = ledger.state().sessions().size() + 1;
    int threads = TrainingPlan.of(plan.of(Arm.COLOUR)).threads();
    RunEnvironment here =
        RunEnvironment.here(Versions.read(), "none", threads, Workspace.home(), Map.of(), 1);
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("cpu", here.cpu());
    environment.put("logical_processors", String.valueOf(here.cores()));
    environment.put("threads", String.valueOf(threads));
    environment.put("operating_system", here.operatingSystem());
    environment.putAll(here.versions());
    environment.put("git_commit", here.gitCommit());
    ledger.append(new ComparisonEntry.Session(session, environment));
    return session;
  }
}
