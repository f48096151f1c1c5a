package org.saehdbw.layers;

import java.util.List;
import org.saehdbw.extensions.Extensions;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingType;

/** The blocks that the workbench brings. */
public enum StandardBlock implements BlockKind {
  /** {@link ResidualBlock}, as DeepFaceLab has it: the default. */
  RESIDUAL("residual"),
  /** {@link SeparableBlock}: cheaper, none of DeepFaceLab's. */
  SEPARABLE("separable"),
  /** {@link SingleBlock}: half of a residual block, none of DeepFaceLab's. */
  SINGLE("single"),
  /** Nothing: the input is passed on unchanged. A model without blocks, for comparison. */
  NONE("none");

  /** Finds any block by its name. */
  public static final Extensions<BlockKind> BY_NAME =
      new Extensions<>("block", BlockKind.class, List.of(values()));

  public static final Setting<String> BLOCK =
      Setting.of(
              "block",
              SettingType.text("a block's short name or class"),
              RESIDUAL.shortName,
              "what replaces residual blocks: residual, separable, single, none, or your own class")
          .fixed();

  public static final List<Setting<?>> SETTINGS = List.of(BLOCK);

  private final String shortName;

  StandardBlock(String shortName) {
    this.shortName = shortName;
  }

  @Override
  public String shortName() {
    return shortName;
  }

  @Override
  public Layer block(String name, int channels, Nonlinearity activation) {
    return switch (this) {
      case RESIDUAL -> ResidualBlock.of(name, channels, activation);
      case SEPARABLE -> SeparableBlock.of(name, channels, activation);
      case SINGLE -> SingleBlock.of(name, channels, activation);
      case NONE -> new Sequence(List.of());
    };
  }
}
