package org.saehdbw.notebooks;

/** Where a live view puts its pictures: below the cell that began it. */
interface Outputs {
  /**
   * Adds an output below the cell.
   *
   * @param value anything that the kernel can render
   * @return its name, for {@link #update}
   */
  String add(Object value);

  /** Replaces an output in place. */
  void update(String name, Object value);
}
