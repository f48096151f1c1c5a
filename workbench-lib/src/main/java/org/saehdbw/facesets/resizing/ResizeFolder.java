package org.saehdbw.facesets.resizing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.saehdbw.faces.DflJpeg;
import org.saehdbw.facesets.FaceOrigins;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.StrayFiles;
import org.saehdbw.facesets.packs.FacesetPack;
import org.saehdbw.files.FolderInUseException;
import org.saehdbw.files.FolderLock;
import org.saehdbw.files.Leftovers;
import org.saehdbw.files.Rename;
import org.saehdbw.pictures.FaceFileException;

/**
 * The folder that resized faces go into, while one process works on it.
 *
 * <p>Beside the faces stand {@value ResizeJob#FILE} and {@link FaceOrigins}, both written before
 * the first face. Each face appears whole, so what is there is done. One that is no longer as asked
 * may have had labels drawn into it: it stays under another name.
 */
final class ResizeFolder implements AutoCloseable {
  private static final String LOCK = ".resize";
  private static final String OLD = ".old";
  private static final Pattern OLD_NAME = Pattern.compile("(.+)\\.old\\d*", Pattern.DOTALL);

  private final Path path;
  private final FolderLock lock;
  private final Set<String> done = new TreeSet<>();
  private final List<ResizePlan.Task> tasks;
  private int old;

  private ResizeFolder(Path path, FolderLock lock, List<ResizePlan.Task> tasks) {
    this.path = path;
    this.lock = lock;
    this.tasks = tasks;
  }

  /**
   * Takes a folder, makes it if need be, and finds out what is done in it.
   *
   * @throws IllegalArgumentException if it is the faces' own, holds other files, or was begun with
   *     other wishes, or if somebody is at work in it
   * @throws FaceFileException if one of its two lists is damaged
   * @throws IOException if it cannot be written into
   */
  static ResizeFolder begin(Path out, FacesetResizer asked, ResizePlan plan)
      throws FaceFileException, IOException {
    requireElsewhere(out, asked.faces());
    Files.createDirectories(out);
    ResizeFolder folder = new ResizeFolder(out, lock(out), plan.tasks());
    try {
      folder.prepare(asked);
      return folder;
    } catch (IOException | FaceFileException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /** The faces that are not there yet. */
  List<ResizePlan.Task> missing() {
    return tasks.stream().filter(task -> !done.contains(task.name())).toList();
  }

  /** How many faces were there and not as asked; they stay as {@code NAME.old}. */
  int old() {
    return old;
  }

  private void prepare(FacesetResizer asked) throws FaceFileException, IOException {
    ResizeJob job = ResizeJob.of(asked, tasks);
    Optional<ResizeJob> before = ResizeJob.read(path);
    Map<String, String> earlier = FaceOrigins.read(path);
    requireOurs(before.isPresent(), earlier.keySet());
    if (before.isPresent()) {
      before.get().requireSame(path, job);
    }
    Map<String, String> origins = new LinkedHashMap<>(earlier);
    Leftovers.deleteAll(path);
    for (ResizePlan.Task task : tasks) {
      String origin = asked.faces().originHash(task.index());
      boolean sameOrigin = origin.equals(origins.put(task.name(), origin));
      boolean same =
          before.filter(begun -> sameFace(begun, job, task.name(), sameOrigin, origin)).isPresent();
      if (same && holds(task)) {
        done.add(task.name());
      } else {
        // Made of another face: it must not count when this run is stopped too.
        putAside(path.resolve(task.name()));
      }
    }
    (before.isPresent() ? job.after(before.get()) : job).write(path);
    FaceOrigins.write(path, origins);
  }

  /** Whether what was made before was made of the face that is there now. */
  private static boolean sameFace(
      ResizeJob before, ResizeJob now, String name, boolean sameOrigin, String origin) {
    String content = now.madeOf().get(name);
    String known = before.madeOf().get(name);
    if (known != null) {
      return known.equals(content);
    }
    // A copy's face keeps its origin when the copy changes.
    return sameOrigin && (before.fingerprint().equals(now.fingerprint()) || origin.equals(content));
  }

  private void putAside(Path file) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    Rename.toFirstFree(file, file.resolveSibling(file.getFileName() + OLD), "");
    old++;
  }

  /** Whether a face is there and as asked; a failing machine may leave anything. */
  private boolean holds(ResizePlan.Task task) {
    Path file = path.resolve(task.name());
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try {
      DflJpeg face = DflJpeg.read(file);
      return face.width() == task.width()
          && face.height() == task.height()
          && face.channels() == task.channels()
          && face.metadata().faceType() == task.type();
    } catch (FaceFileException e) {
      return false;
    }
  }

  /** Files that we have not made must not be written over, nor mix with ours. */
  private void requireOurs(boolean begun, Set<String> earlier) throws IOException {
    List<String> others = new ArrayList<>();
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.sorted().toList()) {
        String name = String.valueOf(file.getFileName());
        boolean mine =
            begun
                && (name.equals(ResizeJob.FILE)
                    || name.equals(FaceOrigins.FILE)
                    || earlier.contains(name)
                    || isOld(name, earlier));
        if (!mine && !name.startsWith(".") && !StrayFiles.is(name)) {
          others.add(name);
        }
      }
    }
    if (!others.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "resized faces go into a folder of their own, %s holds %d other files (first %s)",
              path,
              others.size(),
              others.get(0)));
    }
  }

  private static boolean isOld(String name, Set<String> earlier) {
    Matcher old = OLD_NAME.matcher(name);
    return old.matches() && earlier.contains(old.group(1));
  }

  private static void requireElsewhere(Path out, Faceset faces) throws IOException {
    Path input = input(faces);
    if (input == null || !Files.exists(input)) {
      return;
    }
    Path own = real(out);
    Path theirs = real(input);
    // A pack may have other things beside it; a folder of faces is nobody else's.
    boolean inside = faces instanceof FacesetPack ? own.equals(theirs) : own.startsWith(theirs);
    if (inside) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "resized faces must not go into the folder of the faces, %s, got %s",
              input,
              out));
    }
  }

  private static @Nullable Path input(Faceset faces) {
    try {
      return Path.of(faces.source()).toAbsolutePath();
    } catch (InvalidPathException e) {
      // Synthetic faces have a source that is no path.
      return null;
    }
  }

  /** The path without links, of as much of it as is there. */
  private static Path real(Path path) throws IOException {
    Path whole = path.toAbsolutePath().normalize();
    Path there = whole;
    while (!Files.exists(there)) {
      Path parent = there.getParent();
      if (parent == null) {
        return whole;
      }
      there = parent;
    }
    return there.toRealPath().resolve(there.relativize(whole)).normalize();
  }

  private static FolderLock lock(Path folder) throws IOException {
    try {
      return FolderLock.acquire(
          folder,
          LOCK,
          who -> who + " is resizing into " + folder + "; try again when it has ended");
    } catch (FolderInUseException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Gives the folder back. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
