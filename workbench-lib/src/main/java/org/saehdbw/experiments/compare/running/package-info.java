/**
 * Makes a comparison: arms are measured in interleaved blocks of processes that live long, and
 * trained over seeds with the same faces, warps and order.
 */
@NullMarked
package org.saehdbw.experiments.compare.running;

import org.jspecify.annotations.NullMarked;
