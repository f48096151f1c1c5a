/**
 * Runs a sweep: one process for each trial, one driver for each sweep. Both can be killed at any
 * time; the next driver runs what is missing.
 */
@NullMarked
package org.saehdbw.experiments.sweeps.running;

import org.jspecify.annotations.NullMarked;
