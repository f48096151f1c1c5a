package org.saehdbw.tensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShapesTest {
  private final CostOps cost = new CostOps();

  @Test
  void putsBlockOffsetOutsideChannel() {
    try (NDManager manager = NDManager.newBaseManager()) {
      EagerOps ops =
          new EagerOps(
              manager,
              p -> {
                throw new IllegalArgumentException(p.name());
              });
      float[] ramp = new float[8];
      for (int i = 0; i < 8; i++) {
        ramp[i] = i;
      }
      NDArray x = manager.create(ramp, new ai.djl.ndarray.types.Shape(1, 8, 1, 1));
      // Two output channels: channel 0 from inputs 0, 2, 4, 6 and channel 1 from 1, 3, 5, 7.
      assertThat(ops.depthToSpace(x, 2).toFloatArray()).containsExactly(0, 2, 4, 6, 1, 3, 5, 7);
    }
  }

  @Test
  void worksOutConvolutionShapesAndWork() {
    Dims out = cost.conv2d(Dims.of(2, 3, 64, 64), Dims.of(8, 3, 5, 5), Dims.of(8), 2, 2);
    assertThat(out).isEqualTo(Dims.of(2, 8, 32, 32));
    cost.layer("part/layer", out);
    assertThat(cost.rows())
        .containsExactly(
            new CostOps.Row(
                "part/layer",
                out,
                0,
                new CostOps.Work(2L * 2 * 8 * 32 * 32 * 75, 0),
                new CostOps.Work(2L * 2 * 2 * 8 * 32 * 32 * 75, 0),
                4L * 2 * 8 * 32 * 32,
                0));
  }

  @Test
  void booksGradientsWhereTheyFlowAndWhatTheyNeed() {
    Dims picture = Dims.of(1, 1, 4, 4);
    Dims first = weight("a", 2, 1, 3, 3);
    Dims second = weight("b", 3, 2, 3, 3);
    // 16 places, 2 channels, 9 products and additions: 576 FLOPs; by convention twice backward.
    Dims grown = cost.leakyRelu(cost.conv2d(picture, first, Dims.of(2), 1, 1), 0.1);
    cost.layer("part/first", grown);
    // 16 places, 3 channels, 18 products and additions: 1728 FLOPs, for weights and for arrays.
    Dims drawn = cost.sigmoid(cost.conv2d(grown, second, Dims.of(3), 1, 1));
    cost.layer("part/second", drawn);
    // A vector of 48 times a matrix of 48 x 2: 192 FLOPs, only for the vectors.
    cost.layer("part/third", cost.matmul(cost.flatten(drawn), constant(48, 2)));
    assertThat(cost.rows())
        .extracting(CostOps.Row::forward, CostOps.Row::backward, CostOps.Row::keptBytes)
        .containsExactly(
            // Kept: the picture, and the convolution's result for the activation.
            tuple(new CostOps.Work(576, 0), new CostOps.Work(1152, 0), 4L * (16 + 32)),
            // Kept: the activation's result for the convolution, the sigmoid's own.
            tuple(new CostOps.Work(1728, 0), new CostOps.Work(3456, 0), 4L * (32 + 48)),
            tuple(new CostOps.Work(0, 192), new CostOps.Work(0, 192), 0L));
  }

  @Test
  void whatIsNotTrainedCostsGradientsOfItsInputAlone() {
    CostOps books = new CostOps(parameter -> parameter.name().equals("a"));
    Parameter.Kind kind = Parameter.Kind.CONVOLUTION;
    Dims fixed = books.parameter(new Parameter("b", Dims.of(2, 1, 3, 3), kind));
    // 16 places, 2 channels, 9 products and additions; no gradient is needed.
    Dims still = books.conv2d(Dims.of(1, 1, 4, 4), fixed, Dims.of(2), 1, 1);
    books.layer("part/still", books.leakyRelu(still, 0.1));
    Dims trained = books.parameter(new Parameter("a", Dims.of(1, 2, 1, 1), kind));
    Dims flowing = books.conv2d(still, trained, Dims.of(1), 1, 0);
    books.layer("part/trained", flowing);
    books.layer("part/through", books.conv2d(flowing, fixed, Dims.of(2), 1, 1));
    books.layer("part/stopped", books.conv2d(books.stop(flowing), fixed, Dims.of(2), 1, 1));
    assertThat(books.rows())
        .extracting(CostOps.Row::forward, CostOps.Row::backward, CostOps.Row::keptBytes)
        .containsExactly(
            tuple(new CostOps.Work(576, 0), CostOps.Work.NONE, 0L),
            tuple(new CostOps.Work(64, 0), new CostOps.Work(128, 0), 4L * 32),
            tuple(new CostOps.Work(576, 0), new CostOps.Work(576, 0), 0L),
            tuple(new CostOps.Work(576, 0), CostOps.Work.NONE, 0L));
  }

  @Test
  void keepsAnArrayOnceHoweverOftenItIsUsed() {
    Dims x = cost.conv2d(Dims.of(1, 1, 4, 4), weight("a", 2, 1, 1, 1), Dims.of(2), 1, 0);
    Dims half = cost.part(x, 1, 0, 1);
    cost.mul(half, half);
    cost.square(x);
    cost.layer("part/layer", x);
    // The picture's 16 values and x's 32: the half is a view of x.
    assertThat(cost.rows().get(0).keptBytes()).isEqualTo(4L * (16 + 32));
  }

  private Dims weight(String name, int... sizes) {
    return cost.parameter(new Parameter(name, Dims.of(sizes), Parameter.Kind.CONVOLUTION));
  }

  private Dims constant(int rows, int columns) {
    return cost.constant(new Constant("k", Dims.of(rows, columns), new float[rows * columns]));
  }

  @Test
  void refusesShapesThatDoNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cost.add(Dims.of(2, 3), Dims.of(2, 4)))
        .withMessage("shapes do not fit for by element: 2x3, 2x4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cost.depthToSpace(Dims.of(1, 6, 2, 2), 2))
        .withMessage(
            "depthToSpace needs (N, C * block², H, W) with block at least 1, got 1x6x2x2 and"
                + " block 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cost.concat(List.of(Dims.of(1, 2, 3), Dims.of(1, 2, 4)), 1))
        .withMessage("shapes do not fit for concat: 1x2x3, 1x2x4");
  }

  @Test
  void initialisesAsAFunctionOfSeedAndName() {
    Parameter parameter =
        new Parameter("a/b/weight", Dims.of(4, 2, 3, 3), Parameter.Kind.CONVOLUTION);
    java.nio.FloatBuffer first = java.nio.FloatBuffer.allocate(72);
    java.nio.FloatBuffer second = java.nio.FloatBuffer.allocate(72);
    parameter.initialise(5, first);
    parameter.initialise(5, second);
    assertThat(first.array()).isEqualTo(second.array());
    parameter.initialise(6, second);
    assertThat(first.array()).isNotEqualTo(second.array());
    // sqrt(6 / (9 * (4 + 2))) = 1/3
    for (float value : first.array()) {
      assertThat(value).isBetween(-1 / 3f, 1 / 3f);
    }
    assertThat(parameter.part()).isEqualTo("a");
  }
}
