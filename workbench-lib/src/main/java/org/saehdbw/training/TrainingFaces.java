package org.saehdbw.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.saehdbw.dataloaders.FaceSource;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.FacesetFingerprint;
import org.saehdbw.facesets.FacesetSplit;
import org.saehdbw.facesets.LeftOut;
import org.saehdbw.parallel.Progress;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.sources.Facesets;
import org.saehdbw.training.plan.RunSettings;
import org.saehdbw.training.plan.Stage;
import org.saehdbw.training.plan.TrainingPlan;

/**
 * A run's facesets, each split into faces to train on and faces held out. While pretraining both
 * sides are the same object.
 *
 * @param src the side that is to be drawn
 * @param dst the side that is to be replaced
 * @param remarks about files that were left out and faces that do not suit the model, one line each
 * @param misfits those of the remarks that say which faces are trained on with a loss: they show
 *     less than the model's face type, or are not square
 */
public record TrainingFaces(Side src, Side dst, List<String> remarks, List<String> misfits) {
  private static final int COLOUR = 3;

  /**
   * One side.
   *
   * @param faceset its faces
   * @param split which of them are trained on
   * @param fingerprint of the whole faceset
   */
  public record Side(Faceset faceset, FacesetSplit split, String fingerprint) {
    /** Returns the faces to train on. */
    public FaceSource training() {
      return new FaceSource(faceset, split.training());
    }

    /**
     * Returns faces that are never trained on, evenly spaced over the set; where too few are held
     * out, faces that are trained on make up the number.
     *
     * @param most how many, at least 1
     */
    public FaceSource heldOut(int most) {
      return new FaceSource(faceset, heldOutIndices(most));
    }

    private List<Integer> heldOutIndices(int most) {
      List<Integer> all = split.heldOut().isEmpty() ? split.training() : split.heldOut();
      int count = Math.min(most, all.size());
      List<Integer> chosen = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        chosen.add(all.get((int) ((long) i * all.size() / count)));
      }
      for (int i = 0; chosen.size() < most && i < split.training().size(); i++) {
        if (!chosen.contains(split.training().get(i))) {
          chosen.add(split.training().get(i));
        }
      }
      return chosen;
    }
  }

  /**
   * Opens what the settings name.
   *
   * @throws SettingsException if a side is not named, holds no faces, or none to train on; the
   *     message names the key
   */
  public static TrainingFaces open(TrainingPlan plan) throws SettingsException {
    return open(plan, Progress.NONE);
  }

  /**
   * Opens what the settings name, and tells how far it is.
   *
   * @throws SettingsException as {@link #open(TrainingPlan)}
   */
  public static TrainingFaces open(TrainingPlan plan, Progress progress) throws SettingsException {
    List<String> remarks = new ArrayList<>();
    List<String> misfits = new ArrayList<>();
    if (plan.stage() == Stage.PRETRAIN) {
      Side both = open(plan, RunSettings.PRETRAINING_DATA, remarks, misfits, progress);
      return new TrainingFaces(both, both, List.copyOf(remarks), List.copyOf(misfits));
    }
    Side src = open(plan, RunSettings.SRC, remarks, misfits, progress);
    boolean same =
        plan.settings().get(RunSettings.SRC).equals(plan.settings().get(RunSettings.DST));
    Side dst = same ? src : open(plan, RunSettings.DST, remarks, misfits, progress);
    return new TrainingFaces(src, dst, List.copyOf(remarks), List.copyOf(misfits));
  }

  /**
   * Opens one of the facesets that settings name and closes it again.
   *
   * @param key src, dst or pretraining_data
   * @return how many faces it holds
   * @throws SettingsException as {@link #open(TrainingPlan)}
   */
  public static int count(TrainingPlan plan, Setting<String> key) throws SettingsException {
    return open(plan, key, new ArrayList<>(), new ArrayList<>(), Progress.NONE)
        .faceset()
        .entries()
        .size();
  }

  /**
   * Opens the faces of each stage of a schedule; those of stages that share them once.
   *
   * @return in the order of the plans
   * @throws SettingsException as {@link #open}
   */
  public static List<TrainingFaces> openAll(List<TrainingPlan> plans, Progress progress)
      throws SettingsException {
    Map<List<String>, TrainingFaces> opened = new LinkedHashMap<>();
    List<TrainingFaces> all = new ArrayList<>();
    for (TrainingPlan plan : plans) {
      TrainingFaces faces = opened.get(names(plan));
      if (faces == null) {
        faces = open(plan, progress);
        opened.put(names(plan), faces);
      }
      all.add(faces);
    }
    return List.copyOf(all);
  }

  /** What faces a plan has: plans of the same names are trained on the same faces. */
  static List<String> names(TrainingPlan plan) {
    Settings settings = plan.settings();
    return plan.stage() == Stage.PRETRAIN
        ? List.of(settings.get(RunSettings.PRETRAINING_DATA))
        : List.of(settings.get(RunSettings.SRC), settings.get(RunSettings.DST));
  }

  private static Side open(
      TrainingPlan plan,
      Setting<String> key,
      List<String> remarks,
      List<String> misfits,
      Progress progress)
      throws SettingsException {
    Settings settings = plan.settings();
    String text = settings.get(key);
    if (text.isEmpty()) {
      String stage = plan.stage() == Stage.PRETRAIN ? "pretraining" : "training";
      throw new SettingsException(
          key
              + " must name the faceset for "
              + stage
              + ": a folder of aligned faces or drawn faces such as drawn:600,size=128");
    }
    try {
      Faceset faces =
          Facesets.open(
              text, plan.threads(), (stage, done, of) -> progress.at(key + ": " + stage, done, of));
      LeftOut.lines(key + ": left out", faces.rejected()).forEach(remarks::add);
      faces.remarks().forEach(remark -> remarks.add(key + ": " + remark));
      requireColour(plan, key, faces);
      FacesetFit fit = FacesetFit.of(faces, key.name(), plan.faceType());
      misfits.addAll(fit.misfits());
      remarks.addAll(fit.misfits());
      remarks.addAll(fit.mixtures());
      FacesetSplit split = FacesetSplit.of(faces, settings.get(RunSettings.HELD_OUT));
      if (split.training().isEmpty()) {
        throw new SettingsException(
            String.format(
                Locale.ROOT,
                "held_out leaves no face of %s to train on, it has %d; set held_out to 0 (%s)",
                text,
                faces.entries().size(),
                settings.origin(RunSettings.HELD_OUT)));
      }
      return new Side(faces, split, FacesetFingerprint.of(faces));
    } catch (FaceFileException | IllegalArgumentException e) {
      throw new SettingsException(
          key + ": " + e.getMessage() + " (" + settings.origin(key) + ")", e);
    }
  }

  private static void requireColour(TrainingPlan plan, Setting<String> key, Faceset faces)
      throws SettingsException {
    long gray = faces.entries().stream().filter(face -> face.channels() == 1).count();
    boolean refused =
        plan.spec().channels() == COLOUR && !plan.samples().picture().allowGrayInColour();
    if (gray > 0 && refused) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "%s: a colour model takes colour files, got %d gray ones of %d; set allow_gray to"
                  + " true, or train %s",
              key,
              gray,
              faces.entries().size(),
              plan.spec().toString().replace("-colour", "-gray")));
    }
  }

  /** Returns the fingerprints of all stages; of two faces under one setting those used first. */
  static Map<String, String> fingerprints(List<TrainingPlan> plans, List<TrainingFaces> faces) {
    Map<String, String> prints = new LinkedHashMap<>();
    for (int i = 0; i < plans.size(); i++) {
      faces.get(i).fingerprints(plans.get(i).stage()).forEach(prints::putIfAbsent);
    }
    return prints;
  }

  /** Returns the fingerprints by the setting that named the faces. */
  Map<String, String> fingerprints(Stage stage) {
    Map<String, String> prints = new LinkedHashMap<>();
    if (stage == Stage.PRETRAIN) {
      prints.put(RunSettings.PRETRAINING_DATA.name(), src.fingerprint());
    } else {
      prints.put(RunSettings.SRC.name(), src.fingerprint());
      prints.put(RunSettings.DST.name(), dst.fingerprint());
    }
    return prints;
  }
}
