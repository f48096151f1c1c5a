package org.saehdbw.notebooks;

import java.lang.reflect.Field;
import java.util.UUID;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.DisplayStream;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.messages.publish.PublishDisplayData;
import org.dflib.jjava.jupyter.messages.publish.PublishUpdateDisplayData;

/**
 * Outputs of the cell that runs now, which can be replaced after the cell has ended.
 *
 * <p>The kernel drops what a thread shows while no cell runs. A cell's reply environment still
 * reaches its outputs then, but JJava 1.0 keeps it in a private field; when a release hands it out,
 * the reflection here can go.
 */
final class CellOutputs implements Outputs {
  private final ShellReplyEnvironment cell;
  private final Renderer renderer;

  private CellOutputs(ShellReplyEnvironment cell, Renderer renderer) {
    this.cell = cell;
    this.renderer = renderer;
  }

  /**
   * Takes hold of the running cell.
   *
   * @throws IllegalStateException if no cell runs, or this kernel keeps its cells elsewhere
   */
  static CellOutputs ofRunningCell() {
    BaseKernel kernel = BaseKernel.notebookKernel();
    if (kernel == null || !kernel.getIO().display.isAttached()) {
      throw new IllegalStateException("a live view must be shown from a running notebook cell");
    }
    try {
      Field field = DisplayStream.class.getDeclaredField("env");
      field.setAccessible(true);
      ShellReplyEnvironment cell = (ShellReplyEnvironment) field.get(kernel.getIO().display);
      return new CellOutputs(cell, kernel.getRenderer());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "this version of the Java kernel shows no outputs after a cell; jjava 1.0a8 does", e);
    }
  }

  @Override
  public String add(Object value) {
    String name = UUID.randomUUID().toString();
    cell.publish(new PublishDisplayData(rendered(name, value)));
    return name;
  }

  @Override
  public void update(String name, Object value) {
    DisplayData data = rendered(name, value);
    DisplayStream display = BaseKernel.notebookKernel().getIO().display;
    // A headless client listens to the running cell alone; a page finds outputs by their name.
    if (display.isAttached()) {
      display.updateDisplay(name, data);
    } else {
      cell.publish(new PublishUpdateDisplayData(data));
    }
  }

  // DisplayData.setDisplayId has another signature in 1.0a8 than in the 1.0-a6 that we compile
  // with.
  private DisplayData rendered(String name, Object value) {
    DisplayData data = renderer.render(value);
    data.putTransientData("display_id", name);
    return data;
  }
}
