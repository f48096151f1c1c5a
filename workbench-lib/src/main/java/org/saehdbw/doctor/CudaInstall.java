package org.saehdbw.doctor;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What {@code ./workbench setup cuda} installed.
 *
 * @param folder where it is, or would be
 * @param version of PyTorch; empty if it is not installed
 * @param needed the version that this build needs
 * @param damaged what is wrong with which library; empty if all have their size
 */
public record CudaInstall(String folder, String version, String needed, List<String> damaged) {
  /** Copies the list. */
  public CudaInstall {
    damaged = List.copyOf(damaged);
  }

  /** Whether it is installed, for any version. */
  public boolean installed() {
    return !version.isEmpty();
  }

  /** Whether it has one of these folders, which are divided as in a search path. */
  boolean contains(String folders) {
    return installed()
        && Arrays.stream(folders.split(File.pathSeparator))
            .anyMatch(one -> Path.of(one).startsWith(Path.of(folder)));
  }

  /** Whether it can be used: of the right version, and each library has its size. */
  boolean whole() {
    return version.equals(needed) && damaged.isEmpty();
  }

  /**
   * Looks at the files; none is loaded.
   *
   * @param folder {@code .workbench/cuda}; need not exist
   * @param needed the version that this build needs
   */
  static CudaInstall read(Path folder, String needed) {
    try {
      if (!Files.isRegularFile(folder.resolve("version"))) {
        return new CudaInstall(folder.toString(), "", needed, List.of());
      }
      String version = Files.readString(folder.resolve("version")).strip();
      return new CudaInstall(
          folder.toString(), version.isEmpty() ? "unknown" : version, needed, damaged(folder));
    } catch (IOException e) {
      return new CudaInstall(
          folder.toString(), "unknown", needed, List.of("cannot be read: " + e.getMessage()));
    }
  }

  /** The list has a line {@code SIZE PATH} for each library. */
  private static List<String> damaged(Path folder) throws IOException {
    Path list = folder.resolve("libraries.txt");
    if (!Files.isRegularFile(list)) {
      return List.of("libraries.txt is missing");
    }
    List<String> damaged = new ArrayList<>();
    for (String line : Files.readAllLines(list)) {
      String[] words = line.strip().split(" +", 2);
      if (words.length == 2 && words[0].matches("\\d{1,15}")) {
        long size = Long.parseLong(words[0]);
        Path library = folder.resolve(words[1]);
        if (!Files.isRegularFile(library)) {
          damaged.add(words[1] + " is missing");
        } else if (Files.size(library) != size) {
          damaged.add(words[1] + " has " + Files.size(library) + " bytes instead of " + size);
        }
      }
    }
    return damaged;
  }
}
