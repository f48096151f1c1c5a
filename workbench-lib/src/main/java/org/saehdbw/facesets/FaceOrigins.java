package org.saehdbw.facesets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The file beside a copy's faces that says which face each was made from, so that the copy holds
 * out the same faces ({@link Faceset#originHash}).
 */
final class FaceOrigins {
  static final String FILE = "origins.csv";

  private static final String HEADER = "name,origin_sha256";
  private static final int HASH_DIGITS = 64;

  private FaceOrigins() {}

  /**
   * Writes the file whole.
   *
   * @param origins content hashes by file name
   * @throws IOException if that fails
   */
  static void write(Path folder, Map<String, String> origins) throws IOException {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    origins.forEach((name, hash) -> text.append(name).append(',').append(hash).append('\n'));
    WholeFile.write(folder.resolve(FILE), text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Adds origins to those that a folder has; without any nothing is written.
   *
   * @throws FaceFileException if the folder's file is damaged
   * @throws IOException if writing fails
   */
  static void add(Path folder, Map<String, String> origins) throws FaceFileException, IOException {
    Map<String, String> all = read(folder);
    Map<String, String> before = Map.copyOf(all);
    all.putAll(origins);
    if (!all.equals(before)) {
      write(folder, all);
    }
  }

  /**
   * Reads the origins beside a folder's faces.
   *
   * @return content hashes by file name, empty for a folder that is no copy
   * @throws FaceFileException if the file is damaged
   */
  static Map<String, String> read(Path folder) throws FaceFileException {
    Path file = folder.resolve(FILE);
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
}
