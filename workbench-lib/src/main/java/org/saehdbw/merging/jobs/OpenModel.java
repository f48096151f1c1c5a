package org.saehdbw.merging.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.saehdbw.films.FilmException;
import org.saehdbw.films.FrameReader;
import org.saehdbw.merging.frames.MergeSource;
import org.saehdbw.merging.frames.SwapPredictor;
import org.saehdbw.merging.matching.FrameFaces;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.sources.Facesets;
import org.saehdbw.training.TrainedModel;

/**
 * A model of a merge that is open, with the faces that it replaces.
 *
 * @param asked run, faces and options
 * @param trained the model, which this owns
 * @param predictor draws with it
 * @param matched which of its faces are in which frame
 */
record OpenModel(
    MergeModel asked, TrainedModel trained, SwapPredictor predictor, MergeSource.Matched matched)
    implements AutoCloseable {

  /**
   * Opens all models of a merge.
   *
   * @throws FilmException if a faceset names no frame, gray and colour models are mixed, or two
   *     models have the same face
   */
  static List<OpenModel> all(Merge merge, MergeSource source)
      throws IOException, FaceFileException {
    List<OpenModel> open = new ArrayList<>();
    boolean isComplete = false;
    try {
      for (MergeModel model : merge.models()) {
        open.add(of(model, source, merge.threads()));
      }
      requireOneKind(open);
      requireOneModelAFace(open);
      isComplete = true;
      return List.copyOf(open);
    } finally {
      if (!isComplete) {
        open.forEach(OpenModel::close);
      }
    }
  }

  private static OpenModel of(MergeModel asked, MergeSource source, int threads)
      throws IOException, FaceFileException {
    TrainedModel model = TrainedModel.open(asked.run());
    boolean isOpen = false;
    try (FrameReader reader = source.open(false)) {
      MergeSource.Matched matched =
          source.match(
              reader, Facesets.open(asked.faces(), threads), asked.options().first().compat());
      OpenModel open = new OpenModel(asked, model, new SwapPredictor(model), matched);
      isOpen = true;
      return open;
    } finally {
      if (!isOpen) {
        model.close();
      }
    }
  }

  private static void requireOneKind(List<OpenModel> models) throws FilmException {
    OpenModel first = models.get(0);
    for (OpenModel other : models) {
      if (other.predictor().channels() != first.predictor().channels()) {
        throw new FilmException(
            String.format(
                Locale.ROOT,
                "all models of one film must be gray, or all of them colour: run %s is %s, run %s"
                    + " is %s",
                first.asked().run().name(),
                first.kind(),
                other.asked().run().name(),
                other.kind()));
      }
    }
  }

  private String kind() {
    return predictor.channels() == 1 ? "gray" : "colour";
  }

  /** The same landmarks in the same frame are the same face, whatever their files are called. */
  private static void requireOneModelAFace(List<OpenModel> models) throws FilmException {
    Map<Face, String> owners = new HashMap<>();
    for (OpenModel model : models) {
      Map<Face, String> own = new HashMap<>();
      for (FrameFaces frame : model.matched().matching().frames()) {
        for (FrameFaces.Found face : frame.faces()) {
          Face key = Face.of(frame.frame(), face);
          String file = model.asked().faces().resolve(face.file()).toString();
          String before = owners.get(key);
          if (before != null) {
            throw new FilmException(
                String.format(
                    Locale.ROOT,
                    "a face must have one model: %s and %s are the same face of frame %s; remove it"
                        + " from one of the facesets",
                    before,
                    file,
                    frame.frame()));
          }
          own.put(key, file);
        }
      }
      owners.putAll(own);
    }
  }

  private record Face(String frame, List<Double> places) {
    static Face of(String frame, FrameFaces.Found found) {
      List<Double> places = new ArrayList<>();
      for (double value : found.landmarks().toArray()) {
        places.add(value);
      }
      return new Face(frame, places);
    }
  }

  @Override
  public void close() {
    trained.close();
  }
}
