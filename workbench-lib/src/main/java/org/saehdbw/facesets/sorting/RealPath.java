package org.saehdbw.facesets.sorting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a path leads once links are followed. */
final class RealPath {
  private RealPath() {}

  /** Returns the path without links, of as much of it as is there. */
  static Path of(Path path) throws IOException {
    Path whole = path.toAbsolutePath().normalize();
    Path there = whole;
    while (!Files.exists(there)) {
      Path parent = there.getParent();
      if (parent == null) {
        return whole;
      }
      there = parent;
    }
    return there.toRealPath().resolve(there.relativize(whole)).normalize();
  }
}
