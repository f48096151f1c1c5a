package org.saehdbw.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.saehdbw.parallel.Progress;
import org.saehdbw.runs.RunException;

/**
 * A graph as a file: ONNX's message {@code ModelProto}, weights included. One array at a time is in
 * memory.
 *
 * @param graph the graph
 * @param origin what made it
 */
record OnnxFile(OnnxGraph graph, Origin origin) {
  /** The version of ONNX's operations; DeepFaceLab's own. */
  static final int OPSET = 12;

  /** Protocol Buffers reads no longer message. */
  private static final long MOST_BYTES = Integer.MAX_VALUE;

  /** The version of the file's form, which came with this opset. */
  private static final int IR_VERSION = 7;

  private static final int IR = 1;
  private static final int PRODUCER = 2;
  private static final int PRODUCER_VERSION = 3;
  private static final int MODEL_VERSION = 5;
  private static final int DOC = 6;
  private static final int GRAPH = 7;
  private static final int OPSET_IMPORT = 8;
  private static final int METADATA = 14;

  private static final int OPSET_VERSION = 2;
  private static final int KEY = 1;
  private static final int VALUE = 2;
  private static final int INITIALIZER = 5;

  private static final int PIECE_BYTES = 1 << 20;

  /**
   * What a file says of itself.
   *
   * @param version of the workbench
   * @param iteration how long the model was trained
   * @param text for people
   * @param properties for programs
   */
  record Origin(String version, long iteration, String text, Map<String, String> properties) {}

  /**
   * Refuses a file that no program could read.
   *
   * @param bytes how many it would have
   * @param what names the model
   * @throws RunException if it would be too long
   */
  static void requireReadable(long bytes, String what) throws RunException {
    if (bytes > MOST_BYTES) {
      throw new RunException(
          String.format(
              Locale.ROOT,
              "%s needs an ONNX file of %d MiB, and no program reads one of 2048 MiB or more",
              what,
              bytes >> 20));
    }
  }

  /** Returns how many bytes the file has. */
  long bytes() {
    long body = graphBytes(graph.head());
    return head().head(GRAPH, body).size() + body;
  }

  /**
   * Writes the file.
   *
   * @param weights the trained values
   * @param progress told of arrays
   */
  void writeTo(WritableByteChannel channel, OnnxTensor.Weights weights, Progress progress)
      throws IOException {
    ProtoMessage body = graph.head();
    write(channel, ByteBuffer.wrap(head().head(GRAPH, graphBytes(body)).toBytes()));
    write(channel, ByteBuffer.wrap(body.toBytes()));
    List<OnnxTensor> tensors = graph.tensors();
    for (int i = 0; i < tensors.size(); i++) {
      OnnxTensor tensor = tensors.get(i);
      ProtoMessage array = tensor.head();
      long length = array.size() + tensor.bytes();
      write(channel, ByteBuffer.wrap(new ProtoMessage().head(INITIALIZER, length).toBytes()));
      write(channel, ByteBuffer.wrap(array.toBytes()));
      write(channel, tensor.values(weights));
      progress.at("arrays written", i + 1, tensors.size());
    }
  }

  private ProtoMessage head() {
    ProtoMessage model =
        new ProtoMessage()
            .number(IR, IR_VERSION)
            .text(PRODUCER, "SAEHDBW Workbench")
            .text(PRODUCER_VERSION, origin.version())
            .number(MODEL_VERSION, origin.iteration())
            .text(DOC, origin.text())
            .message(OPSET_IMPORT, new ProtoMessage().number(OPSET_VERSION, OPSET));
    origin
        .properties()
        .forEach(
            (key, value) ->
                model.message(METADATA, new ProtoMessage().text(KEY, key).text(VALUE, value)));
    return model;
  }

  private long graphBytes(ProtoMessage body) {
    long bytes = body.size();
    for (OnnxTensor tensor : graph.tensors()) {
      long length = tensor.head().size() + tensor.bytes();
      bytes += new ProtoMessage().head(INITIALIZER, length).size() + length;
    }
    return bytes;
  }

  /** In pieces: the channel copies each into memory outside the heap, and keeps that. */
  private static void write(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
    int end = bytes.limit();
    while (bytes.position() < end) {
      bytes.limit(Math.min(end, bytes.position() + PIECE_BYTES));
      channel.write(bytes);
    }
  }
}
