package org.saehdbw.runs.metrics;

/**
 * Where an iteration's time went, in milliseconds; NaN if not measured.
 *
 * <p>The trainer's own parts (waiting for data, copy, compute, optimizer, save and preview) follow
 * one another, so over a run they sum to the wall clock. The loader's parts run beside them on
 * other threads.
 *
 * @param copy samples into the engine's memory
 * @param compute forward pass, losses and gradients
 * @param optimizer the update of the weights
 * @param save checkpoints since the iteration before, with what is judged and drawn at a save
 * @param preview preview pictures since the iteration before
 * @param decode of the loader's thread, for one sample: reading and decoding
 * @param gray for one sample: colour to gray
 * @param transfer for one sample: transfer towards a reference
 * @param warp for one sample: cutting, warp, affine map, tone
 * @param masks for one sample: masks
 * @param assemble for one sample: writing into the batch
 */
public record StageTimes(
    double copy,
    double compute,
    double optimizer,
    double save,
    double preview,
    double decode,
    double gray,
    double transfer,
    double warp,
    double masks,
    double assemble) {
  /** Of a run of an older version that did not measure stages. */
  public static final StageTimes UNKNOWN =
      new StageTimes(
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN);

  private static final int DIGITS = 4;

  static final String HEADER =
      "copy_ms,compute_ms,optimizer_ms,save_ms,preview_ms,"
          + "decode_ms_per_sample,gray_ms_per_sample,transfer_ms_per_sample,"
          + "warp_ms_per_sample,masks_ms_per_sample,assemble_ms_per_sample";

  void appendCsv(StringBuilder text) {
    double[] values = {
      copy, compute, optimizer, save, preview, decode, gray, transfer, warp, masks, assemble
    };
    for (int i = 0; i < values.length; i++) {
      text.append(i == 0 ? "" : ",");
      FixedPoint.append(text, values[i], DIGITS);
    }
  }

  /** Takes the numbers of a row from a place on. */
  static StageTimes of(double[] row, int from) {
    return new StageTimes(
        row[from],
        row[from + 1],
        row[from + 2],
        row[from + 3],
        row[from + 4],
        row[from + 5],
        row[from + 6],
        row[from + 7],
        row[from + 8],
        row[from + 9],
        row[from + 10]);
  }
}
