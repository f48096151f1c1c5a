package org.saehdbw.experiments.sweeps.running;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.saehdbw.files.Rename;
import org.saehdbw.files.Sha256;
import org.saehdbw.files.Workspace;

/**
 * Java's archive of classes that were read and checked once: the first trial of a build writes it
 * at its end, all later ones start from it, the sooner by about a second. Java refuses archives
 * over class folders, so a class path with one goes without.
 */
final class SharedClasses {
  private static final int NAME_BYTES = 8;

  private final Optional<Path> archive;

  private SharedClasses(Optional<Path> archive) {
    this.archive = archive;
  }

  /** Finds the archive for this process's Java and class path. */
  static SharedClasses ofThisProgram() {
    String classPath = System.getProperty("java.class.path");
    boolean jars =
        List.of(classPath.split(System.getProperty("path.separator"))).stream()
            .allMatch(part -> part.endsWith(".jar"));
    if (!Workspace.isCheckout() || !jars) {
      return new SharedClasses(Optional.empty());
    }
    String name = digest(System.getProperty("java.vm.version") + "\n" + classPath);
    return new SharedClasses(Optional.of(Workspace.cache("classes").resolve(name + ".jsa")));
  }

  /** Says what one process shall do about the archive. */
  Use use() throws IOException {
    if (archive.isEmpty()) {
      return new Use(List.of(), Optional.empty(), Optional.empty());
    }
    Path file = archive.get();
    if (Files.exists(file)) {
      return new Use(
          List.of("-XX:SharedArchiveFile=" + file, "-Xshare:auto", "-Xlog:cds=off"),
          Optional.empty(),
          Optional.empty());
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path aside = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
    return new Use(
        List.of("-XX:ArchiveClassesAtExit=" + aside, "-Xlog:cds=off", "-Xlog:cds+dynamic=off"),
        Optional.of(aside),
        archive);
  }

  /**
   * One process's part.
   *
   * @param javaOptions for its start
   * @param written where it writes an archive at its end, if it does
   * @param kept where that is kept
   */
  record Use(List<String> javaOptions, Optional<Path> written, Optional<Path> kept) {
    /** The process has ended in order: an archive that it wrote is for those to come. */
    void keep() throws IOException {
      if (written.isPresent() && kept.isPresent() && Files.exists(written.get())) {
        Rename.replacing(written.get(), kept.get());
      }
    }
  }

  private static String digest(String text) {
    return HexFormat.of().formatHex(Sha256.of(text), 0, NAME_BYTES);
  }
}
