package org.saehdbw.facesets.sorting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.saehdbw.parallel.Workers;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.Picture;
import org.saehdbw.tensors.CounterRandom;

class ChainTest {
  private static GreedyChain.Path walk(double[] places, boolean farthest, int threads)
      throws FaceFileException, InterruptedException {
    try (Workers workers = new Workers(threads, "test")) {
      return GreedyChain.of(
          places.length, (a, b) -> Math.abs(places[a] - places[b]), farthest, workers, done -> {});
    }
  }

  @Test
  void goesToTheNearestOrFarthest() throws FaceFileException, InterruptedException {
    double[] places = {0, 10, 3, 4, 12};
    GreedyChain.Path near = walk(places, false, 1);
    assertThat(near.order()).containsExactly(0, 2, 3, 1, 4);
    assertThat(near.steps()).containsExactly(0, 3, 1, 6, 2);
    assertThat(walk(places, true, 1).order()).containsExactly(0, 4, 2, 1, 3);
  }

  @Test
  void ofEquallyNearOnesToTheFirst() throws FaceFileException, InterruptedException {
    assertThat(walk(new double[] {5, 6, 4, 4, 6}, false, 1).order()).containsExactly(0, 1, 4, 2, 3);
  }

  @Test
  void threadsChangeNothing() throws FaceFileException, InterruptedException {
    CounterRandom random = CounterRandom.of(3, "chain", 0, 0);
    double[] places = new double[1100];
    for (int i = 0; i < places.length; i++) {
      places[i] = random.nextInt(300);
    }
    for (boolean farthest : new boolean[] {false, true}) {
      int[] alone = walk(places, farthest, 1).order();
      assertThat(alone).doesNotHaveDuplicates().hasSize(places.length);
      assertThat(walk(places, farthest, 3).order()).isEqualTo(alone);
    }
  }

  @Test
  void blocksOfPicturesGiveTheSumsOfAbsoluteDifferences()
      throws FaceFileException, InterruptedException {
    CounterRandom random = CounterRandom.of(8, "pictures", 0, 0);
    List<Picture> pictures = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      byte[] pixels = new byte[5 * 3 * 3];
      for (int p = 0; p < pixels.length; p++) {
        pixels[p] = (byte) random.nextInt(256);
      }
      pictures.add(new Picture(5, 3, 3, pixels));
    }
    List<Long> progress = new ArrayList<>();
    try (Workers workers = new Workers(2, "test")) {
      // The budget is for less than the least block, 32 pictures: three blocks of 70.
      PixelDistances distances =
          PixelDistances.of(70, 45, 1, pictures::get, workers, progress::add);
      for (int a = 0; a < 70; a++) {
        for (int b = 0; b < 70; b++) {
          assertThat(distances.between(a, b)).isEqualTo(sum(pictures.get(a), pictures.get(b)));
        }
      }
    }
    assertThat(progress).endsWith(70 * 69 / 2L);
    assertThat(PixelDistances.bytes(5000)).isBetween(50_000_000L, 50_100_000L);
  }

  private static long sum(Picture a, Picture b) {
    long sum = 0;
    for (int i = 0; i < a.pixels().length; i++) {
      sum += Math.abs((a.pixels()[i] & 0xFF) - (b.pixels()[i] & 0xFF));
    }
    return sum;
  }

  @Test
  void aTaskThatFailsEndsTheWork() {
    try (Workers workers = new Workers(2, "test")) {
      assertThatThrownBy(
              () ->
                  workers.each(
                      50,
                      i -> {
                        if (i == 3) {
                          throw new FaceFileException("the third");
                        }
                      },
                      done -> {}))
          .isInstanceOf(FaceFileException.class)
          .hasMessage("the third");
    }
  }

  @Test
  void anInterruptEndsTheWork() {
    try (Workers workers = new Workers(2, "test")) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> workers.each(5, i -> {}, done -> {}))
          .isInstanceOf(InterruptedException.class)
          .hasMessage("the work was interrupted");
      assertThat(Thread.interrupted()).isFalse();
    }
  }
}
