package org.saehdbw.dataloaders;

import java.util.Locale;

/** What a loader's thread does for a sample, in the order of the work. */
public enum LoaderStage {
  /** Reading and decoding a face's file, or reading the face from the cache. */
  DECODE,
  /** Colour to gray. */
  GRAY,
  /** Transfer towards a reference face, reading that face included. */
  TRANSFER,
  /** Everything that moves or changes pictures: cutting, random warp, affine map, tone, grain. */
  WARP,
  /** Drawing and moving masks. */
  MASKS,
  /** Writing into the batch's memory. */
  ASSEMBLE;

  /** Returns the name in columns and charts, such as {@code decode}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
