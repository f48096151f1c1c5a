package org.saehdbw.experiments.sweeps.running;

import java.util.Optional;
import org.saehdbw.experiments.places.Places;
import org.saehdbw.experiments.sweeps.plan.SweepTrials.Planned;

/**
 * A trial that is to be run.
 *
 * @param planned the trial, its settings with the rung's target
 * @param rung of halving, else 0
 * @param place where it runs
 * @param waiting its process, if there is one that has prepared itself
 * @param nearEnd run once when the trial will soon be over
 */
record TrialStart(
    Planned planned,
    int rung,
    Places.Place place,
    Optional<WaitingTrial> waiting,
    Runnable nearEnd) {}
