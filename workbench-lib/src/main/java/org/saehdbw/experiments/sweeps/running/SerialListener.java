package org.saehdbw.experiments.sweeps.running;

import java.util.Optional;
import org.saehdbw.experiments.places.SideBySide;
import org.saehdbw.experiments.sweeps.plan.SweepPlan;
import org.saehdbw.experiments.sweeps.plan.Trial;
import org.saehdbw.experiments.sweeps.results.TrialResult;

/** Gives a listener one call at a time, from whatever thread. */
record SerialListener(SweepListener listener) implements SweepListener {
  @Override
  public void began(SweepPlan plan, int trials, int missing, SideBySide sideBySide) {
    synchronized (listener) {
      listener.began(plan, trials, missing, sideBySide);
    }
  }

  @Override
  public void trialBegan(Trial trial, String how) {
    synchronized (listener) {
      listener.trialBegan(trial, how);
    }
  }

  @Override
  public void trialEnded(TrialResult result, int missing, Optional<Double> secondsLeft) {
    synchronized (listener) {
      listener.trialEnded(result, missing, secondsLeft);
    }
  }

  @Override
  public void remarked(String line) {
    synchronized (listener) {
      listener.remarked(line);
    }
  }
}
