package org.saehdbw.planning;

import java.util.List;
import java.util.stream.IntStream;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.architectures.ModelSpec.Family;
import org.saehdbw.tensors.CounterRandom;

/** Specs drawn evenly over families, letters, channels, resolutions and dims. */
final class RandomSpecs {
  private RandomSpecs() {}

  /** Any spec that a user may ask for. */
  static List<ModelSpec> any(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> draw(CounterRandom.of(7, "specs", 0, i), 18, 1024, 128))
        .map(ModelSpec::checkedForNewModel)
        .toList();
  }

  /** Small ones, quick to build. */
  static List<ModelSpec> small(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> draw(CounterRandom.of(8, "specs", 0, i), 1, 48, 10))
        .map(ModelSpec::checkedForNewModel)
        .toList();
  }

  private static ModelSpec draw(CounterRandom random, int sizes, int mostAe, int halves) {
    StringBuilder options = new StringBuilder();
    for (char letter : "udtc".toCharArray()) {
      if (random.nextInt(2) == 1) {
        options.append(letter);
      }
    }
    return new ModelSpec(
        random.nextInt(2) == 1 ? Family.DF : Family.LIAE,
        options.toString(),
        64 + 32 * random.nextInt(sizes),
        32 + random.nextInt(mostAe - 31),
        2 * (8 + random.nextInt(halves - 7)),
        2 * (8 + random.nextInt(halves - 7)),
        2 * (8 + random.nextInt(halves - 7)),
        random.nextInt(2) == 1 ? 1 : 3);
  }
}
