package org.saehdbw.training.classes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.files.Workspace;

/**
 * Class folders that may run in this checkout: those that were compiled here, and those that the
 * user has allowed. Each is known by the SHA-256 of its manifest, which lists the checksums of all
 * files, so a folder that was changed is another folder.
 */
final class TrustedClasses {
  private TrustedClasses() {}

  static boolean holds(String sha256) {
    return Files.exists(folder().resolve(sha256));
  }

  /** Allows a folder, for all processes of this checkout. */
  static void add(String sha256, Path where) throws IOException {
    Files.createDirectories(folder());
    AtomicFile.write(folder().resolve(sha256), where + "\n");
  }

  private static Path folder() {
    return Workspace.cache("own-classes");
  }
}
