package org.saehdbw.training.previews;

import java.util.List;
import org.saehdbw.pictures.Picture;

/**
 * The sheets of one preview.
 *
 * @param pages in the order in which people look at them
 */
public record PreviewPages(List<Page> pages) {
  /** Copies the list. */
  public PreviewPages {
    pages = List.copyOf(pages);
  }

  /**
   * One sheet.
   *
   * @param grid what it shows, part of its file's name, such as {@code faces}
   * @param picture gray or colour, as the model is
   */
  public record Page(String grid, Picture picture) {}
}
