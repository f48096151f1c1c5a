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

/** Each operation by hand in double precision, and the same from every interpreter. */
class InterpretersTest {
  /**
   * Inputs, weights and results are rounded to 8 bits, each by up to 2^-9. So are partial sums
   * where the processor has no instructions for bf16: seen are 5.3 such roundings in all.
   */
  private static final double BF16 = Processor.here().bf16() ? 0.01 : 8 * Math.scalb(1.0, -9);

  /** One use of each operation, of two pictures and weights, all values above 0. */
  enum Use {
    CONV2D,
    DEPTHWISE,
    DEPTHWISE_STRIDE,
    DENSE,
    MATMUL,
    ARITHMETIC,
    BROADCAST,
    ACTIVATIONS,
    EXP_LOG,
    ROOTS,
    CLAMP,
    ONE_WHERE_ZERO,
    MEAN_PER_SAMPLE,
    MEAN_PER_CHANNEL,
    AVERAGE_POOL,
    DEPTH_TO_SPACE,
    CONCAT_PART,
    FLATTEN,
    TRANSPOSED,
    TRANSPOSED_PLAIN,
    SOFTPLUS,
    STOP;

    <T> T apply(TensorOps<T> ops, T a, T b, T kernel, T own, T bias) {
      return switch (this) {
        case CONV2D -> ops.conv2d(a, kernel, bias, 1, 1);
        case DEPTHWISE -> ops.depthwiseConv2d(a, own, bias, 1, 1);
        case DEPTHWISE_STRIDE -> ops.depthwiseConv2d(a, own, bias, 2, 0);
        case DENSE -> {
          T x = ops.flatten(ops.part(ops.part(a, 2, 0, 1), 3, 0, 1));
          T weight = ops.flatten(ops.part(ops.part(kernel, 2, 0, 1), 3, 0, 1));
          yield ops.dense(x, weight, bias);
        }
        case MATMUL -> ops.matmul(ops.part(b, 3, 0, 4), a);
        case ARITHMETIC -> ops.div(ops.sub(ops.mul(a, b), ops.add(a, b)), ops.affine(b, 2, 1));
        case BROADCAST -> ops.mul(a, ops.part(b, 1, 1, 1));
        case ACTIVATIONS ->
            ops.tanh(ops.sigmoid(ops.cos(ops.leakyRelu(ops.affine(a, 1, -0.5), 0.2))));
        case EXP_LOG -> ops.add(ops.exp(a), ops.log(b));
        case ROOTS -> ops.add(ops.sqrt(a), ops.rsqrt(ops.square(b)));
        case CLAMP -> ops.clamp(ops.abs(ops.affine(a, 1, -0.5)), 0.1, 0.3);
        case ONE_WHERE_ZERO -> ops.oneWhereZero(ops.clamp(ops.affine(a, 1, -0.5), 0, 1));
        case MEAN_PER_SAMPLE -> ops.meanPerSample(a);
        case MEAN_PER_CHANNEL -> ops.meanPerChannel(a);
        case AVERAGE_POOL -> ops.averagePool2d(ops.part(a, 3, 0, 4), 2);
        case DEPTH_TO_SPACE -> ops.depthToSpace(a, 2);
        case CONCAT_PART -> ops.concat(List.of(ops.part(a, 1, 1, 2), b), 1);
        case FLATTEN -> ops.unflatten(ops.flatten(a), 6, 4, 4);
        case TRANSPOSED -> ops.transposedConv2d(a, kernel, bias, 2);
        case TRANSPOSED_PLAIN -> ops.transposedConv2d(a, kernel, bias, 1);
        case SOFTPLUS -> ops.softplus(ops.affine(a, 40, -20));
        case STOP -> ops.add(a, ops.stop(b));
      };
    }
  }

  private static final Dims PICTURES = Dims.of(2, 4, 4, 6);
  private static final List<Dims> DIMS =
      List.of(PICTURES, PICTURES, Dims.of(4, 4, 3, 3), Dims.of(4, 1, 3, 3), Dims.of(4));

  private static Array values(int which, Dims dims) {
    CounterRandom random = CounterRandom.of(3, "interpreters", which, 0);
    double[] values = new double[Math.toIntExact(dims.count())];
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.05f + 0.9f * random.nextFloat();
    }
    return new Array(dims, values);
  }

  private static <T> T use(Use use, TensorOps<T> ops, List<T> x) {
    return use.apply(ops, x.get(0), x.get(1), x.get(2), x.get(3), x.get(4));
  }

  @ParameterizedTest
  @EnumSource(Use.class)
  void allInterpretersAgree(Use use) throws IOException {
    List<Array> arrays = new ArrayList<>();
    for (int i = 0; i < DIMS.size(); i++) {
      arrays.add(values(i, DIMS.get(i)));
    }
    Array expected = use(use, new DoubleOps(), arrays);
    assertThat(use(use, new CostOps(), DIMS)).isEqualTo(expected.dims());
    try (NDManager manager = NDManager.newBaseManager()) {
      List<NDArray> engine = arrays.stream().map(a -> array(manager, a)).toList();
      NDArray eager = use(use, new EagerOps(manager, p -> engine.get(0)), engine);
      assertThat(eager.getShape()).isEqualTo(new Shape(expected.dims().toLongs()));
      assertClose(eager, expected);
      assertClose(script(manager, use, engine, ScriptForm.PLAIN), expected);
      ScriptForm last = new ScriptForm(Precision.FLOAT32, true);
      assertClose(script(manager, use, engine, last), expected);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Use.class,
      names = {"CONV2D", "DEPTHWISE", "DEPTHWISE_STRIDE", "TRANSPOSED", "TRANSPOSED_PLAIN"})
  void bf16KeepsTwoDigitsOfConvolutions(Use use) throws IOException {
    List<Array> arrays = new ArrayList<>();
    for (int i = 0; i < DIMS.size(); i++) {
      arrays.add(values(i, DIMS.get(i)));
    }
    Array expected = use(use, new DoubleOps(), arrays);
    try (NDManager manager = NDManager.newBaseManager()) {
      List<NDArray> engine = arrays.stream().map(a -> array(manager, a)).toList();
      float[] half = script(manager, use, engine, ScriptForm.of(Precision.BF16)).toFloatArray();
      for (int i = 0; i < half.length; i++) {
        double wanted = expected.values()[i];
        assertThat((double) half[i]).isCloseTo(wanted, within(BF16 * wanted)).isNotEqualTo(wanted);
      }
    }
  }

  private static NDArray script(NDManager manager, Use use, List<NDArray> engine, ScriptForm form)
      throws IOException {
    ScriptOps ops = new ScriptOps(List.of(), form);
    List<ScriptOps.Name> inputs = DIMS.stream().map(ops::input).toList();
    // Without a factor or a sum this only goes back to 32 bits.
    ScriptOps.Name result = ops.affine(use(use, ops, inputs), 1, 0);
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
