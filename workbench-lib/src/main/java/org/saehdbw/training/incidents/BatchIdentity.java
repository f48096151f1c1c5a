package org.saehdbw.training.incidents;

import java.util.List;
import org.saehdbw.dataloaders.Batch;

/**
 * Which samples a batch holds: with the run's settings and seed, its number makes it again.
 *
 * @param number the loader's number of it, from 1; equal to the iteration while no batch was left
 *     out
 * @param src the names of the source's faces in their set
 * @param dst the names of the destination's
 */
public record BatchIdentity(long number, List<String> src, List<String> dst) {
  /** Copies the names. */
  public BatchIdentity {
    src = List.copyOf(src);
    dst = List.copyOf(dst);
  }

  /** Returns a batch's number and names. */
  public static BatchIdentity of(Batch batch) {
    return new BatchIdentity(batch.iteration(), batch.src().names(), batch.dst().names());
  }
}
