package org.saehdbw.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.saehdbw.tensors.CounterRandom;

class RadixSortTest {
  @Test
  void sortsAnyFiniteFloatsAndKeepsTheOrderOfEquals() {
    CounterRandom random = CounterRandom.of(1, "sort", 0, 0);
    float[] values = new float[5000];
    for (int i = 0; i < values.length; i++) {
      float any = Float.intBitsToFloat(random.nextBits());
      values[i] = i % 3 == 0 || !Float.isFinite(any) ? random.nextInt(5) - 2 : any;
    }
    values[7] = -0f;
    values[8] = 0f;
    RadixSort sort = new RadixSort(values.length);
    int[] wanted =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i] + 0.0))
            .mapToInt(i -> i)
            .toArray();
    assertThat(sort.order(values)).isEqualTo(wanted);
    float[] sorted = new float[values.length];
    sort.sort(values, sorted);
    float[] byJava = values.clone();
    for (int i = 0; i < byJava.length; i++) {
      byJava[i] += 0f;
    }
    Arrays.sort(byJava);
    assertThat(sorted).isEqualTo(byJava);
  }
}
