package org.saehdbw.experiments;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.dataloaders.FaceSource;
import org.saehdbw.dataloaders.PlainSamples;
import org.saehdbw.dataloaders.SampleOptions;
import org.saehdbw.evaluation.EvaluationSet;
import org.saehdbw.evaluation.FaceFigures;
import org.saehdbw.evaluation.FaceMeasure;
import org.saehdbw.evaluation.FaceMeter;
import org.saehdbw.evaluation.MeanFace;
import org.saehdbw.evaluation.PinnedFace;
import org.saehdbw.evaluation.PoseBins;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.parallel.Progress;
import org.saehdbw.training.TrainedModel;
import org.saehdbw.training.steps.Prediction;

/** Draws one side's pinned faces with a model and measures them, a few at a time. */
final class SideEvaluator {
  private static final int PIECE = 16;

  private final TrainedModel model;
  private final PoseBins bins;
  private final SampleOptions options;
  private final List<String> remarks;
  private final Progress progress;

  /**
   * Prepares.
   *
   * @param remarks gets a line for each face that cannot be read and is left out, once
   * @param progress is told of measured faces
   */
  SideEvaluator(TrainedModel model, PoseBins bins, List<String> remarks, Progress progress) {
    this.model = model;
    this.bins = bins;
    this.remarks = remarks;
    this.progress = progress;
    options = model.samples().withEyesMouth(true);
  }

  /**
   * Measures faces.
   *
   * @param faces the faceset
   * @param pinned what is measured
   * @param found where it stands in the faceset
   * @param src whether faces are drawn as src, else as dst
   * @param trainedOn how many of them the model was trained on
   * @param mean the mean face to measure beside the model, if one is wanted
   * @throws IllegalArgumentException if none of them can be cut for the model
   */
  EvaluatedSide evaluate(
      Faceset faces,
      EvaluationSet pinned,
      EvaluationSet.Found found,
      boolean src,
      int trainedOn,
      Optional<MeanFace> mean) {
    Map<Integer, Double> errors = new LinkedHashMap<>();
    Map<Integer, Double> meanErrors = new LinkedHashMap<>();
    FaceMeter meter = new FaceMeter(options.picture().resolution());
    List<FaceMeasure> all = new ArrayList<>();
    Map<Integer, List<FaceMeasure>> byBin = new TreeMap<>();
    List<Integer> indices = found.indices();
    String stage = (src ? "src" : "dst") + " faces measured";
    for (int at = 0; at < indices.size(); at += PIECE) {
      progress.at(stage, at, indices.size());
      List<Integer> piece = indices.subList(at, Math.min(indices.size(), at + PIECE));
      BatchSide cut = PlainSamples.of(new FaceSource(faces, piece), options, this::remark);
      if (cut.count() == 0) {
        continue;
      }
      Prediction drawn = model.predict(cut, cut);
      FloatBuffer pictures = src ? drawn.srcSrc() : drawn.dstDst();
      FloatBuffer masks = src ? drawn.srcSrcMask() : drawn.dstDstMask();
      List<FaceMeasure> measures = meter.measure(cut, pictures, masks);
      List<Integer> readable = readable(faces, piece, cut.names());
      for (int i = 0; i < measures.size(); i++) {
        PinnedFace face = pinned.faces().get(at + readable.get(i));
        int bin = bins.bin(face.yawDegrees(), face.pitchDegrees());
        byBin.computeIfAbsent(bin, b -> new ArrayList<>()).add(measures.get(i));
        put(errors, at + readable.get(i), measures.get(i));
      }
      if (mean.isPresent()) {
        List<FaceMeasure> ofMean = meter.measure(cut, mean.get().draw(cut), cut.mask());
        for (int i = 0; i < ofMean.size(); i++) {
          put(meanErrors, at + readable.get(i), ofMean.get(i));
        }
      }
      all.addAll(measures);
    }
    progress.at(stage, indices.size(), indices.size());
    if (all.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "none of the %d faces of %s can be cut for %s: %s",
              indices.size(),
              faces.source(),
              model.spec(),
              why(faces)));
    }
    Map<String, FaceFigures> named = new LinkedHashMap<>();
    byBin.forEach((bin, measures) -> named.put(bins.name(bin), FaceFigures.of(measures)));
    return new EvaluatedSide(
        faces.source(),
        FaceFigures.of(all),
        named,
        trainedOn,
        found.otherForm(),
        new FaceErrors(errors, meanErrors));
  }

  private static void put(Map<Integer, Double> errors, int place, FaceMeasure measure) {
    double error = measure.squares() / measure.weight();
    if (Double.isFinite(error)) {
      errors.put(place, error);
    }
  }

  /** Places of those that could be read, in order: names are in the faces' order. */
  private static List<Integer> readable(Faceset faces, List<Integer> piece, List<String> names) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < piece.size() && places.size() < names.size(); i++) {
      String name = faces.entries().get(piece.get(i)).name();
      if (name.equals(names.get(places.size()))) {
        places.add(i);
      }
    }
    return places;
  }

  private void remark(String line) {
    if (!remarks.contains(line)) {
      remarks.add(line);
    }
  }

  /** What was said of the first face of a set that cannot be cut. */
  private String why(Faceset faces) {
    String before = faces.name() + ": a face is left out: ";
    return remarks.stream()
        .filter(line -> line.startsWith(before))
        .map(line -> line.substring(before.length()))
        .findFirst()
        .orElse("they cannot be read");
  }

  /** Draws src in the place of the first dst faces; in pieces, so that memory stays bounded. */
  FloatBuffer swaps(Faceset dst, List<Integer> indices) {
    BatchSide cut = PlainSamples.of(new FaceSource(dst, indices), options, this::remark);
    return model.predict(cut, cut).srcDst();
  }
}
