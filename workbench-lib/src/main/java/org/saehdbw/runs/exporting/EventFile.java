package org.saehdbw.runs.exporting;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.zip.CRC32C;
import org.saehdbw.pictures.PictureSides;

/**
 * Writes an event file, as TensorBoard reads it: records, each with its length and two checksums
 * (TFRecord), of which each is one {@code Event} message.
 *
 * <p>Scalars are written as floats, not as tensors: one of TensorBoard's two readers leaves the
 * scalars out that come as tensors of doubles.
 */
final class EventFile {
  private static final String VERSION = "brain.Event:2";
  private static final int MASK = 0xa282ead8;
  private static final int ROTATED = 15;
  private static final int BUFFER_BYTES = 1 << 16;

  /** Where a PNG file says what its channels are. */
  private static final int COLOUR_TYPE = 25;

  /** TensorFlow's number of the type of texts. */
  private static final int TEXT_TYPE = 7;

  private final OutputStream out;
  private long events;

  /** Begins a file; the stream is flushed by {@link #finish} and closed by the caller. */
  EventFile(OutputStream out, double unixSeconds) throws IOException {
    this.out = new BufferedOutputStream(out, BUFFER_BYTES);
    write(new ProtoMessage().doubleValue(1, unixSeconds).text(3, VERSION));
  }

  /** Writes figures of one step; those that are NaN are left out. */
  void scalars(double unixSeconds, long step, Map<String, Double> figures) throws IOException {
    ProtoMessage summary = new ProtoMessage();
    boolean any = false;
    for (Map.Entry<String, Double> figure : figures.entrySet()) {
      if (!figure.getValue().isNaN()) {
        any = true;
        summary.message(
            1,
            new ProtoMessage()
                .text(1, figure.getKey())
                .floatValue(2, figure.getValue().floatValue()));
      }
    }
    if (any) {
      event(unixSeconds, step, summary);
    }
  }

  /**
   * Writes a picture.
   *
   * @param png the file's bytes
   */
  void picture(double unixSeconds, long step, String tag, byte[] png) throws IOException {
    PictureSides sides =
        PictureSides.of(png)
            .orElseThrow(
                () -> new IOException(tag + " of iteration " + step + " is not a picture"));
    boolean gray = png[COLOUR_TYPE] == 0;
    ProtoMessage image =
        new ProtoMessage()
            .number(1, sides.height())
            .number(2, sides.width())
            .number(3, gray ? 1 : 3)
            .data(4, png);
    event(
        unixSeconds,
        step,
        new ProtoMessage().message(1, new ProtoMessage().text(1, tag).message(4, image)));
  }

  /** Writes a text, which TensorBoard shows as Markdown. */
  void text(double unixSeconds, String tag, String markdown) throws IOException {
    ProtoMessage plugin = new ProtoMessage().message(1, new ProtoMessage().text(1, "text"));
    ProtoMessage shape = new ProtoMessage().message(2, new ProtoMessage().number(1, 1));
    ProtoMessage tensor =
        new ProtoMessage().number(1, TEXT_TYPE).message(2, shape).text(8, markdown);
    event(
        unixSeconds,
        0,
        new ProtoMessage()
            .message(1, new ProtoMessage().text(1, tag).message(8, tensor).message(9, plugin)));
  }

  private void event(double unixSeconds, long step, ProtoMessage summary) throws IOException {
    write(new ProtoMessage().doubleValue(1, unixSeconds).number(2, step).message(5, summary));
    events++;
  }

  private void write(ProtoMessage event) throws IOException {
    byte[] data = event.toBytes();
    byte[] length =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(data.length).array();
    out.write(length);
    out.write(masked(length));
    out.write(data);
    out.write(masked(data));
  }

  private static byte[] masked(byte[] data) {
    CRC32C sum = new CRC32C();
    sum.update(data);
    int masked = Integer.rotateRight((int) sum.getValue(), ROTATED) + MASK;
    return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(masked).array();
  }

  /** Writes what is still in memory; returns how many events the file has besides its version. */
  long finish() throws IOException {
    out.flush();
    return events;
  }
}
