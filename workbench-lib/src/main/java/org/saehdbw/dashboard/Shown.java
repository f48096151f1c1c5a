package org.saehdbw.dashboard;

import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/**
 * What a page shows and so wants to hear of.
 *
 * @param kind a run, a sweep or all
 * @param name of the run or sweep; empty for all
 */
record Shown(Kind kind, String name) {
  /** The list of runs and sweeps. */
  static final Shown ALL = new Shown(Kind.ALL, "");

  /** Of what a page hears. */
  enum Kind {
    ALL,
    RUN,
    SWEEP
  }

  /** Reads the parameter {@code run} or {@code sweep}. */
  static Shown of(Context request) {
    @Nullable String run = request.queryParam("run");
    @Nullable String sweep = request.queryParam("sweep");
    if (run != null) {
      return new Shown(Kind.RUN, run);
    }
    return sweep == null ? ALL : new Shown(Kind.SWEEP, sweep);
  }
}
