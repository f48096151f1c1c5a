package org.saehdbw.notebooks;

import java.util.Objects;
import org.dflib.jjava.jupyter.kernel.BaseNotebookStatics;

/** Shows values below a cell, without the id that the kernel's own {@code display} returns. */
public final class Show {
  private Show() {}

  /**
   * Shows each value as an output of its own: pictures, charts, tables, records, text.
   *
   * @param values anything; what has no picture or table of ours is shown as text
   */
  public static void show(Object... values) {
    for (Object value : values) {
      BaseNotebookStatics.display(
          Objects.requireNonNull(value, "show needs values, one of them was null"));
    }
  }
}
