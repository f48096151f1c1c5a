package org.saehdbw.runs.queries;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Where a training leaves its first plateau, on which the model draws much the same picture for all
 * faces: where the error of held-out faces first falls below {@value #SHARE} of the error of one
 * picture for all. No single picture comes there, so that the model tells faces apart from then on.
 */
public final class PlateauEnd {
  /** The name of the figure. */
  public static final String FIGURE = "plateau_end_iter";

  private static final double SHARE = 0.9;

  private PlateauEnd() {}

  /**
   * Returns the iteration, on the straight line between the saves before and after; the first
   * save's where that is below already.
   *
   * @param saves of a run, as {@link SavedFigures#history} returns them
   * @return empty while the plateau lasts, and where held-out faces are not judged
   */
  public static OptionalDouble of(List<SavedFigures> saves) {
    double lastIteration = Double.NaN;
    double lastError = Double.NaN;
    for (SavedFigures save : saves) {
      if (save.heldOut().isEmpty() || save.onePicture().isEmpty()) {
        continue;
      }
      double error = save.heldOut().getAsDouble();
      double bound = SHARE * save.onePicture().getAsDouble();
      if (error < bound) {
        double way = (lastError - bound) / (lastError - error);
        return OptionalDouble.of(
            Double.isNaN(way)
                ? save.iteration()
                : lastIteration + way * (save.iteration() - lastIteration));
      }
      lastIteration = save.iteration();
      lastError = error;
    }
    return OptionalDouble.empty();
  }
}
