package org.saehdbw.training.replay;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.saehdbw.checkpoints.SafetensorsReader;
import org.saehdbw.checkpoints.StoredCheckpoint;
import org.saehdbw.files.FileDigest;

/**
 * A checkpoint generation that the run and its replay both have: their weights and optimizers, the
 * discriminators' included.
 *
 * @param iteration of both
 * @param differing names of the arrays that differ, in the run's order; empty where all are the
 *     same
 */
public record GenerationComparison(long iteration, List<String> differing) {
  /** Copies the list. */
  public GenerationComparison {
    differing = List.copyOf(differing);
  }

  /** Whether all arrays have the same bytes. */
  public boolean equal() {
    return differing.isEmpty();
  }

  /** Compares two generations whose checksums were right when they were opened. */
  static GenerationComparison of(StoredCheckpoint recorded, StoredCheckpoint replayed)
      throws IOException {
    List<String> differing = new ArrayList<>();
    for (String file : List.of(StoredCheckpoint.WEIGHTS, StoredCheckpoint.OPTIMIZER)) {
      // Other bytes may be another version's way to write the same arrays.
      if (!FileDigest.of(recorded.folder().resolve(file))
          .equals(FileDigest.of(replayed.folder().resolve(file)))) {
        try (SafetensorsReader one = SafetensorsReader.open(recorded.folder().resolve(file));
            SafetensorsReader two = SafetensorsReader.open(replayed.folder().resolve(file))) {
          differing.addAll(differing(one, two));
        }
      }
    }
    return new GenerationComparison(recorded.state().iteration(), differing);
  }

  private static List<String> differing(SafetensorsReader one, SafetensorsReader two)
      throws IOException {
    List<String> differing = new ArrayList<>();
    for (String name : one.names()) {
      if (!two.names().contains(name)
          || !one.shape(name).equals(two.shape(name))
          || !sameBits(one.read(name).values(), two.read(name).values())) {
        differing.add(name);
      }
    }
    two.names().stream().filter(name -> !one.names().contains(name)).forEach(differing::add);
    return differing;
  }

  private static boolean sameBits(FloatBuffer one, FloatBuffer two) {
    if (one.remaining() != two.remaining()) {
      return false;
    }
    for (int i = 0; i < one.remaining(); i++) {
      if (Float.floatToRawIntBits(one.get(one.position() + i))
          != Float.floatToRawIntBits(two.get(two.position() + i))) {
        return false;
      }
    }
    return true;
  }
}
