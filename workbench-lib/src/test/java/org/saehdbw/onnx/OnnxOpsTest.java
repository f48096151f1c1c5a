package org.saehdbw.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.saehdbw.tensors.Constant;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.DoubleOps;
import org.saehdbw.testing.OnnxRunner;
import org.saehdbw.testing.OperationUse;

/** ONNX Runtime computes each operation as the twin in double precision does. */
class OnnxOpsTest {
  @ParameterizedTest
  @EnumSource(OperationUse.class)
  void onnxRuntimeAgreesWithTheTwin(OperationUse use) throws IOException {
    DoubleOps.Array expected =
        use.apply(
            new DoubleOps(),
            List.of(
                OperationUse.values(0),
                OperationUse.values(1),
                OperationUse.values(2),
                OperationUse.values(3),
                OperationUse.values(4)));
    for (boolean anyNumber : new boolean[] {false, true}) {
      OnnxGraph graph = new OnnxGraph();
      OnnxOps ops = new OnnxOps(graph);
      List<OnnxValue> inputs = new ArrayList<>();
      Map<String, OnnxRunner.Array> arrays = new LinkedHashMap<>();
      for (int i = 0; i < OperationUse.DIMS.size(); i++) {
        Dims dims = OperationUse.DIMS.get(i);
        boolean batched = anyNumber && i < 2;
        OnnxValue value = new OnnxValue("x" + i, batched ? dims.with(0, 1) : dims, batched);
        inputs.add(graph.input(value));
        arrays.put("x" + i, floats(OperationUse.values(i)));
      }
      OnnxValue result = use.apply(ops, inputs);
      assertThat(result.batched()).isEqualTo(anyNumber);
      assertThat(result.dims()).isEqualTo(anyNumber ? expected.dims().with(0, 1) : expected.dims());
      ops.affine(result, 1, 0.5);
      graph.output("result");
      try (OnnxRunner runner = OnnxBytes.open(graph, (parameter, into) -> {})) {
        OnnxRunner.Array got = runner.run(arrays).get("result");
        assertThat(got.shape()).isEqualTo(expected.dims().toLongs());
        for (int i = 0; i < got.values().length; i++) {
          double wanted = expected.values()[i] + 0.5;
          assertThat((double) got.values()[i])
              .isCloseTo(wanted, within(2e-6 * (1 + Math.abs(wanted))));
        }
      }
    }
  }

  private static OnnxRunner.Array floats(DoubleOps.Array array) {
    float[] values = new float[array.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) array.values()[i];
    }
    return new OnnxRunner.Array(array.dims().toLongs(), values);
  }

  @Test
  void refusesByNameWhatDependsOnTheNumberOfSamples() {
    OnnxGraph graph = new OnnxGraph();
    OnnxOps ops = new OnnxOps(graph);
    OnnxValue x = graph.input(new OnnxValue("x", Dims.of(1, 2, 4, 4), true));
    OnnxValue vectors = ops.flatten(ops.part(ops.part(x, 2, 0, 1), -1, 0, 1));
    OnnxValue fixed = ops.constant(new Constant("ones", Dims.of(1, 2, 4, 4), new float[32]));
    OnnxValue several = ops.constant(new Constant("two", Dims.of(2, 2, 4, 4), new float[64]));
    OnnxValue bias = ops.constant(new Constant("bias", Dims.of(1), new float[1]));
    refused(() -> ops.concat(List.of(x, x), 0), "concat along the samples' axis");
    refused(() -> ops.concat(List.of(x, x), -4), "concat along the samples' axis");
    refused(() -> ops.concat(List.of(x, fixed), 1), "concat of samples with a fixed array");
    refused(() -> ops.part(x, 0, 0, 1), "a part of the samples");
    refused(
        () -> ops.mul(several, x), "an operation by element of samples with an array of several");
    refused(() -> ops.matmul(several, x), "matmul of samples with an array of several");
    refused(() -> ops.matmul(fixedRow(ops), vectors), "matmul over the samples' axis");
    refused(
        () -> ops.conv2d(x, x, bias, 1, 0),
        "a convolution with weights that depend on the samples");
    refused(
        () -> ops.dense(fixedRow(ops), ops.flatten(ops.part(x, 1, 0, 1)), bias),
        "a dense layer with weights that depend on the samples");
    assertThat(ops.add(x, fixed).batched()).isTrue();
    assertThat(ops.part(fixed, 0, 0, 1).batched()).isFalse();
  }

  private static OnnxValue fixedRow(OnnxOps ops) {
    return ops.constant(new Constant("row", Dims.of(3, 1), new float[3]));
  }

  private static void refused(ThrowingCallable call, String operation) {
    assertThatThrownBy(call)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(operation + " cannot be expressed for any number of faces");
  }
}
