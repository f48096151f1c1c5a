package org.saehdbw.onnx;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.saehdbw.architectures.ModelSpec;

/**
 * A model that was written as an ONNX file.
 *
 * @param file the file
 * @param run the run folder's name
 * @param spec what the model is
 * @param iteration how many iterations it has
 * @param channels of the file's input and of the faces that it draws
 * @param batch how many faces at once; any number if empty
 * @param opset the version of ONNX's operations
 * @param bytes how long the file is
 * @param remarks what else is worth knowing, one line each
 */
public record ExportedOnnx(
    Path file,
    String run,
    ModelSpec spec,
    long iteration,
    int channels,
    OptionalInt batch,
    int opset,
    long bytes,
    List<String> remarks) {
  /** Copies the list. */
  public ExportedOnnx {
    remarks = List.copyOf(remarks);
  }

  /** Says it in a line. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s, iteration %d, is %s: ONNX opset %d, %s, %.1f MiB",
        spec,
        iteration,
        file,
        opset,
        channels == 1 ? "one channel" : "three channels",
        bytes / (double) (1 << 20));
  }
}
