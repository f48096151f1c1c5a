package org.saehdbw.merging.jobs;

import java.util.ArrayList;
import java.util.List;
import org.saehdbw.films.FilmFrame;
import org.saehdbw.merging.frames.FrameWork;

/**
 * One frame on its way, with the work of each model.
 *
 * @param works one for each model, in the order in which they are painted
 */
record LayeredFrame(List<FrameWork> works) {
  /** The frame as it was read. */
  FilmFrame frame() {
    return works.get(0).frame();
  }

  long number() {
    return frame().number();
  }

  /** Whether it is only predicted, for the frames around it. */
  boolean isContext() {
    return works.get(0).isContext();
  }

  /** Why faces were left out, by all models. */
  String problems() {
    List<String> all = new ArrayList<>();
    works.forEach(work -> all.addAll(work.problems()));
    return String.join("; ", all);
  }
}
