package org.saehdbw.dashboard.answers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** A text that changes whenever a file changes, without reading it. */
public final class FileStamp {
  private FileStamp() {}

  /** Returns sizes and times of files or folders; a missing one counts as one that is missing. */
  public static String of(Path... files) {
    StringBuilder stamp = new StringBuilder();
    for (Path file : files) {
      stamp.append(of(file)).append(' ');
    }
    return stamp.toString();
  }

  private static String of(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return found.size() + "@" + found.lastModifiedTime();
    } catch (IOException e) {
      return "-";
    }
  }
}
