/**
 * Budgets that decide: when seeds are added, what a look at them found, and the figures of two that
 * are compared. Sweeps and comparisons share it.
 */
@NullMarked
package org.saehdbw.experiments.deciding;

import org.jspecify.annotations.NullMarked;
