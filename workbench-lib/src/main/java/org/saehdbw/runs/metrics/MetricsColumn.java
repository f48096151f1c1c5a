package org.saehdbw.runs.metrics;

import java.util.Arrays;
import java.util.Optional;

/** The columns of {@code metrics.csv}, in the file's order. */
public enum MetricsColumn {
  /** The count after the iteration, from 1. */
  ITERATION(0, "iteration"),
  /** When it ended, seconds since 1970 UTC. */
  WALL_CLOCK(1, "wall_clock_unix_s"),
  /** The whole iteration without saves and previews. */
  STEP(2, "step_ms"),
  /** Waiting for data. */
  WAIT(3, "wait_ms"),
  /** The src loss, mean over the batch. */
  SRC_LOSS(4, "src_loss"),
  /** The dst loss, mean over the batch. */
  DST_LOSS(5, "dst_loss"),
  /** What the learning rate was multiplied with. */
  LR_FACTOR(6, "lr_factor"),
  /** Samples into the engine's memory. */
  COPY(7, "copy_ms"),
  /** Forward pass, losses and gradients. */
  COMPUTE(8, "compute_ms"),
  /** The update of the weights. */
  OPTIMIZER(9, "optimizer_ms"),
  /** Checkpoints since the iteration before. */
  SAVE(10, "save_ms"),
  /** Previews since the iteration before. */
  PREVIEW(11, "preview_ms"),
  /** Reading and decoding a sample. */
  DECODE(12, "decode_ms_per_sample"),
  /** Colour to gray. */
  GRAY(13, "gray_ms_per_sample"),
  /** Transfer towards a reference. */
  TRANSFER(14, "transfer_ms_per_sample"),
  /** Cutting, warp, affine map, tone. */
  WARP(15, "warp_ms_per_sample"),
  /** Masks. */
  MASKS(16, "masks_ms_per_sample"),
  /** Writing into the batch. */
  ASSEMBLE(17, "assemble_ms_per_sample"),
  /** Samples of both sides that the iteration trained on, over its time. */
  SAMPLES(18, "samples_s"),
  /** What the trainer's process held of the machine's memory. */
  RESIDENT(19, "resident_mib");

  static final int COUNT = values().length;

  private final int place;
  private final String header;

  MetricsColumn(int place, String header) {
    this.place = place;
    this.header = header;
  }

  /** Returns the number of columns before it in the file. */
  int place() {
    return place;
  }

  /** Returns the column's name in the file, with its unit. */
  public String header() {
    return header;
  }

  /** Finds a column by its name in the file. */
  public static Optional<MetricsColumn> named(String header) {
    return Arrays.stream(values()).filter(column -> column.header.equals(header)).findFirst();
  }
}
