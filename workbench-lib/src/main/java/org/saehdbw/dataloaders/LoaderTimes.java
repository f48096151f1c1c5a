package org.saehdbw.dataloaders;

/**
 * How long a loader's thread was at each stage for a sample, as a mean over a batch: wall clock of
 * that thread, so that waiting for a disk counts.
 *
 * @param decode milliseconds of {@link LoaderStage#DECODE}
 * @param gray milliseconds of {@link LoaderStage#GRAY}
 * @param transfer milliseconds of {@link LoaderStage#TRANSFER}
 * @param warp milliseconds of {@link LoaderStage#WARP}
 * @param masks milliseconds of {@link LoaderStage#MASKS}
 * @param assemble milliseconds of {@link LoaderStage#ASSEMBLE}
 */
public record LoaderTimes(
    double decode, double gray, double transfer, double warp, double masks, double assemble) {
  /** No time at all: of samples that no loader made. */
  public static final LoaderTimes NONE = new LoaderTimes(0, 0, 0, 0, 0, 0);
}
