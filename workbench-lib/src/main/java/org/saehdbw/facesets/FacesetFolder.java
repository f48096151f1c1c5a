package org.saehdbw.facesets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The aligned faces of one folder, in the order of their names. Subfolders are not searched. Files
 * that are no pictures are passed over; pictures that are no faces are listed as rejected.
 */
public final class FacesetFolder implements Faceset {
  private static final List<String> PICTURES = List.of(".jpg", ".jpeg", ".png", ".tif", ".tiff");

  private final Path folder;
  private final List<FaceEntry> entries;
  private final List<String> hashes;
  private final Map<String, String> origins;
  private final List<RejectedFile> rejected;

  private FacesetFolder(
      Path folder,
      List<FaceEntry> entries,
      List<String> hashes,
      Map<String, String> origins,
      List<RejectedFile> rejected) {
    this.folder = folder;
    this.origins = origins;
    this.entries = List.copyOf(entries);
    this.hashes = List.copyOf(hashes);
    this.rejected = List.copyOf(rejected);
  }

  /** What one file turned out to be: a face or a reason. */
  private record Found(FaceFileCheck.@Nullable Face face, String reason) {}

  /**
   * Reads every picture's face data; the pixels are decoded later. A folder without faces gives a
   * faceset without entries.
   *
   * @param threads how many files are read at once, at least 1
   * @throws FaceFileException if there is no such folder or it cannot be listed
   */
  public static FacesetFolder scan(Path folder, int threads) throws FaceFileException {
    List<Path> files = pictures(folder);
    List<FaceEntry> entries = new ArrayList<>();
    List<String> hashes = new ArrayList<>();
    List<RejectedFile> rejected = new ArrayList<>();
    List<Found> found = inParallel(files, threads);
    for (int i = 0; i < files.size(); i++) {
      FaceFileCheck.Face face = found.get(i).face();
      if (face != null) {
        entries.add(face.entry());
        hashes.add(face.hash());
      } else {
        rejected.add(new RejectedFile(nameOf(files.get(i)), found.get(i).reason()));
      }
    }
    return new FacesetFolder(folder, entries, hashes, FaceOrigins.read(folder), rejected);
  }

  /** The folder's picture files in the order of their names. */
  static List<Path> pictures(Path folder) throws FaceFileException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> hasPictureEnding(nameOf(file)) && Files.isRegularFile(file))
          .sorted(Comparator.comparing(FacesetFolder::nameOf))
          .toList();
    } catch (NoSuchFileException e) {
      throw new FaceFileException("there is no folder " + folder, e);
    } catch (IOException e) {
      throw new FaceFileException("the folder " + folder + " cannot be listed: " + e, e);
    }
  }

  private static boolean hasPictureEnding(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return PICTURES.stream().anyMatch(lower::endsWith);
  }

  private static String nameOf(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static List<Found> inParallel(List<Path> files, int threads) throws FaceFileException {
    ExecutorService readers = Executors.newFixedThreadPool(threads, FacesetFolder::daemon);
    try {
      List<Callable<Found>> tasks = new ArrayList<>();
      files.forEach(file -> tasks.add(() -> check(file)));
      List<Found> results = new ArrayList<>();
      for (Future<Found> result : readers.invokeAll(tasks)) {
        results.add(result.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FaceFileException("reading the faceset was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("reading a faceset failed", e.getCause());
    } finally {
      readers.shutdownNow();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "faceset-reader");
    thread.setDaemon(true);
    return thread;
  }

  private static Found check(Path file) {
    try {
      if (!nameOf(file).endsWith(".jpg")) {
        return new Found(null, "only files whose names end in .jpg carry face data");
      }
      return new Found(FaceFileCheck.check(nameOf(file), Files.readAllBytes(file)), "");
    } catch (IOException e) {
      return new Found(null, "cannot be read: " + e);
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
  public List<FaceEntry> entries() {
    return entries;
  }

  @Override
  public List<RejectedFile> rejected() {
    return rejected;
  }

  @Override
  public String contentHash(int index) {
    return hashes.get(index);
  }

  @Override
  public String originHash(int index) {
    return origins.getOrDefault(entries.get(index).name(), hashes.get(index));
  }

  @Override
  public Optional<byte[]> file(int index) throws FaceFileException {
    Path file = folder.resolve(entries.get(index).name());
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new FaceFileException(file + ": cannot be read: " + e, e);
    }
  }

  @Override
  public Picture decode(int index) throws FaceFileException {
    FaceEntry entry = entries.get(index);
    Path file = folder.resolve(entry.name());
    try {
      return FaceFileCheck.decode(entry, Files.readAllBytes(file), hashes.get(index));
    } catch (IOException e) {
      throw new FaceFileException(file + ": cannot be read: " + e, e);
    } catch (FaceFileException e) {
      throw new FaceFileException(file + ": " + e.getMessage(), e);
    }
  }
}
