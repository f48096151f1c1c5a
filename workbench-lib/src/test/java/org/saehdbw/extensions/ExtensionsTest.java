package org.saehdbw.extensions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.layers.BlockKind;
import org.saehdbw.layers.Layer;
import org.saehdbw.layers.Nonlinearity;
import org.saehdbw.layers.ResidualBlock;
import org.saehdbw.layers.StandardBlock;
import org.saehdbw.losses.StandardLoss;
import org.saehdbw.testing.EdgeLoss;
import org.saehdbw.testing.GatedBlock;

/** Found by name: ours, a service's, any class's; and what is said when nothing is found. */
class ExtensionsTest {
  /** A kind that cannot be named, since its constructor wants something. */
  public record NeedsArguments(int width) implements BlockKind {
    @Override
    public String shortName() {
      return "wide" + width;
    }

    @Override
    public Layer block(String name, int channels, Nonlinearity activation) {
      return ResidualBlock.of(name, channels, activation);
    }
  }

  /** A kind whose constructor fails. */
  public static final class Fails implements BlockKind {
    /** Fails. */
    public Fails() {
      throw new IllegalStateException("no luck");
    }

    @Override
    public String shortName() {
      return "fails";
    }

    @Override
    public Layer block(String name, int channels, Nonlinearity activation) {
      return ResidualBlock.of(name, channels, activation);
    }
  }

  /** A kind with a name of the wrong form. */
  public static final class Shouts implements BlockKind {
    @Override
    public String shortName() {
      return "My Block";
    }

    @Override
    public Layer block(String name, int channels, Nonlinearity activation) {
      return ResidualBlock.of(name, channels, activation);
    }
  }

  @Test
  void findsOursServicesAndClasses() {
    assertThat(StandardBlock.BY_NAME.find("residual")).isSameAs(StandardBlock.RESIDUAL);
    assertThat(StandardBlock.BY_NAME.find("none")).isSameAs(StandardBlock.NONE);
    assertThat(StandardBlock.BY_NAME.find("gated")).isInstanceOf(GatedBlock.class);
    assertThat(StandardBlock.BY_NAME.find("org.saehdbw.testing.GatedBlock"))
        .isInstanceOf(GatedBlock.class);
    assertThat(StandardLoss.BY_NAME.find("squared_error")).isSameAs(StandardLoss.SQUARED_ERROR);
    assertThat(StandardLoss.BY_NAME.find("org.saehdbw.testing.EdgeLoss"))
        .isInstanceOf(EdgeLoss.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "gate | block must be one of gated, none, residual, separable, single, or a class that implements"
            + " org.saehdbw.layers.BlockKind, got 'gate'; jars and folders come onto the class path"
            + " by the environment variable WORKBENCH_CLASS_PATH; Run.open(path).with(object) in a"
            + " notebook gives a run the object of a notebook's class",
        "two words | block must be one of gated, none, residual, separable, single, or a class that implements"
            + " org.saehdbw.layers.BlockKind, got 'two words'; jars and folders come onto the class"
            + " path by the environment variable WORKBENCH_CLASS_PATH",
        "org.example.Gated | block: no class org.example.Gated on the class path; jars and"
            + " folders come onto the class path by the environment variable WORKBENCH_CLASS_PATH",
        "java.lang.String | block must be a class that implements org.saehdbw.layers.BlockKind,"
            + " java.lang.String does not",
        "org.saehdbw.layers.BlockKind | block: org.saehdbw.layers.BlockKind must be a public class"
            + " with a public constructor without arguments",
        "org.saehdbw.extensions.ExtensionsTest$NeedsArguments | block:"
            + " org.saehdbw.extensions.ExtensionsTest$NeedsArguments must be a public class with a"
            + " public constructor without arguments",
        "org.saehdbw.extensions.ExtensionsTest$Fails | block:"
            + " org.saehdbw.extensions.ExtensionsTest$Fails: its constructor failed:"
            + " java.lang.IllegalStateException: no luck",
        "org.saehdbw.extensions.ExtensionsTest$Shouts | block:"
            + " org.saehdbw.extensions.ExtensionsTest$Shouts calls itself 'My Block'; a short name"
            + " is up to 40 lower-case letters, digits and underscores, a letter first"
      })
  void saysWhatCanBeHad(String name, String message) {
    assertThatThrownBy(() -> StandardBlock.BY_NAME.find(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void nobodyTakesTheNameOfOneOfOurs() {
    BlockKind impostor =
        new BlockKind() {
          @Override
          public String shortName() {
            return "residual";
          }

          @Override
          public Layer block(String name, int channels, Nonlinearity activation) {
            return ResidualBlock.of(name, channels, activation);
          }
        };
    assertThatThrownBy(() -> StandardBlock.BY_NAME.requireForeign(impostor))
        .hasMessage(
            "block: org.saehdbw.extensions.ExtensionsTest$1 calls itself 'residual', which is the"
                + " name of one of ours");
    StandardBlock.BY_NAME.requireForeign(StandardBlock.RESIDUAL);
    StandardBlock.BY_NAME.requireForeign(new NeedsArguments(3));
  }
}
