package org.saehdbw.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import org.saehdbw.notebooks.kernel.ShellClasses;
import org.saehdbw.training.classes.NotebookClass;
import org.saehdbw.training.classes.NotebookSources;

/** A JShell in this process, as the notebook's kernel has one; the last one opened is asked. */
public final class NotebookShell implements NotebookSources {
  /** The imports that the cells of tests need. */
  public static final String IMPORTS =
      """
      import java.util.List;
      import java.util.stream.Stream;
      import org.saehdbw.layers.*;
      import org.saehdbw.losses.ExtraLoss;
      import org.saehdbw.losses.ReconstructionLoss;
      import org.saehdbw.tensors.Parameter;
      import org.saehdbw.tensors.TensorOps;
      """;

  /** A loss over steps from pixel to pixel, by a method of another cell. */
  public static final String STEPS =
      """
      <T> T steps(TensorOps<T> ops, T x, int axis) {
        int count = ops.dims(x).at(axis) - 1;
        return ops.sub(ops.part(x, axis, 1, count), ops.part(x, axis, 0, count));
      }
      """;

  public static final String EDGE =
      """
      class CellEdge implements ExtraLoss {
        public String shortName() { return "cell_edge"; }

        public <T> T perSample(TensorOps<T> ops, ReconstructionLoss.Target<T> target, Face<T> drawn) {
          T error = ops.sub(target.picture(), drawn.picture());
          return ops.meanPerSample(ops.abs(steps(ops, error, 3)));
        }
      }
      """;

  public static final String GATED =
      """
      record CellGated(Conv2d value, Conv2d gate) implements Layer {
        public <T> T forward(TensorOps<T> ops, T x) {
          return ops.add(x, ops.mul(value.forward(ops, x), ops.sigmoid(gate.forward(ops, x))));
        }

        public List<Parameter> parameters() {
          return Stream.concat(value.parameters().stream(), gate.parameters().stream()).toList();
        }
      }
      """;

  public static final String GATED_BLOCK =
      """
      public final class CellGatedBlock implements BlockKind {
        public String shortName() { return "cell_gated"; }

        public Layer block(String name, int channels, Nonlinearity activation) {
          return new CellGated(
              Conv2d.of(name + "/value", channels, channels, 3, 1),
              Conv2d.of(name + "/gate", channels, channels, 1, 1));
        }
      }
      """;

  private static JShell shell = open();
  private static Object taken = "";

  /** Made as a service. */
  public NotebookShell() {}

  private static JShell open() {
    JShell opened = JShell.builder().executionEngine("local").build();
    opened.addToClasspath(System.getProperty("java.class.path"));
    return opened;
  }

  /** Starts a kernel, with the imports, and runs cells in it. */
  public static void restart(String... cells) {
    shell.close();
    shell = open();
    IMPORTS.lines().forEach(NotebookShell::run);
    for (String cell : cells) {
      run(cell);
    }
  }

  /** Runs a cell of one declaration or statement. */
  public static void run(String cell) {
    for (SnippetEvent event : shell.eval(cell)) {
      assertThat(shell.diagnostics(event.snippet()).map(one -> one.getMessage(null)))
          .as(cell)
          .isEmpty();
      assertThat(event.exception()).as(cell).isNull();
    }
  }

  /** Returns the value of an expression. */
  public static Object value(String expression) {
    run("org.saehdbw.testing.NotebookShell.take(" + expression + ");");
    return taken;
  }

  /** Called by cells. */
  public static void take(Object value) {
    taken = value;
  }

  @Override
  public Optional<NotebookClass> find(Class<?> type) {
    return ShellClasses.find(shell, type);
  }
}
