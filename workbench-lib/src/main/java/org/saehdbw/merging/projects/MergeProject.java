package org.saehdbw.merging.projects;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.saehdbw.files.FileOperationException;
import org.saehdbw.films.FilmException;
import org.saehdbw.merging.jobs.JobFile;
import org.saehdbw.merging.jobs.JobFolder;
import org.saehdbw.merging.jobs.Merge;
import org.saehdbw.merging.jobs.MergeModel;
import org.saehdbw.merging.options.ChangeScope;
import org.saehdbw.merging.options.Keyframe;
import org.saehdbw.merging.options.MergeMode;
import org.saehdbw.merging.options.OptionTrack;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunNames;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.YamlItem;
import org.saehdbw.settings.YamlRecord;

/**
 * A merge of several models as a YAML file: which frames, which model for which person's faces, and
 * in which order they are painted.
 *
 * <pre>{@code
 * frames: frames
 * out: results/merge/night
 * models:
 *   - run: 7
 *     faces: datasets/anna
 *     settings: {mask_mode: dst}
 *   - run: 9
 *     faces: datasets/ben
 * }</pre>
 *
 * <p>Paths are those of the command line: relative to the working folder.
 */
public final class MergeProject {
  private static final String FRAMES = "frames";
  private static final String VIDEO = "video";
  private static final String OUT = "out";
  private static final String KEEP_COLOUR = "keep_colour";
  private static final String MODELS = "models";
  private static final String RUN = "run";
  private static final String FACES = "faces";
  private static final String SETTINGS = "settings";
  private static final List<String> KEYS = List.of(FRAMES, VIDEO, OUT, KEEP_COLOUR, MODELS);
  private static final List<String> MODEL_KEYS = List.of(RUN, FACES, SETTINGS);

  private MergeProject() {}

  /**
   * Reads a project.
   *
   * @param file the project
   * @param runs the folder of runs, in which numbers and names are found
   * @return the merge that it describes, with all of its frames
   * @throws SettingsException if a key is missing or unknown, a value is not allowed, or two models
   *     have one faceset
   * @throws IOException if the file or the settings of a model cannot be read, or a run is not
   *     found; the message names the model
   */
  public static Merge read(Path file, Path runs) throws IOException, SettingsException {
    YamlRecord project;
    try {
      project = YamlRecord.read(file, "a merge project");
    } catch (IOException e) {
      throw FileOperationException.reading(file, e);
    }
    project.requireKnown(KEYS);
    if (project.has(FRAMES) == project.has(VIDEO)) {
      throw new SettingsException(
          "a merge project needs frames or video, one of them (" + project.origin() + ")");
    }
    String out = project.requiredText(OUT);
    List<MergeModel> models = models(project, runs);
    MergeModel first = models.get(0);
    Merge merge =
        Merge.of(first.run())
            .faces(first.faces())
            .options(first.options())
            .frames(Path.of(project.requiredText(project.has(FRAMES) ? FRAMES : VIDEO)))
            .to(Path.of(out));
    for (MergeModel other : models.subList(1, models.size())) {
      merge = merge.and(other);
    }
    return project.flag(KEEP_COLOUR) ? merge.keepingColour() : merge;
  }

  private static List<MergeModel> models(YamlRecord project, Path runs)
      throws IOException, SettingsException {
    List<MergeModel> models = new ArrayList<>();
    for (YamlItem item : project.items(MODELS)) {
      String where = "model " + (models.size() + 1);
      MergeModel model = model(item.record(), where, runs);
      for (int i = 0; i < models.size(); i++) {
        if (isSame(models.get(i).faces(), model.faces())) {
          throw new SettingsException(
              String.format(
                  Locale.ROOT,
                  "a face must have one model: models %d and %d have the faceset %s (%s)",
                  i + 1,
                  models.size() + 1,
                  model.faces(),
                  project.origin()));
        }
      }
      models.add(model);
    }
    if (models.isEmpty()) {
      throw new SettingsException(
          "models must have at least one model, with run and faces (" + project.origin() + ")");
    }
    boolean isComposed = models.size() > 1;
    for (int i = 0; i < models.size() && isComposed; i++) {
      requireComposable(models.get(i), i + 1, project.origin());
    }
    return models;
  }

  private static boolean isSame(Path one, Path other) {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  private static MergeModel model(YamlRecord entry, String where, Path runs)
      throws IOException, SettingsException {
    entry.requireKnown(MODEL_KEYS);
    String run = entry.requiredText(RUN);
    Path faces = Path.of(entry.requiredText(FACES));
    try {
      return new MergeModel(RunNames.find(runs, run), faces, options(entry, where));
    } catch (RunException e) {
      throw new FilmException(
          where + " of the project " + entry.origin() + ": " + e.getMessage(), e);
    }
  }

  /** Options by name, or the job.yaml of another merge, or its folder. */
  private static OptionTrack options(YamlRecord entry, String where)
      throws IOException, SettingsException {
    if (!entry.has(SETTINGS)) {
      return OptionTrack.DEFAULTS;
    }
    if (!entry.isRecord(SETTINGS)) {
      Path given = Path.of(entry.requiredText(SETTINGS));
      Path file = Files.isDirectory(given) ? new JobFolder(given).jobFile() : given;
      return JobFile.read(file).options();
    }
    Map<String, String> texts = entry.requiredRecord(SETTINGS).texts();
    try {
      return OptionTrack.DEFAULTS.with(ChangeScope.ALL, 1, texts);
    } catch (SettingsException e) {
      throw new SettingsException(
          where + " of the project " + entry.origin() + ": " + e.getMessage(), e);
    }
  }

  /** A square of a model has no place in a frame, so nothing can be painted onto it. */
  private static void requireComposable(MergeModel model, int number, String origin)
      throws SettingsException {
    for (Keyframe keyframe : model.options().keyframes()) {
      if (keyframe.options().mode() == MergeMode.RAW_PREDICT) {
        throw new SettingsException(
            String.format(
                Locale.ROOT,
                "mode must not be raw-predict where several models are painted into one frame,"
                    + " got it of model %d (%s)",
                number,
                origin));
      }
    }
  }
}
