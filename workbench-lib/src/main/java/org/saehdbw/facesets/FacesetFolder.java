package org.saehdbw.facesets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.saehdbw.faces.FaceFileBytes;
import org.saehdbw.files.FileOperationException;
import org.saehdbw.parallel.Progress;
import org.saehdbw.pictures.FaceFileException;

/**
 * The aligned faces of one folder, in the order of their names, or of a folder's subfolders, each
 * with the faces of one person. Files that are no pictures are passed over; pictures that are no
 * faces are listed as rejected.
 */
public final class FacesetFolder extends StoredFaceset {
  private static final List<String> PICTURES = List.of(".jpg", ".jpeg", ".png", ".tif", ".tiff");

  /** The stage of reading, as {@link Progress} gets it. */
  public static final String READ = "faces read";

  private final Path folder;
  private final List<String> remarks;

  private FacesetFolder(
      Path folder,
      List<FaceEntry> entries,
      List<String> hashes,
      Map<String, String> origins,
      List<RejectedFile> rejected,
      List<String> remarks) {
    super(entries, hashes, origins, rejected);
    this.folder = folder;
    this.remarks = remarks;
  }

  /** A picture file and whose face it is. */
  private record Candidate(Path file, Optional<String> person) {
    String name() {
      String own = nameOf(file);
      return person.map(folder -> folder + "/" + own).orElse(own);
    }
  }

  /** What one file turned out to be: a face or a reason. */
  private record Found(FaceFileCheck.@Nullable Face face, String reason) {}

  /**
   * Reads every picture's face data; the pixels are decoded later. Subfolders are not searched. A
   * folder without faces gives a faceset without entries.
   *
   * @param threads how many files are read at once, at least 1
   * @throws FaceFileException if the folder does not exist or it cannot be listed
   */
  public static FacesetFolder scan(Path folder, int threads) throws FaceFileException {
    return scan(folder, threads, Progress.NONE);
  }

  /**
   * Reads a folder's own pictures as {@link #scan(Path, int)} does, and tells how far it is.
   *
   * @throws FaceFileException if the folder does not exist or it cannot be listed
   */
  public static FacesetFolder scan(Path folder, int threads, Progress progress)
      throws FaceFileException {
    List<Path> all = list(folder);
    return scan(folder, all, own(all), List.of(), threads, progress);
  }

  /**
   * Reads the face data of every picture in the folder's subfolders, each the faces of one person;
   * the folder's own pictures do not count, nor do subfolders that begin with a full stop.
   *
   * @param threads how many files are read at once, at least 1
   * @throws FaceFileException if the folder does not exist or one cannot be listed
   */
  public static FacesetFolder scanPersons(Path folder, int threads) throws FaceFileException {
    return scanPersons(folder, threads, Progress.NONE);
  }

  /**
   * Reads the pictures of a folder's persons as {@link #scanPersons(Path, int)} does, and tells how
   * far it is.
   *
   * @throws FaceFileException if the folder does not exist or one cannot be listed
   */
  public static FacesetFolder scanPersons(Path folder, int threads, Progress progress)
      throws FaceFileException {
    List<Path> all = list(folder);
    List<Path> persons = persons(PhotoFolder.of(all, Set.of()));
    return scan(folder, all, ofPersons(persons), persons, threads, progress);
  }

  /** A folder's own faces; where it has no pictures at all, those of its persons. */
  public static FacesetFolder scanEither(Path folder, int threads, Progress progress)
      throws FaceFileException {
    List<Path> all = list(folder);
    List<Candidate> own = own(all);
    return own.isEmpty()
        ? scanPersons(folder, threads, progress)
        : scan(folder, all, own, List.of(), threads, progress);
  }

  private static FacesetFolder scan(
      Path folder,
      List<Path> all,
      List<Candidate> files,
      List<Path> persons,
      int threads,
      Progress progress)
      throws FaceFileException {
    List<FaceEntry> entries = new ArrayList<>();
    List<String> hashes = new ArrayList<>();
    List<RejectedFile> rejected = new ArrayList<>();
    List<Found> found =
        InParallel.map(
            files,
            threads,
            "reading the faceset",
            FacesetFolder::check,
            done -> progress.at(READ, done, files.size()));
    for (int i = 0; i < files.size(); i++) {
      FaceFileCheck.Face face = found.get(i).face();
      if (face != null) {
        entries.add(face.entry());
        hashes.add(face.hash());
      } else {
        rejected.add(new RejectedFile(files.get(i).name(), found.get(i).reason()));
      }
    }
    Set<Path> regular = files.stream().map(Candidate::file).collect(Collectors.toSet());
    FolderRemarks remarks = FolderRemarks.of(PhotoFolder.of(all, regular), persons);
    rejected.addAll(remarks.notRead());
    return new FacesetFolder(
        folder,
        entries,
        hashes,
        FaceOrigins.read(folder),
        rejected,
        remarks.lines(files.size(), entries.size()));
  }

  private static List<Candidate> own(List<Path> all) {
    return pictures(all).map(file -> new Candidate(file, Optional.empty())).toList();
  }

  private static List<Candidate> ofPersons(List<Path> persons) throws FaceFileException {
    List<Candidate> files = new ArrayList<>();
    for (Path person : persons) {
      for (Path file : pictures(person)) {
        files.add(new Candidate(file, Optional.of(nameOf(person))));
      }
    }
    return files;
  }

  /** The subfolders that may be persons, in the order of their names. */
  static List<Path> persons(PhotoFolder folder) {
    return folder.subfolders().stream().filter(file -> mayBePerson(nameOf(file))).toList();
  }

  private static boolean mayBePerson(String name) {
    return !name.startsWith(".") && !StrayFiles.is(name);
  }

  /** The folder's picture files in the order of their names. */
  public static List<Path> pictures(Path folder) throws FaceFileException {
    return pictures(list(folder)).toList();
  }

  private static Stream<Path> pictures(List<Path> files) {
    return files.stream().filter(file -> isPicture(nameOf(file)) && Files.isRegularFile(file));
  }

  /** All that the folder holds, in the order of the names. */
  private static List<Path> list(Path folder) throws FaceFileException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted(Comparator.comparing(FacesetFolder::nameOf)).toList();
    } catch (NoSuchFileException e) {
      throw new FaceFileException("no such folder: " + folder, e);
    } catch (IOException e) {
      throw new FaceFileException(
          "the folder " + folder + " cannot be listed: " + FileOperationException.reason(e), e);
    }
  }

  static boolean isPicture(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return PICTURES.stream().anyMatch(lower::endsWith) && !StrayFiles.is(name);
  }

  private static String nameOf(Path file) {
    return String.valueOf(file.getFileName());
  }

  /**
   * A name that Java reads with letters missing leads to no file: its bytes are of another
   * character set than that of the system.
   */
  private static boolean nameLeadsTo(Path file) {
    try {
      return file.resolveSibling(nameOf(file)).equals(file);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static Found check(Candidate picture) {
    Path person = picture.file().getParent();
    if (!nameLeadsTo(picture.file())
        || (picture.person().isPresent() && person != null && !nameLeadsTo(person))) {
      return new Found(
          null,
          "its name has letters that Java cannot read with the character set "
              + System.getProperty("sun.jnu.encoding")
              + "; set LC_ALL=C.UTF-8, or rename the file");
    }
    try {
      if (!picture.name().endsWith(".jpg")) {
        return new Found(null, FolderRemarks.NOT_JPG);
      }
      byte[] bytes = FaceFileBytes.read(picture.file());
      return new Found(FaceFileCheck.check(picture.name(), picture.person(), bytes), "");
    } catch (IOException e) {
      return new Found(null, FileOperationException.unreadable(e));
    } catch (FaceFileException e) {
      return new Found(null, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public String name() {
    return nameOf(folder.toAbsolutePath().normalize());
  }

  @Override
  public String source() {
    return folder.toAbsolutePath().normalize().toString();
  }

  @Override
  public List<String> remarks() {
    return remarks;
  }

  @Override
  protected byte[] bytes(int index) throws FaceFileException {
    Path file = file(entries().get(index));
    try {
      return FaceFileBytes.read(file);
    } catch (IOException e) {
      throw FaceFileException.reading(file, e);
    } catch (FaceFileException e) {
      throw new FaceFileException(file + ": " + e.getMessage(), e);
    }
  }

  @Override
  protected String place(int index) {
    return file(entries().get(index)).toString();
  }

  private Path file(FaceEntry face) {
    return folder.resolve(face.name());
  }
}
