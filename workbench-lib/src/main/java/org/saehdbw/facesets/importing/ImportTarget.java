package org.saehdbw.facesets.importing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.saehdbw.faces.DflJpeg;
import org.saehdbw.facesets.PhotoFolder;
import org.saehdbw.facesets.StrayFiles;
import org.saehdbw.pictures.FaceFileException;

/** Keeps an import from writing over faces that are there, and from writing them twice. */
final class ImportTarget {
  private ImportTarget() {}

  /**
   * Checks the folder before anything is written into it.
   *
   * @param force whether faces of the same name may be replaced, and others may be there
   * @throws IllegalArgumentException if it holds files and {@code force} is false, or faces of the
   *     same photographs under other names
   */
  static void requireFree(Path out, List<ImportRun.Job> jobs, boolean force) throws IOException {
    if (!Files.exists(out)) {
      return;
    }
    if (!Files.isDirectory(out)) {
      throw new IllegalArgumentException("imported faces go into a folder, got the file " + out);
    }
    List<String> there = new ArrayList<>();
    try (Stream<Path> files = Files.list(out)) {
      files
          .map(PhotoFolder::nameOf)
          .filter(name -> !StrayFiles.is(name))
          .sorted()
          .forEach(there::add);
    }
    if (!there.isEmpty() && !force) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "imported faces go into a new or an empty folder, got %s, which holds %d files (first"
                  + " %s); --force adds to them and replaces faces of the same name",
              out,
              there.size(),
              there.get(0)));
    }
    requireNoOtherNames(out, jobs, there);
  }

  /** Faces that were renamed, as by a sort, would all be there twice. */
  private static void requireNoOtherNames(Path out, List<ImportRun.Job> jobs, List<String> there) {
    Map<String, String> targets = new HashMap<>();
    jobs.forEach(job -> targets.put(job.name(), job.target()));
    int others = 0;
    String first = "";
    for (String name : there) {
      String target = targets.get(source(out.resolve(name)));
      if (target != null && !target.equals(name) && !there.contains(target)) {
        first = others == 0 ? name : first;
        others++;
      }
    }
    if (others > 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s holds %d faces of these photographs under other names (first %s, of %s), so they"
                  + " would be there twice; \"faceset sort %s --undo\" gives them their names back,"
                  + " or import into another folder",
              out,
              others,
              first,
              source(out.resolve(first)),
              out));
    }
  }

  /** The photograph that a face was cut from, or an empty text. */
  private static String source(Path file) {
    if (!PhotoFolder.nameOf(file).endsWith(".jpg")) {
      return "";
    }
    try {
      return DflJpeg.read(file).metadata().sourceFilename().orElse("");
    } catch (FaceFileException e) {
      return "";
    }
  }
}
