package org.saehdbw.onnx;

import java.util.List;
import java.util.OptionalInt;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.architectures.Network;
import org.saehdbw.pictures.GrayMix;
import org.saehdbw.tensors.Constant;
import org.saehdbw.tensors.Dims;

/**
 * The graph of a model as programs for DFM files know it: one destination face in, the swap and two
 * masks out, all (sample, row, column, channel).
 *
 * @param channels of the input and of the swap; 3 also for a gray model whose graph makes gray of
 *     colour itself
 * @param batch how many samples; any number if empty
 * @param gray how a gray model makes gray of blue, green and red
 */
record FaceGraph(int channels, OptionalInt batch, GrayMix gray) {
  /** The input: a destination face, blue, green and red or gray, 0 to 1. */
  static final String FACE = "in_face:0";

  /** The mask of the destination drawn as itself, 0 to 1. */
  static final String MASK = "out_face_mask:0";

  /** The swap, as the input. */
  static final String CELEB_FACE = "out_celeb_face:0";

  /** The swap's mask, 0 to 1. */
  static final String CELEB_MASK = "out_celeb_face_mask:0";

  /**
   * Builds the graph.
   *
   * @throws UnsupportedOperationException if the network has an operation that the graph cannot
   *     express
   */
  OnnxGraph of(ModelSpec spec, Network network) {
    int side = spec.resolution();
    OnnxGraph graph = new OnnxGraph();
    OnnxOps ops = new OnnxOps(graph);
    OnnxValue input =
        graph.input(
            new OnnxValue(FACE, Dims.of(batch.orElse(1), side, side, channels), batch.isEmpty()));
    OnnxValue faces = ops.transpose(input, 0, 3, 1, 2);
    boolean wrapped = spec.channels() != channels;
    Network.Replacement<OnnxValue> drawn =
        network.replace(ops, ops.layer("input", wrapped ? toGray(ops, faces) : faces));
    OnnxValue picture = drawn.face().picture();
    OnnxValue shown = wrapped ? ops.concat(List.of(picture, picture, picture), 1) : picture;
    output(graph, ops, drawn.dstMask(), MASK);
    output(graph, ops, shown, CELEB_FACE);
    output(graph, ops, drawn.face().mask(), CELEB_MASK);
    graph.layer("output");
    return graph;
  }

  private OnnxValue toGray(OnnxOps ops, OnnxValue colour) {
    float[] shares = {(float) gray.blue(), (float) gray.green(), (float) gray.red()};
    Constant weight = new Constant("shares of blue, green, red", Dims.of(1, 3, 1, 1), shares);
    Constant bias = new Constant("no bias", Dims.of(1), new float[1]);
    return ops.conv2d(colour, ops.constant(weight), ops.constant(bias), 1, 0);
  }

  private static void output(OnnxGraph graph, OnnxOps ops, OnnxValue value, String name) {
    ops.transpose(value, 0, 2, 3, 1);
    graph.output(name);
  }
}
