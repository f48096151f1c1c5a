/**
 * What a comparison found: the ledger, and the figures with intervals and verdicts that are worked
 * out from it. Everything here is read from the result folder; nothing is run.
 */
@NullMarked
package org.saehdbw.experiments.compare.results;

import org.jspecify.annotations.NullMarked;
