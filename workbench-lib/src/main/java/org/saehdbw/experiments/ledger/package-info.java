/**
 * The ledger of an experiment: one JSON object a line, one record type for each kind of line, and
 * what they add up to. Sweeps and comparisons share it.
 */
@NullMarked
package org.saehdbw.experiments.ledger;

import org.jspecify.annotations.NullMarked;
