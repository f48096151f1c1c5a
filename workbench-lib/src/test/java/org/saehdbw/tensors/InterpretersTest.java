package org.saehdbw.tensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.saehdbw.runs.Processor;
import org.saehdbw.tensors.DoubleOps.Array;
import org.saehdbw.testing.OperationUse;

/** Each operation by hand in double precision, and the same from every interpreter. */
class InterpretersTest {
  /**
   * Inputs, weights and results are rounded to 8 bits, each by up to 2^-9. So are partial sums
   * where the processor has no instructions for bf16: seen are 5.3 such roundings in all.
   */
  private static final double BF16 = Processor.here().bf16() ? 0.01 : 8 * Math.scalb(1.0, -9);

  private static final List<Dims> DIMS = OperationUse.DIMS;

  @ParameterizedTest
  @EnumSource(OperationUse.class)
  void allInterpretersAgree(OperationUse use) throws IOException {
    List<Array> arrays = new ArrayList<>();
    for (int i = 0; i < DIMS.size(); i++) {
      arrays.add(OperationUse.values(i));
    }
    Array expected = use.apply(new DoubleOps(), arrays);
    assertThat(use.apply(new CostOps(), DIMS)).isEqualTo(expected.dims());
    try (NDManager manager = NDManager.newBaseManager()) {
      List<NDArray> engine = arrays.stream().map(a -> array(manager, a)).toList();
      NDArray eager = use.apply(new EagerOps(manager, p -> engine.get(0)), engine);
      assertThat(eager.getShape()).isEqualTo(new Shape(expected.dims().toLongs()));
      assertClose(eager, expected);
      assertClose(script(manager, use, engine, ScriptForm.PLAIN), expected);
      ScriptForm last = new ScriptForm(Precision.FLOAT32, true);
      assertClose(script(manager, use, engine, last), expected);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = OperationUse.class,
      names = {"CONV2D", "DEPTHWISE", "DEPTHWISE_STRIDE", "TRANSPOSED", "TRANSPOSED_PLAIN"})
  void bf16KeepsTwoDigitsOfConvolutions(OperationUse use) throws IOException {
    List<Array> arrays = new ArrayList<>();
    for (int i = 0; i < DIMS.size(); i++) {
      arrays.add(OperationUse.values(i));
    }
    Array expected = use.apply(new DoubleOps(), arrays);
    try (NDManager manager = NDManager.newBaseManager()) {
      List<NDArray> engine = arrays.stream().map(a -> array(manager, a)).toList();
      float[] half = script(manager, use, engine, ScriptForm.of(Precision.BF16)).toFloatArray();
      for (int i = 0; i < half.length; i++) {
        double wanted = expected.values()[i];
        assertThat((double) half[i]).isCloseTo(wanted, within(BF16 * wanted)).isNotEqualTo(wanted);
      }
    }
  }

  private static NDArray script(
      NDManager manager, OperationUse use, List<NDArray> engine, ScriptForm form)
      throws IOException {
    ScriptOps ops = new ScriptOps(List.of(), form);
    List<ScriptOps.Name> inputs = DIMS.stream().map(ops::input).toList();
    // Without a factor or a sum this only goes back to 32 bits.
    ScriptOps.Name result = ops.affine(use.apply(ops, inputs), 1, 0);
    NDArray nothing = manager.zeros(new Shape(1));
    nothing.setName("ws[]");
    NDList arguments = new NDList(nothing);
    engine.forEach(
        array -> {
          array.setName("xs[]");
          arguments.add(array);
        });
    ops.constants()
        .forEach(
            constant -> {
              NDArray array =
                  manager.create(constant.values(), new Shape(constant.dims().toLongs()));
              array.setName("xs[]");
              arguments.add(array);
            });
    // A list of no parameters cannot be unpacked: take one that is not used.
    String text =
        ops.module(List.of(result), List.of(), List.of()).replace("     = ws\n", "    w0,  = ws\n");
    try (var in = new ByteArrayInputStream(ScriptArchive.of(text));
        PtSymbolBlock block = JniUtils.loadModule((PtNDManager) manager, in, false, false)) {
      NDArray first = IValueUtils.forward(block, arguments, false).get(0);
      first.attach(manager);
      return first;
    }
  }

  private static NDArray array(NDManager manager, Array array) {
    float[] floats = new float[array.values().length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) array.values()[i];
    }
    return manager.create(floats, new Shape(array.dims().toLongs()));
  }

  private static void assertClose(NDArray got, Array expected) {
    float[] values = got.toFloatArray();
    assertThat(values).hasSameSizeAs(expected.values());
    for (int i = 0; i < values.length; i++) {
      double wanted = expected.values()[i];
      assertThat((double) values[i]).isCloseTo(wanted, within(2e-6 * (1 + Math.abs(wanted))));
    }
  }

  @Test
  void convolvesByHand() {
    DoubleOps ops = new DoubleOps();
    Array x = Array.of(Dims.of(1, 2, 2, 2), 1, 2, 3, 4, 5, 6, 7, 8);
    // Of the first channel the right neighbour, of the second the pixel itself.
    Array weight =
        Array.of(Dims.of(1, 2, 3, 3), 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0);
    Array bias = Array.of(Dims.of(1), 0.5);
    assertThat(ops.conv2d(x, weight, bias, 1, 1).values()).containsExactly(7.5, 6.5, 11.5, 8.5);
    // The same kernels, each on its own channel.
    Array own = new Array(Dims.of(2, 1, 3, 3), weight.values());
    Array two = Array.of(Dims.of(2), 0.5, 10);
    assertThat(ops.depthwiseConv2d(x, own, two, 1, 1).values())
        .containsExactly(2.5, 0.5, 4.5, 0.5, 15, 16, 17, 18);
  }

  /** Two pixels 1 and 10 in a row with the taps 1, 2, 3 across: what goes beyond is dropped. */
  @Test
  void convolvesBackwardsByHand() {
    Array x = Array.of(Dims.of(1, 1, 1, 2), 1, 10);
    Array taps = Array.of(Dims.of(1, 1, 3, 3), 1, 2, 3, 0, 0, 0, 0, 0, 0);
    Array bias = Array.of(Dims.of(1), 0.5);
    Array twice = new DoubleOps().transposedConv2d(x, taps, bias, 2);
    assertThat(twice.dims()).isEqualTo(Dims.of(1, 1, 2, 4));
    assertThat(twice.values()).containsExactly(1.5, 2.5, 13.5, 20.5, 0.5, 0.5, 0.5, 0.5);
    Array middle = Array.of(Dims.of(1, 1, 3, 3), 0, 0, 0, 1, 2, 3, 0, 0, 0);
    assertThat(new DoubleOps().transposedConv2d(x, middle, bias, 1).values())
        .containsExactly(12.5, 23.5);
  }

  @Test
  void noGradientPassesAStop() {
    CostOps ops = new CostOps();
    Dims trained = ops.parameter(new Parameter("a/b/weight", Dims.of(4, 4), Parameter.Kind.DENSE));
    ops.matmul(ops.stop(ops.square(trained)), ops.constant(constant()));
    assertThat(ops.layer("a/b", trained)).isEqualTo(trained);
    assertThat(ops.rows().get(0).forward().dense()).isEqualTo(2 * 4 * 4 * 4);
    assertThat(ops.rows().get(0).backward().dense()).isZero();
  }

  private static Constant constant() {
    return new Constant("ones", Dims.of(4, 4), new float[16]);
  }

  @Test
  void averagesByHand() {
    DoubleOps ops = new DoubleOps();
    Array x = Array.of(Dims.of(1, 1, 2, 4), 1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(ops.averagePool2d(x, 2).values()).containsExactly(3.5, 5.5);
    Array mean = ops.meanPerChannel(x);
    assertThat(mean.dims()).isEqualTo(Dims.of(1, 1, 1, 1));
    assertThat(mean.values()).containsExactly(4.5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ops.averagePool2d(x, 3))
        .withMessage("averagePool2d needs a size that divides both sides, got 3 for 2");
  }

  @Test
  void functionsByHand() {
    DoubleOps ops = new DoubleOps();
    Array x = Array.of(Dims.of(1, 2), 0.25, 4);
    assertThat(ops.sqrt(x).values()).containsExactly(0.5, 2);
    assertThat(ops.exp(ops.log(x)).values()[0]).isCloseTo(0.25, within(1e-15));
    assertThat(ops.exp(x).values()[1]).isCloseTo(54.598150033144236, within(1e-12));
    assertThat(ops.tanh(x).values()[0]).isCloseTo(0.24491866240370913, within(1e-15));
    assertThat(ops.matmul(x, Array.of(Dims.of(2, 1), 2, 3)).values()).containsExactly(12.5);
  }

  @Test
  void costCountsDepthwiseWork() {
    CostOps cost = new CostOps();
    Dims out = cost.depthwiseConv2d(Dims.of(2, 8, 6, 6), Dims.of(8, 1, 3, 3), Dims.of(8), 1, 1);
    cost.layer("part/depthwise", out);
    assertThat(cost.rows().get(0).flops()).isEqualTo(2L * 9 * 2 * 8 * 6 * 6);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cost.layer("depthwise", out))
        .withMessage(
            "a layer's name must begin with its part, such as encoder/down1, got depthwise");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> cost.depthwiseConv2d(Dims.of(2, 8, 6, 6), Dims.of(8, 8, 3, 3), Dims.of(8), 1, 1))
        .withMessage("shapes do not fit for depthwiseConv2d: 2x8x6x6, 8x8x3x3");
  }
}
