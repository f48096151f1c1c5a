package org.saehdbw.architectures;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which strides a patch discriminator's 3 x 3 convolutions have, so that each of its logits sees
 * about a patch of the size that is asked for (spec/model 4.2).
 *
 * @param strides one a layer, 1 or 2; the first is 2
 * @param field pixels along a side that one logit sees
 */
public record PatchLayers(List<Integer> strides, int field) {
  private static final int MOST_LAYERS = 9;

  /** The best layers of every field that can be reached. */
  private static final TreeMap<Integer, PatchLayers> BY_FIELD = search();

  /** Copies the list. */
  public PatchLayers {
    strides = List.copyOf(strides);
  }

  /**
   * Returns the layers whose field is closest to a size; of two that are as close the smaller one.
   *
   * @param patchSize in pixels, at least 1
   */
  public static PatchLayers of(int patchSize) {
    Map.Entry<Integer, PatchLayers> below = BY_FIELD.floorEntry(patchSize);
    Map.Entry<Integer, PatchLayers> above = BY_FIELD.ceilingEntry(patchSize);
    if (below == null || above == null) {
      return (below == null ? BY_FIELD.firstEntry() : BY_FIELD.lastEntry()).getValue();
    }
    return patchSize - below.getKey() <= above.getKey() - patchSize
        ? below.getValue()
        : above.getValue();
  }

  /** Returns how often the picture is halved. */
  public int halvings() {
    return (int) strides.stream().filter(stride -> stride == 2).count();
  }

  private static TreeMap<Integer, PatchLayers> search() {
    // As the original counts, from all further strides 2 to all 1; of as many layers those with the
    // larger sum of strides are better, and of as large sums the first one.
    Comparator<PatchLayers> better =
        Comparator.comparingInt((PatchLayers layers) -> layers.strides().size())
            .thenComparingInt(layers -> -layers.strides().stream().mapToInt(s -> s).sum());
    TreeMap<Integer, PatchLayers> best = new TreeMap<>();
    for (int layers = 1; layers <= MOST_LAYERS; layers++) {
      for (int bits = (1 << (layers - 1)) - 1; bits >= 0; bits--) {
        PatchLayers one = of(layers, bits);
        best.merge(one.field(), one, (known, now) -> better.compare(now, known) < 0 ? now : known);
      }
    }
    return best;
  }

  private static PatchLayers of(int layers, int bits) {
    List<Integer> strides = new ArrayList<>(List.of(2));
    int field = 3;
    int product = 2;
    for (int i = 1; i < layers; i++) {
      int stride = (bits >> (i - 1) & 1) == 1 ? 2 : 1;
      strides.add(stride);
      field += 2 * product;
      product *= stride;
    }
    return new PatchLayers(strides, field);
  }
}
