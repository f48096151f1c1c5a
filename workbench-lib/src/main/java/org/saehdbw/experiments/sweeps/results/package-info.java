/**
 * What a sweep found: the ledger, the state that it adds up to, tables, curves and the summary.
 * Everything here is read from the result folder; nothing is run.
 */
@NullMarked
package org.saehdbw.experiments.sweeps.results;

import org.jspecify.annotations.NullMarked;
