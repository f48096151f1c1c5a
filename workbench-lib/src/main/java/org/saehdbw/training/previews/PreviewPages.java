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

  /** What the name of a sheet of the batch that was trained on last begins with. */
  public static final String BATCH = "batch-";

  /** Returns the same sheets as those of the batch that was trained on last. */
  public PreviewPages ofBatch() {
    return new PreviewPages(
        pages.stream().map(page -> new Page(BATCH + page.grid(), page.picture())).toList());
  }

  /**
   * One sheet.
   *
   * @param grid what it shows, part of its file's name, such as {@code faces}
   * @param picture gray or colour, as the model is
   */
  public record Page(String grid, Picture picture) {}
}
