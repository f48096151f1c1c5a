package org.saehdbw.training.components;

import java.util.Optional;
import org.saehdbw.layers.BlockKind;
import org.saehdbw.layers.StandardBlock;
import org.saehdbw.losses.ExtraLoss;
import org.saehdbw.losses.StandardLoss;
import org.saehdbw.losses.WeightedLoss;
import org.saehdbw.settings.Settings;

/**
 * A block and a loss that a program made itself, such as those of a notebook. Settings name them by
 * their short names.
 *
 * @param block what stands in the place of residual blocks
 * @param loss a loss beside the original's
 */
public record CustomComponents(Optional<BlockKind> block, Optional<ExtraLoss> loss) {
  /** Nothing of one's own. */
  public static final CustomComponents NONE =
      new CustomComponents(Optional.empty(), Optional.empty());

  /**
   * Checks the short names.
   *
   * @throws IllegalArgumentException if one is no short name, or is one of ours
   */
  public CustomComponents {
    block.ifPresent(StandardBlock.BY_NAME::requireForeign);
    loss.ifPresent(StandardLoss.BY_NAME::requireForeign);
  }

  /** Returns these parts with another block. */
  public CustomComponents with(BlockKind other) {
    return new CustomComponents(Optional.of(other), loss);
  }

  /** Returns these parts with another loss. */
  public CustomComponents with(ExtraLoss other) {
    return new CustomComponents(block, Optional.of(other));
  }

  /** Whether settings name one of these parts, so that only this process can train with them. */
  public boolean isNamedBy(Settings settings) {
    return block
            .filter(own -> own.shortName().equals(settings.get(StandardBlock.BLOCK)))
            .isPresent()
        || loss.filter(own -> own.shortName().equals(settings.get(WeightedLoss.EXTRA_LOSS)))
            .isPresent();
  }

  /** Returns what a setting's text stands for: ours or found by name, if it is none of these. */
  public BlockKind findBlock(String name) {
    return block
        .filter(own -> own.shortName().equals(name))
        .orElseGet(() -> StandardBlock.BY_NAME.find(name));
  }

  /** Returns what a setting's text stands for: ours or found by name, if it is none of these. */
  public ExtraLoss findLoss(String name) {
    return loss.filter(own -> own.shortName().equals(name))
        .orElseGet(() -> StandardLoss.BY_NAME.find(name));
  }
}
