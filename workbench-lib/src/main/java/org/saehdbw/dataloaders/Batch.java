package org.saehdbw.dataloaders;

/**
 * The samples of one training iteration.
 *
 * @param iteration their number, from 1: that of the iteration they are for, plus the batches that
 *     were left out before
 * @param src the source side
 * @param dst the destination side
 * @param waitNanos how long the trainer's thread waited for it
 * @param times how long a loader's thread was at each stage for one of its samples
 */
public record Batch(
    long iteration, BatchSide src, BatchSide dst, long waitNanos, LoaderTimes times) {}
