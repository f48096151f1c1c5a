/**
 * Sweeps: many trainings that differ in a few settings, each a process of its own, and what came of
 * them.
 */
@NullMarked
package org.saehdbw.experiments.sweeps;

import org.jspecify.annotations.NullMarked;
