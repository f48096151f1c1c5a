package org.saehdbw.facesets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.saehdbw.files.FileOperationException;
import org.saehdbw.pictures.FaceFileException;

/**
 * The photographs of one folder, in the order of their names.
 *
 * @param photos pictures of kinds that are read
 * @param notRead pictures of kinds that are not read
 * @param subfolders the folders in it
 * @param stray how many files of operating systems and the like are passed over, see {@link
 *     StrayFiles}
 */
public record PhotoFolder(
    List<Path> photos, List<String> notRead, List<Path> subfolders, int stray) {
  /** The endings of pictures that are read, in words. */
  public static final String READ = "jpg, jpeg, png, tif, tiff, bmp, webp, pgm, ppm, pnm";

  private static final Set<String> ENDINGS = new TreeSet<>(List.of(READ.split(", ")));

  /** Pictures of cameras, phones, editors and the web that OpenCV's codecs do not read. */
  private static final Set<String> OTHER_PICTURES =
      Set.of(
          "heic", "heif", "avif", "jxl", "jp2", "j2k", "jpf", "gif", "apng", "exr", "hdr", "pfm",
          "tga", "psd", "xcf", "svg", "ico", "dng", "raw", "cr2", "cr3", "nef", "arw", "orf", "rw2",
          "raf", "pef", "srw", "pbm", "pam", "jpe", "jfif", "dib", "mpo");

  /**
   * Lists a folder; subfolders are not searched.
   *
   * @throws FaceFileException if the folder is missing or cannot be listed
   */
  public static PhotoFolder list(Path folder) throws FaceFileException {
    try (Stream<Path> files = Files.list(folder)) {
      return of(files.sorted(Comparator.comparing(PhotoFolder::nameOf)).toList(), Set.of());
    } catch (NoSuchFileException e) {
      throw new FaceFileException("folder not found: " + folder, e);
    } catch (NotDirectoryException e) {
      throw new FaceFileException(folder + " is a file; import needs a folder of photographs", e);
    } catch (IOException e) {
      throw new FaceFileException(
          "the folder " + folder + " cannot be listed: " + FileOperationException.reason(e), e);
    }
  }

  /**
   * Sorts what a folder holds.
   *
   * @param files all of it, in the order of their names
   * @param regular files that are known to be regular: they are not looked at again
   */
  static PhotoFolder of(List<Path> files, Set<Path> regular) {
    List<Path> photos = new ArrayList<>();
    List<String> notRead = new ArrayList<>();
    List<Path> subfolders = new ArrayList<>();
    int stray = 0;
    for (Path file : files) {
      String name = nameOf(file);
      if (StrayFiles.is(name)) {
        stray++;
      } else if (regular.contains(file) || Files.isRegularFile(file)) {
        String ending = ending(name);
        if (ENDINGS.contains(ending)) {
          photos.add(file);
        } else if (OTHER_PICTURES.contains(ending)) {
          notRead.add(name);
        }
      } else if (Files.isDirectory(file)) {
        subfolders.add(file);
      }
    }
    return new PhotoFolder(
        List.copyOf(photos), List.copyOf(notRead), List.copyOf(subfolders), stray);
  }

  private static String ending(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /** A file's name without its folder. */
  public static String nameOf(Path file) {
    return String.valueOf(file.getFileName());
  }

  /** The name without its ending. */
  public static String stemOf(Path file) {
    String name = nameOf(file);
    return name.substring(0, name.lastIndexOf('.'));
  }
}
