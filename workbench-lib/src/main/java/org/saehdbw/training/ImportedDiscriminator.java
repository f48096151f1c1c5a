package org.saehdbw.training;

import java.util.List;
import org.saehdbw.checkpoints.NamedArray;

/**
 * A discriminator that another program trained beside a model.
 *
 * @param part its part's name, such as {@code D_src}
 * @param weights all weights under our names and in our layout, in its definition order
 * @param optimizer the state arrays of its optimizer, or none; what is missing starts at zero
 * @param updates how many updates the optimizer has made
 */
public record ImportedDiscriminator(
    String part, List<NamedArray> weights, List<NamedArray> optimizer, long updates) {
  /** Copies the lists. */
  public ImportedDiscriminator {
    weights = List.copyOf(weights);
    optimizer = List.copyOf(optimizer);
  }
}
