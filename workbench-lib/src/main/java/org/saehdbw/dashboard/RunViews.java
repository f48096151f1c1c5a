package org.saehdbw.dashboard;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.saehdbw.dashboard.answers.PageProblem;
import org.saehdbw.runs.RunFolder;

/** The runs that pages showed last; older ones are forgotten and read again when needed. */
final class RunViews {
  private static final int MOST = 64;
  private static final float LOAD = 0.75f;

  private final RunIndex index;
  private final Map<String, RunView> views =
      new LinkedHashMap<>(MOST, LOAD, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RunView> eldest) {
          return size() > MOST;
        }
      };

  RunViews(RunIndex index) {
    this.index = index;
  }

  /**
   * Returns the view of a run, the same for all that ask.
   *
   * @throws PageProblem if the run does not exist
   */
  RunView of(String name) throws IOException {
    RunFolder run = index.find(name);
    synchronized (views) {
      RunView view = views.get(name);
      if (view == null || !view.run().equals(run)) {
        view = new RunView(run);
        views.put(name, view);
      }
      return view;
    }
  }
}
