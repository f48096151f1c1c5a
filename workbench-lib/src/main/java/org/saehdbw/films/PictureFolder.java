package org.saehdbw.films;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.saehdbw.files.FileOperationException;
import org.saehdbw.pictures.DeepPicture;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.PictureFiles;

/**
 * Frames as pictures in a folder, in the plain order of their names: the order that DeepFaceLab
 * has. A gap in their numbers, names whose plain order is not that of their numbers, and two
 * pictures of one name are said in the remarks.
 */
public final class PictureFolder implements FrameReader {
  private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "png", "tif", "tiff");
  private static final Pattern NUMBER = Pattern.compile("(\\d+)(?!.*\\d)");

  private final List<Path> files;
  private final FilmInfo info;
  private final List<String> remarks;
  private final boolean gray;
  private int next;

  private PictureFolder(List<Path> files, FilmInfo info, List<String> remarks, boolean gray) {
    this.files = files;
    this.info = info;
    this.remarks = remarks;
    this.gray = gray;
  }

  /**
   * Lists a folder and looks at its first picture; subfolders are not searched.
   *
   * @param gray whether frames are read in gray
   * @param rate frames a second, since pictures do not say
   * @throws FilmException if the folder is missing, holds no frames, or the first cannot be read
   */
  public static PictureFolder open(Path folder, boolean gray, Rate rate) throws FilmException {
    List<Path> files = list(folder);
    if (files.isEmpty()) {
      throw new FilmException(
          folder + ": holds no frames; frames are pictures .jpg, .jpeg, .png, .tif or .tiff");
    }
    DeepPicture first = read(files.get(0));
    FilmInfo info =
        new FilmInfo(
            folder,
            first.width(),
            first.height(),
            first.channels(),
            first.bits(),
            "pictures",
            first.channels() == 1 ? "gray" : "bgr",
            true,
            rate,
            rate.inverse(),
            OptionalLong.of(files.size()),
            List.of(),
            Map.of());
    return new PictureFolder(files, info, new ArrayList<>(remarks(folder, files)), gray);
  }

  private static List<Path> list(Path folder) throws FilmException {
    if (!Files.isDirectory(folder)) {
      throw new FilmException("folder of frames not found: " + folder);
    }
    try (Stream<Path> found = Files.list(folder)) {
      return found
          .filter(file -> ENDINGS.contains(ending(file)) && Files.isRegularFile(file))
          .filter(file -> !name(file).startsWith("."))
          .sorted((a, b) -> a.toString().compareTo(b.toString()))
          .toList();
    } catch (IOException e) {
      throw new FilmException(
          folder + ": cannot be listed: " + FileOperationException.reason(e), e);
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static String ending(Path file) {
    String name = name(file);
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /** The name without its ending, which is the name that faces know their frame by. */
  static String stem(Path file) {
    String name = name(file);
    int dot = name.lastIndexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  private static List<String> remarks(Path folder, List<Path> files) {
    List<String> remarks = new ArrayList<>();
    Optional<BigInteger> last = Optional.empty();
    String before = "";
    int gaps = 0;
    String firstGap = "";
    for (Path file : files) {
      String stem = stem(file);
      if (stem.equals(before)) {
        remarks.add(folder + ": two pictures are named " + stem + "; both are frames");
      }
      Matcher digits = NUMBER.matcher(stem);
      Optional<BigInteger> number =
          digits.find() ? Optional.of(new BigInteger(digits.group(1))) : Optional.empty();
      if (number.isPresent() && last.isPresent()) {
        int step = number.get().subtract(last.get()).signum();
        if (step < 0 && remarks.stream().noneMatch(line -> line.contains("plain order"))) {
          remarks.add(
              String.format(
                  Locale.ROOT,
                  "%s: %s comes after %s in the plain order of names; give all numbers the same"
                      + " digits",
                  folder,
                  stem,
                  before));
        } else if (number.get().subtract(last.get()).compareTo(BigInteger.ONE) > 0) {
          gaps++;
          firstGap = firstGap.isEmpty() ? "between " + before + " and " + stem : firstGap;
        }
      }
      last = number;
      before = stem;
    }
    if (gaps > 0) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "%s: the numbers of frames have %d gaps, the first %s; frames follow one another"
                  + " without them",
              folder,
              gaps,
              firstGap));
    }
    return remarks;
  }

  private static DeepPicture read(Path file) throws FilmException {
    try {
      return PictureFiles.decodeDeep(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new FilmException(file + ": " + FileOperationException.unreadable(e), e);
    } catch (FaceFileException e) {
      throw new FilmException(file + ": " + e.getMessage(), e);
    }
  }

  /** The files in their order. */
  public List<Path> files() {
    return files;
  }

  @Override
  public FilmInfo info() {
    return info;
  }

  @Override
  public Optional<FilmFrame> next() throws FilmException {
    if (next >= files.size()) {
      return Optional.empty();
    }
    Path file = files.get(next);
    int number = next++;
    DeepPicture picture = read(file);
    return Optional.of(
        new FilmFrame(number, stem(file), number, gray ? picture.toGray() : picture));
  }

  @Override
  public boolean skip() {
    return next++ < files.size();
  }

  @Override
  public void seek(long number) throws FilmException {
    if (number < 0 || number >= files.size()) {
      throw new FilmException(
          info.file() + ": has frames 1 to " + files.size() + ", got " + (number + 1));
    }
    next = (int) number;
  }

  @Override
  public long count() {
    return files.size();
  }

  @Override
  public List<String> remarks() {
    return List.copyOf(remarks);
  }

  @Override
  public void close() {
    // Nothing is open between two frames.
  }
}
