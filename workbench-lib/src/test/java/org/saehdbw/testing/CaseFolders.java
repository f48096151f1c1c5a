package org.saehdbw.testing;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Folders of a reference program's results: the test resources, and more from the environment. */
public final class CaseFolders {
  private CaseFolders() {}

  /**
   * Returns the folders.
   *
   * @param resource of the test's own folder, such as {@code /parity}
   * @param variable of the environment that names further folders, separated as in PATH
   */
  public static List<Path> of(String resource, String variable) {
    List<Path> folders = new ArrayList<>();
    URL own = CaseFolders.class.getResource(resource);
    if (own == null) {
      throw new IllegalStateException("test resource folder " + resource + " is missing");
    }
    try {
      folders.add(Path.of(own.toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException("unusable resource address " + own, e);
    }
    String more = System.getenv(variable);
    if (more != null && !more.isBlank()) {
      Stream.of(more.split(File.pathSeparator)).map(Path::of).forEach(folders::add);
    }
    return folders;
  }
}
