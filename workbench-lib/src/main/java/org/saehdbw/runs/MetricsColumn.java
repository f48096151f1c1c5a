package org.saehdbw.runs;

import java.util.Arrays;
import java.util.Optional;

/** The columns of {@code metrics.csv}, in the file's order. */
public enum MetricsColumn {
  /** The count after the iteration, from 1. */
  ITERATION("iteration"),
  /** When it ended, seconds since 1970 UTC. */
  WALL_CLOCK("wall_clock_unix_s"),
  /** The whole iteration without saves and previews. */
  STEP("step_ms"),
  /** Waiting for data. */
  WAIT("wait_ms"),
  /** The src loss, mean over the batch. */
  SRC_LOSS("src_loss"),
  /** The dst loss, mean over the batch. */
  DST_LOSS("dst_loss"),
  /** What the learning rate was multiplied with. */
  LR_FACTOR("lr_factor"),
  /** Samples into the engine's memory. */
  COPY("copy_ms"),
  /** Forward pass, losses and gradients. */
  COMPUTE("compute_ms"),
  /** The update of the weights. */
  OPTIMIZER("optimizer_ms"),
  /** Checkpoints since the iteration before. */
  SAVE("save_ms"),
  /** Previews since the iteration before. */
  PREVIEW("preview_ms"),
  /** Reading and decoding a sample. */
  DECODE("decode_ms_per_sample"),
  /** Colour to gray. */
  GRAY("gray_ms_per_sample"),
  /** Transfer towards a reference. */
  TRANSFER("transfer_ms_per_sample"),
  /** Cutting, warp, affine map, tone. */
  WARP("warp_ms_per_sample"),
  /** Masks. */
  MASKS("masks_ms_per_sample"),
  /** Writing into the batch. */
  ASSEMBLE("assemble_ms_per_sample");

  static final int COUNT = values().length;

  private final String header;

  MetricsColumn(String header) {
    this.header = header;
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
