package org.saehdbw.testing;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxModelMetadata;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs an ONNX file in ONNX Runtime, on one thread. */
public final class OnnxRunner implements AutoCloseable {
  /** An array: its axes and its values in row-major order. */
  @SuppressWarnings("ArrayRecordComponent") // Compared by its parts.
  public record Array(long[] shape, float[] values) {}

  private final OrtSession session;

  /** Opens a file's bytes. */
  public OnnxRunner(byte[] file) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      session = OrtEnvironment.getEnvironment().createSession(file, options);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns all outputs, in the file's order. */
  public Map<String, Array> run(Map<String, Array> inputs) {
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, Array> input : inputs.entrySet()) {
        FloatBuffer values = FloatBuffer.wrap(input.getValue().values());
        tensors.put(
            input.getKey(),
            OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), values, input.getValue().shape()));
      }
      Map<String, Array> outputs = new LinkedHashMap<>();
      try (OrtSession.Result result = session.run(tensors)) {
        for (Map.Entry<String, OnnxValue> output : result) {
          OnnxTensor tensor = (OnnxTensor) output.getValue();
          FloatBuffer values = tensor.getFloatBuffer();
          float[] copy = new float[values.remaining()];
          values.get(copy);
          outputs.put(output.getKey(), new Array(tensor.getInfo().getShape(), copy));
        }
      }
      return outputs;
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  /**
   * Draws faces.
   *
   * @param faces (sample, channel, row, column)
   * @return the outputs, in the same order of axes
   */
  public Map<String, float[]> draw(FloatBuffer faces, int channels, int side) {
    int pixels = side * side;
    int count = faces.remaining() / channels / pixels;
    float[] last = new float[faces.remaining()];
    for (int i = 0; i < last.length; i++) {
      last[place(i, channels, pixels)] = faces.get(faces.position() + i);
    }
    Map<String, float[]> outputs = new LinkedHashMap<>();
    Array input = new Array(new long[] {count, side, side, channels}, last);
    run(Map.of("in_face:0", input))
        .forEach(
            (name, array) -> {
              int depth = (int) array.shape()[3];
              if (!Arrays.equals(array.shape(), new long[] {count, side, side, depth})) {
                throw new IllegalStateException(name + " has " + Arrays.toString(array.shape()));
              }
              float[] first = new float[array.values().length];
              for (int i = 0; i < first.length; i++) {
                first[i] = array.values()[place(i, depth, pixels)];
              }
              outputs.put(name, first);
            });
    return outputs;
  }

  /** Where a value of (sample, channel, place) is in (sample, place, channel). */
  private static int place(int i, int channels, int pixels) {
    int sample = i / (channels * pixels);
    int channel = i / pixels % channels;
    return (sample * pixels + i % pixels) * channels + channel;
  }

  /** Returns inputs and outputs as {@code in_face:0 [batch, 64, 64, 3]}. */
  public String signature() {
    try {
      StringBuilder text = new StringBuilder();
      for (Map<String, NodeInfo> side : List.of(session.getInputInfo(), session.getOutputInfo())) {
        side.forEach((name, node) -> text.append(line(name, (TensorInfo) node.getInfo())));
      }
      return text.toString();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String line(String name, TensorInfo info) {
    if (info.type != OnnxJavaType.FLOAT) {
      throw new IllegalStateException(name + " has values of " + info.type);
    }
    Object[] sizes = Arrays.stream(info.getShape()).boxed().toArray();
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = info.getDimensionNames()[i].isEmpty() ? sizes[i] : info.getDimensionNames()[i];
    }
    return name + " " + Arrays.toString(sizes) + "\n";
  }

  /** Returns what the file says of itself. */
  public OnnxModelMetadata metadata() {
    try {
      return session.getMetadata();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
