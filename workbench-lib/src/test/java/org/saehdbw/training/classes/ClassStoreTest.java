package org.saehdbw.training.classes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.extensions.HasShortName;
import org.saehdbw.layers.BlockKind;
import org.saehdbw.layers.Face;
import org.saehdbw.layers.Layer;
import org.saehdbw.layers.Nonlinearity;
import org.saehdbw.losses.ExtraLoss;
import org.saehdbw.losses.ReconstructionLoss;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.DoubleOps;
import org.saehdbw.tensors.TensorOps;
import org.saehdbw.testing.EdgeLoss;
import org.saehdbw.testing.NotebookShell;

/** Classes of cells, compiled into a folder: what goes with them, and what is refused. */
class ClassStoreTest {
  /** Cells of one class each: with state, or with something that another process lacks. */
  private static final String BODY =
      """
        public String shortName() { return "odd"; }

        public <T> T perSample(TensorOps<T> ops, ReconstructionLoss.Target<T> target, Face<T> drawn) {
          return ops.meanPerSample(ops.square(drawn.mask()));
        }
      """;

  private static final String SCALED =
      "record Scaled(double power, boolean half, String label) implements ExtraLoss {\n"
          + BODY.replace(
              "ops.square(drawn.mask())", "ops.affine(drawn.mask(), half ? power / 2 : power, 0)")
          + "}";

  @TempDir private Path runs;

  @BeforeAll
  static void runsCells() {
    NotebookShell.restart(
        NotebookShell.STEPS,
        NotebookShell.EDGE,
        NotebookShell.GATED,
        NotebookShell.GATED_BLOCK,
        SCALED);
  }

  private static HasShortName object(String expression) {
    return (HasShortName) NotebookShell.value(expression);
  }

  private ClassFolder store(String... expressions) throws IOException {
    List<HasShortName> parts = new ArrayList<>();
    for (String expression : expressions) {
      parts.add(object(expression));
    }
    return ClassStore.store(parts, runs);
  }

  private static double[] values(ExtraLoss loss) {
    Dims row = Dims.of(1, 1, 1, 3);
    DoubleOps.Array mask = DoubleOps.Array.of(row, 1, 1, 1);
    DoubleOps.Array wanted = DoubleOps.Array.of(row, 0, 1, 1);
    DoubleOps.Array drawn = DoubleOps.Array.of(row, 0, 0.5, 1);
    return loss.perSample(
            new DoubleOps(),
            new ReconstructionLoss.Target<>(wanted, mask, mask),
            new Face<>(drawn, mask))
        .values();
  }

  @Test
  void storesAClassWithWhatItUsesOfOtherCells() throws IOException {
    ClassFolder folder = store("new CellEdge()", "new CellGatedBlock()");
    assertThat(folder.path().getParent()).isEqualTo(runs.resolve(".classes"));
    assertThat(folder.path().getFileName().toString()).matches("cell_edge-cell_gated-[0-9a-f]{12}");
    assertThat(folder.manifest().java()).isEqualTo(17);
    assertThat(folder.manifest().files().keySet())
        .containsExactlyInAnyOrder(
            "notebook/extra_loss_cell_edge/Cells.java",
            "notebook/extra_loss_cell_edge/Cells.class",
            "notebook/extra_loss_cell_edge/Cells$CellEdge.class",
            "notebook/block_cell_gated/Cells.java",
            "notebook/block_cell_gated/Cells.class",
            "notebook/block_cell_gated/Cells$CellGated.class",
            "notebook/block_cell_gated/Cells$CellGatedBlock.class");
    assertThat(folder.label()).isEqualTo("extra_loss 'cell_edge', block 'cell_gated'");
    ClassFolder again = ClassFolder.open(folder.path());
    assertThat(again).isEqualTo(folder);
    ExtraLoss loss = again.load(again.manifest().parts().get(0), ExtraLoss.class);
    // The error is 0, 0.5, 0: its steps are 0.5 and -0.5.
    assertThat(values(loss)).containsExactly(0.5);
    BlockKind block = again.load(again.manifest().parts().get(1), BlockKind.class);
    Layer layer = block.block("place", 4, Nonlinearity.LEAKY_RELU);
    assertThat(layer.parameters()).hasSize(4);
    assertThat(layer.parameters().get(2).name()).isEqualTo("place/gate/weight");
  }

  @Test
  void writesTheSourceAsItWasTypedWithTheImportsThatItUses() throws IOException {
    ClassFolder folder = store("new CellEdge()");
    assertThat(folder.path().resolve("notebook/extra_loss_cell_edge/Cells.java"))
        .hasContent(
            """
            package notebook.extra_loss_cell_edge;

            import org.saehdbw.layers.*;
            import org.saehdbw.losses.ExtraLoss;
            import org.saehdbw.losses.ReconstructionLoss;
            import org.saehdbw.tensors.TensorOps;

            /** Declarations of a notebook's cells, as they were when they were stored. */
            public final class Cells {
              private Cells() {}

            public static %s

            public static %s
            }
            """
                .formatted(NotebookShell.EDGE.strip(), NotebookShell.STEPS.strip()));
  }

  @Test
  void theSameCellsInAnotherOrderAreTheSameFolder() throws IOException {
    ClassFolder first = store("new CellEdge()", "new CellGatedBlock()");
    NotebookShell.restart(
        "int unrelated = 3;",
        NotebookShell.GATED,
        NotebookShell.STEPS,
        "import java.util.Map;",
        NotebookShell.GATED_BLOCK,
        NotebookShell.EDGE,
        SCALED);
    assertThat(store("new CellEdge()", "new CellGatedBlock()", "new CellEdge()")).isEqualTo(first);
  }

  @Test
  void storesClassesThatCameFromAFolder() throws IOException {
    ClassFolder first = store("new CellEdge()");
    ExtraLoss loss = first.load(first.manifest().parts().get(0), ExtraLoss.class);
    ClassFolder second = ClassStore.store(List.of(loss, object("new CellGatedBlock()")), runs);
    assertThat(second.manifest().parts()).containsAll(first.manifest().parts());
    assertThat(second.manifest().files()).containsAllEntriesOf(first.manifest().files());
    assertThat(values(second.load(second.manifest().parts().get(0), ExtraLoss.class)))
        .containsExactly(0.5);
  }

  @Test
  void aRecordKeepsItsValues() throws IOException {
    ClassFolder folder = store("new Scaled(0.1, true, \"a, \\\"b\\\"\")");
    StoredPart part = ClassFolder.open(folder.path()).manifest().parts().get(0);
    assertThat(part.arguments()).containsExactly("0.1", "true", "a, \"b\"");
    ExtraLoss loss = folder.load(part, ExtraLoss.class);
    assertThat(values(loss)).containsExactly(0.05);
    assertThat(loss).hasToString("Scaled[power=0.1, half=true, label=a, \"b\"]");
    assertThatThrownBy(() -> store("new Scaled(1, true, \"\")", "new Scaled(2, true, \"\")"))
        .hasMessage(
            "extra_loss 'odd' is the name of two different objects; settings tell them apart by"
                + " shortName(), so each needs its own");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "class Odd implements ExtraLoss { BODY2 } | new Odd() | extra_loss 'odd': Odd uses the"
            + " notebook's variable 'limit' (in: return ops.affine(ops.meanPerSample(drawn.mask()),"
            + " limit, 0);), which another process does not have; write the value into the class,"
            + " or make the class a record with this component; or train inProcess()",
        "class Wide implements ExtraLoss { Wide(int width) {} BODY } | new Wide(3) | extra_loss"
            + " 'odd': Wide must have a constructor without arguments, or be a record of numbers,"
            + " texts, true and false, so that another process can make the same object",
        "class Set implements ExtraLoss { float[] w = {1, 2}; Set with(float v) { w[1] = v; return"
            + " this; } BODY } | new Set().with(5) | extra_loss 'odd': Set.w[1] is 5.0, and 2.0 in"
            + " a new object; another process makes a new one, so write the value into the class,"
            + " or make it a record with this component",
        "record Of(List<String> names) implements ExtraLoss { BODY } | new Of(List.of()) |"
            + " extra_loss 'odd': component names of Of must be an int, long, float, double,"
            + " boolean or String, got List; another process cannot be given it",
        "class Fails implements ExtraLoss { static int made; Fails() { if (made++ > 0) throw new"
            + " IllegalStateException(`once`); } BODY } | new Fails() | extra_loss 'odd': the"
            + " constructor of Fails failed: java.lang.IllegalStateException: once",
        "int five = 5; | new ExtraLoss() { BODY } | extra_loss 'odd': is an object of a class"
            + " without a name of its own; declare the class in a cell, or train inProcess()"
      })
  void refusesWhatAnotherProcessCannotMake(String cell, String expression, String message)
      throws IOException {
    NotebookShell.run("double limit = 0.5;");
    String captures =
        BODY.replace(
            "ops.meanPerSample(ops.square(drawn.mask()))",
            "ops.affine(ops.meanPerSample(drawn.mask()), limit, 0)");
    NotebookShell.run(cell.replace('`', '"').replace("BODY2", captures).replace("BODY", BODY));
    assertThatThrownBy(() -> store(expression.replace("BODY", BODY)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThat(runs).isEmptyDirectory();
  }

  @Test
  void refusesAnObjectOfAnEarlierVersionOfItsClass() throws IOException {
    HasShortName old = object("new CellGatedBlock()");
    NotebookShell.run(NotebookShell.GATED.replace("ops.add(x, ", "ops.add(ops.abs(x), "));
    assertThatThrownBy(() -> ClassStore.store(List.of(old), runs))
        .hasMessage(
            "the object is of an earlier version of class CellGatedBlock: the cell of the class,"
                + " or of one that it uses, was run again; run the cell that makes the object"
                + " again too");
    assertThat(
            Files.readString(
                store("new CellGatedBlock()")
                    .path()
                    .resolve("notebook/block_cell_gated/Cells.java")))
        .contains("ops.add(ops.abs(x), ");
    NotebookShell.run(NotebookShell.GATED);
  }

  @Test
  void saysWhichLineOfAClassChanged() throws IOException {
    ClassFolder folder = store("new CellEdge()", "new Scaled(1, true, \"\")");
    ClassStore.requireSame(List.of(object("new CellEdge()")), folder, "0001_a_s1");
    NotebookShell.run(NotebookShell.STEPS.replace("axis) - 1", "axis) - 2"));
    Path source = folder.path().resolve("notebook/extra_loss_cell_edge/Cells.java");
    assertThatThrownBy(
            () -> ClassStore.requireSame(List.of(object("new CellEdge()")), folder, "0001_a_s1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "extra_loss 'cell_edge': is not what 0001_a_s1 was trained with: 'int count ="
                + " ops.dims(x).at(axis) - 1;' is now 'int count = ops.dims(x).at(axis) - 2;';"
                + " resume without with(...) to continue with the stored class ("
                + source
                + "), or start a new run");
    assertThatThrownBy(
            () ->
                ClassStore.requireSame(
                    List.of(object("new Scaled(2, true, \"\")")), folder, "0001_a_s1"))
        .hasMessageContaining(": [1.0, true, ] is now [2.0, true, ]; resume without");
    NotebookShell.run(NotebookShell.STEPS);
  }

  @Test
  void refusesAClassThatNoCellDeclares() {
    HasShortName hidden = new Hidden();
    assertThatThrownBy(() -> ClassStore.store(List.of(hidden), runs))
        .hasMessage(
            "extra_loss 'hidden': org.saehdbw.training.classes.ClassStoreTest$Hidden is not a class"
                + " of a notebook's cells and not a public class of the class path with a"
                + " constructor without arguments; train inProcess(), or name a class that is on"
                + " the class path by WORKBENCH_CLASS_PATH");
    assertThat(ClassStore.isOnClassPath(hidden)).isFalse();
    assertThat(ClassStore.isOnClassPath(new EdgeLoss())).isTrue();
    assertThat(ClassStore.isOnClassPath(object("new CellEdge()"))).isFalse();
  }

  private static final class Hidden implements ExtraLoss {
    @Override
    public String shortName() {
      return "hidden";
    }

    @Override
    public <T> T perSample(TensorOps<T> ops, ReconstructionLoss.Target<T> target, Face<T> drawn) {
      return ops.meanPerSample(drawn.mask());
    }
  }
}
