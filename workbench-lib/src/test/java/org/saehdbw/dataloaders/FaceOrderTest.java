package org.saehdbw.dataloaders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FaceOrderTest {
  private static final List<Integer> FACES = List.of(4, 7, 9, 11, 20);

  @Test
  void givesEveryFaceOnceBeforeOneComesAgain() {
    FaceOrder order = FaceOrder.shuffled(3, "src", FACES);
    for (int epoch = 0; epoch < 20; epoch++) {
      long from = epoch * 5L;
      assertThat(LongStream.range(from, from + 5).mapToObj(order::indexAt))
          .containsExactlyInAnyOrderElementsOf(FACES);
    }
  }

  @Test
  void isAFunctionOfSeedPurposeAndDrawAlone() {
    FaceOrder order = FaceOrder.shuffled(3, "src", FACES);
    List<Integer> forward = LongStream.range(0, 50).mapToObj(order::indexAt).toList();
    FaceOrder again = FaceOrder.shuffled(3, "src", FACES);
    for (int draw = 49; draw >= 0; draw--) {
      assertThat(again.indexAt(draw)).isEqualTo(forward.get(draw));
    }
    FaceOrder dst = FaceOrder.shuffled(3, "dst", FACES);
    FaceOrder otherSeed = FaceOrder.shuffled(4, "src", FACES);
    assertThat(LongStream.range(0, 50).mapToObj(dst::indexAt).toList()).isNotEqualTo(forward);
    assertThat(LongStream.range(0, 50).mapToObj(otherSeed::indexAt).toList()).isNotEqualTo(forward);
  }

  @Test
  void evenOverYawShowsRareDirectionsAsOftenAsCommonOnes() {
    // Nine faces look ahead, one looks far to the side.
    List<Integer> faces = IntStream.range(0, 10).boxed().toList();
    double[] yaws = new double[10];
    yaws[6] = 0.9;
    FaceOrder order = FaceOrder.evenOverYaw(1, "src", faces, yaws);
    Map<Integer, Integer> counts = new HashMap<>();
    for (int draw = 0; draw < 180; draw++) {
      counts.merge(order.indexAt(draw), 1, Integer::sum);
    }
    assertThat(counts.get(6)).isEqualTo(90);
    assertThat(counts.get(0)).isEqualTo(10);
    assertThat(counts).hasSize(10);
  }

  @Test
  void yawBinsCoverTheirRangeAndAreOpenAtTheEnds() {
    assertThat(FaceOrder.yawBin(1.2)).isZero();
    assertThat(FaceOrder.yawBin(3)).isZero();
    assertThat(FaceOrder.yawBin(-1.2)).isEqualTo(127);
    assertThat(FaceOrder.yawBin(-3)).isEqualTo(127);
    assertThat(FaceOrder.yawBin(0)).isEqualTo(63);
  }
}
