package org.saehdbw.facesets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.files.NotUtf8Exception;
import org.saehdbw.files.Utf8File;
import org.saehdbw.pictures.FaceFileException;

/**
 * The file beside a copy's faces that says which face each was made from, so that the copy holds
 * out the same faces ({@link Faceset#originHash}).
 */
public final class FaceOrigins {
  public static final String FILE = "origins.csv";

  private static final String HEADER = "name,origin_sha256";
  private static final int HASH_DIGITS = 64;

  private FaceOrigins() {}

  /**
   * Writes the file whole.
   *
   * @param origins content hashes by file name
   * @throws IOException if that fails
   */
  public static void write(Path folder, Map<String, String> origins) throws IOException {
    writeFile(folder.resolve(FILE), origins);
  }

  private static void writeFile(Path file, Map<String, String> origins) throws IOException {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    origins.forEach((name, hash) -> text.append(name).append(',').append(hash).append('\n'));
    AtomicFile.write(file, text.toString());
  }

  /**
   * Replaces the origins of some faces; those of others stay.
   *
   * @param file {@link #FILE} in a folder, or the file of a pack; created when it is needed
   * @param faces whose origins are forgotten first
   * @param origins content hashes by file name
   * @throws FaceFileException if the file is damaged
   * @throws IOException if writing fails
   */
  public static void replace(Path file, Set<String> faces, Map<String, String> origins)
      throws FaceFileException, IOException {
    Map<String, String> all = readFile(file);
    Map<String, String> before = Map.copyOf(all);
    all.keySet().removeAll(faces);
    all.putAll(origins);
    if (!all.equals(before)) {
      writeFile(file, all);
    }
  }

  /**
   * Reads the origins beside a folder's faces.
   *
   * @return content hashes by file name, empty for a folder that is no copy
   * @throws FaceFileException if the file is damaged
   */
  public static Map<String, String> read(Path folder) throws FaceFileException {
    return readFile(folder.resolve(FILE));
  }

  /** Reads origins as {@link #read} does, from a file of any name. */
  public static Map<String, String> readFile(Path file) throws FaceFileException {
    Map<String, String> origins = new LinkedHashMap<>();
    if (!Files.isRegularFile(file)) {
      return origins;
    }
    try {
      List<String> lines = Utf8File.readLines(file);
      for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
        int comma = line.lastIndexOf(',');
        String hash = line.substring(comma + 1);
        if (comma < 1 || !hash.matches("[0-9a-f]{" + HASH_DIGITS + "}")) {
          throw new FaceFileException(
              file + ": each line must be a name and 64 hexadecimal digits, got " + line);
        }
        origins.put(line.substring(0, comma), hash);
      }
    } catch (NotUtf8Exception e) {
      throw new FaceFileException(e.getMessage(), e);
    } catch (IOException e) {
      throw FaceFileException.reading(file, e);
    }
    return origins;
  }
}
