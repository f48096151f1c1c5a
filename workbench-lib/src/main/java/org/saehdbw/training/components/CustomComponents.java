package org.saehdbw.training.components;

import java.util.Locale;
import java.util.Optional;
import org.saehdbw.extensions.HasShortName;
import org.saehdbw.layers.BlockKind;
import org.saehdbw.layers.StandardBlock;
import org.saehdbw.losses.ExtraLoss;
import org.saehdbw.losses.StandardLoss;
import org.saehdbw.losses.WeightedLoss;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;

/**
 * A block and a loss that a program made itself, such as those of a notebook: known in this process
 * only. Settings name them by their short names.
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

  /**
   * Checks that settings can do without these parts, as a trainer in a process of its own must.
   *
   * @throws SettingsException if the settings name one of them
   */
  public void requireNone(Settings settings) throws SettingsException {
    if (block.isPresent() && block.get().shortName().equals(settings.get(StandardBlock.BLOCK))) {
      throw notThere("block", block.get());
    }
    if (loss.isPresent() && loss.get().shortName().equals(settings.get(WeightedLoss.EXTRA_LOSS))) {
      throw notThere("extra_loss", loss.get());
    }
  }

  private static SettingsException notThere(String setting, HasShortName part) {
    return new SettingsException(
        String.format(
            Locale.ROOT,
            "%s '%s' is an object of this program (%s), which a trainer in a process of its own"
                + " cannot have; train inProcess(), or name a class that is on the class path by"
                + " WORKBENCH_CLASS_PATH",
            setting,
            part.shortName(),
            part.getClass().getName()));
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
