package org.saehdbw.facesets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * Writes a faceset again in gray: the same faces under the same names in the same order, with all
 * face data, as JPEG files of one component at the quality of the colour files.
 *
 * <p>Beside them stands {@value #ORIGINS}: each file's name and the content hash of the face it was
 * made from, so that the copy holds out the same faces ({@link Faceset#originHash}).
 */
public final class GrayCopy {
  /** The file of origins. */
  public static final String ORIGINS = "origins.csv";

  private static final String HEADER = "name,origin_sha256";
  private static final int HASH_DIGITS = 64;

  private GrayCopy() {}

  /**
   * Writes the copy. The folder appears when it is whole.
   *
   * @param faces the colour faces; gray ones among them are encoded again as they are
   * @param out a folder that is not there yet
   * @param way how colour becomes gray; not {@link GrayFrom#RANDOM}, which has no files
   * @param progress told after each face how many are written
   * @throws IllegalArgumentException if {@code out} is there or {@code way} is random
   * @throws FaceFileException if a face cannot be decoded
   * @throws IOException if a file cannot be written
   */
  public static void write(Faceset faces, Path out, GrayFrom way, IntConsumer progress)
      throws FaceFileException, IOException {
    if (way == GrayFrom.RANDOM) {
      throw new IllegalArgumentException(
          "a gray copy needs one way to gray, gray_from must not be random");
    }
    if (Files.exists(out)) {
      throw new IllegalArgumentException("a gray copy goes into a new folder, got " + out);
    }
    Path aside = out.resolveSibling("." + out.getFileName() + ".part");
    delete(aside);
    Files.createDirectories(aside);
    List<Faceset.FaceEntry> entries = faces.entries();
    boolean numbered = !namesKeepTheOrder(entries);
    StringBuilder origins = new StringBuilder(HEADER).append('\n');
    for (int i = 0; i < entries.size(); i++) {
      String name = numbered ? "%06d.jpg".formatted(i) : entries.get(i).name();
      FaceFiles.write(
          aside.resolve(name),
          way.apply(faces.decode(i)),
          entries.get(i).metadata(),
          quality(faces, i));
      origins.append(name).append(',').append(faces.originHash(i)).append('\n');
      progress.accept(i + 1);
    }
    Files.writeString(aside.resolve(ORIGINS), origins);
    Files.move(aside, out, StandardCopyOption.ATOMIC_MOVE);
  }

  /** A pack may name persons before its files, and keeps an order of its own. */
  private static boolean namesKeepTheOrder(List<Faceset.FaceEntry> entries) {
    for (int i = 0; i < entries.size(); i++) {
      String name = entries.get(i).name();
      boolean plain = name.endsWith(".jpg") && Path.of(name).getNameCount() == 1;
      if (!plain || (i > 0 && entries.get(i - 1).name().compareTo(name) >= 0)) {
        return false;
      }
    }
    return true;
  }

  private static int quality(Faceset faces, int index) throws FaceFileException {
    var file = faces.file(index);
    return file.isEmpty()
        ? FacesetImport.DEFAULT_QUALITY
        : JpegQuality.of(file.get()).orElse(FacesetImport.DEFAULT_QUALITY);
  }

  /**
   * Reads the origins beside a folder's faces.
   *
   * @return content hashes by file name, empty for a folder that is no gray copy
   * @throws FaceFileException if the file is damaged
   */
  static Map<String, String> origins(Path folder) throws FaceFileException {
    Path file = folder.resolve(ORIGINS);
    Map<String, String> origins = new LinkedHashMap<>();
    if (!Files.isRegularFile(file)) {
      return origins;
    }
    try {
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
        int comma = line.lastIndexOf(',');
        String hash = line.substring(comma + 1);
        if (comma < 1 || !hash.matches("[0-9a-f]{" + HASH_DIGITS + "}")) {
          throw new FaceFileException(
              file + ": each line must be a name and 64 hexadecimal digits, got " + line);
        }
        origins.put(line.substring(0, comma), hash);
      }
    } catch (IOException e) {
      throw new FaceFileException(file + ": cannot be read: " + e, e);
    }
    return origins;
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
