package org.saehdbw.runs.queries;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.runs.RunFolder;

/**
 * How much room a run takes on the disk.
 *
 * @param bytes of all files
 * @param parts by the name of the folder, such as {@code checkpoints}; what is in none is {@code
 *     other}
 */
public record RunFiles(long bytes, Map<String, Part> parts) {
  private static final String OTHER = "other";
  private static final List<String> FOLDERS =
      List.of("checkpoints", "backups", "previews", "charts");

  /**
   * A part of the files.
   *
   * @param entries checkpoints, backups, pictures or, of others, files
   * @param bytes of all of its files
   */
  public record Part(int entries, long bytes) {}

  /** Measures a run; files that disappear meanwhile are left out. */
  public static RunFiles of(RunFolder run) throws IOException {
    Map<String, Part> parts = new LinkedHashMap<>();
    FOLDERS.forEach(name -> parts.put(name, new Part(0, 0)));
    parts.put(OTHER, new Part(0, 0));
    Files.walkFileTree(
        run.path(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes facts) {
            add(parts, run, folder, 0);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
            add(parts, run, file, facts.size());
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
    parts.values().removeIf(part -> part.entries() == 0);
    return new RunFiles(parts.values().stream().mapToLong(Part::bytes).sum(), parts);
  }

  private static void add(Map<String, Part> parts, RunFolder run, Path path, long bytes) {
    Path inside = run.path().relativize(path);
    String first = inside.getName(0).toString();
    boolean own = FOLDERS.contains(first);
    boolean counts = own ? inside.getNameCount() == 2 : bytes > 0;
    parts.merge(
        own ? first : OTHER,
        new Part(counts ? 1 : 0, bytes),
        (one, more) -> new Part(one.entries() + more.entries(), one.bytes() + more.bytes()));
  }
}
