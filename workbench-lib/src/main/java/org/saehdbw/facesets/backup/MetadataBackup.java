package org.saehdbw.facesets.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.saehdbw.faces.DflJpeg;
import org.saehdbw.faces.FaceFileBytes;
import org.saehdbw.facesets.BackupOfExisting;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.FacesetFolder;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.files.FileOperationException;
import org.saehdbw.pickles.PickleTuple;
import org.saehdbw.pickles.PickleWriter;
import org.saehdbw.pictures.FaceFileException;

/**
 * DeepFaceLab's {@code meta.dat}: the face data and picture size of every face of a folder, kept
 * while the pictures are edited with programs that lose them, and put back afterwards.
 *
 * <p>Unlike DeepFaceLab this compares heights and widths only, so that gray files are not encoded
 * again for having one channel, and leaves the backup where it is.
 */
public final class MetadataBackup {
  /** The backup's name in the folder. */
  public static final String FILE_NAME = "meta.dat";

  private MetadataBackup() {}

  /**
   * What was saved.
   *
   * @param file the backup
   * @param faces how many faces are in it
   * @param leftOut pictures that are no faces, with the reasons
   */
  public record Saved(String file, int faces, List<Faceset.RejectedFile> leftOut) {}

  /**
   * What was put back.
   *
   * @param restored how many files were given their face data back
   * @param resized how many of those had another size and were scaled back
   * @param unchanged how many files had this size and these face data already
   * @param notInBackup files that the backup does not know, left as they are
   * @param bad files left as they are because something is wrong, with the reasons
   * @param missing how many faces of the backup have no file in the folder
   */
  public record Restored(
      int restored,
      int resized,
      int unchanged,
      List<String> notInBackup,
      List<Faceset.RejectedFile> bad,
      int missing) {}

  /**
   * Saves the face data of a folder's files.
   *
   * <p>A backup that knows a face whose data cannot be read now is never written over: it may be
   * the only place that has them. What is in its place and is no backup is kept beside it, as
   * {@code meta.dat.old}.
   *
   * @param force whether a backup that is there is replaced
   * @param progress told after each picture how many were read
   * @throws IllegalArgumentException if a backup is there and it is not to be replaced, or knows
   *     other faces
   * @throws FaceFileException if there is no such folder, or no face in it
   * @throws IOException if writing fails
   */
  public static Saved save(Path folder, boolean force, IntConsumer progress)
      throws FaceFileException, IOException {
    List<Path> pictures = FacesetFolder.pictures(folder);
    Path backup = folder.resolve(FILE_NAME);
    if (Files.exists(backup) && !force) {
      throw new IllegalArgumentException(
          "an existing backup is only replaced with force (--force), got " + backup);
    }
    Faces faces = new Faces(pictures, progress);
    AtomicFile.writeDurable(
        backup,
        file -> {
          OutputStream out = AtomicFile.buffered(file);
          PickleWriter.write(faces, out);
          out.flush();
          if (faces.found.isEmpty()) {
            throw new FaceFileException(
                folder + " holds no faces to save among its " + pictures.size() + " pictures");
          }
          oldBackup(backup, faces.found).keep();
        });
    return new Saved(backup.toString(), faces.found.size(), List.copyOf(faces.leftOut));
  }

  /**
   * Puts the face data of a backup back into the folder's files, in place of what they have; a
   * picture of another size is scaled back (Lanczos) and encoded again at quality 100. Each file is
   * replaced in one step.
   *
   * @param progress told after each face of the backup how many were looked at
   * @throws FaceFileException if there is no backup, or it is damaged; then no file is changed
   * @throws IOException if writing fails
   */
  public static Restored restore(Path folder, IntConsumer progress)
      throws FaceFileException, IOException {
    return new MetadataRestore(folder, progress).run();
  }

  /** The backup's pairs. Each face is read when its pair is asked for, once. */
  private static final class Faces extends AbstractMap<String, Object> {
    private final List<Path> pictures;
    private final IntConsumer progress;
    private final List<Faceset.RejectedFile> leftOut = new ArrayList<>();
    private final Set<String> found = new HashSet<>();

    Faces(List<Path> pictures, IntConsumer progress) {
      this.pictures = pictures;
      this.progress = progress;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
      return new AbstractSet<>() {
        @Override
        public Iterator<Entry<String, Object>> iterator() {
          return new FaceIterator();
        }

        @Override
        public int size() {
          return pictures.size();
        }
      };
    }

    private Map.@Nullable Entry<String, Object> read(Path picture) {
      String name = String.valueOf(picture.getFileName());
      try {
        if (!name.endsWith(".jpg")) {
          throw new FaceFileException("only files whose names end in .jpg carry face data");
        }
        DflJpeg jpeg = DflJpeg.parse(FaceFileBytes.read(picture));
        jpeg.metadata();
        found.add(name);
        PickleTuple shape = PickleTuple.of(jpeg.height(), jpeg.width(), 3);
        return Map.entry(name, PickleTuple.of(shape, jpeg.dictionary()));
      } catch (IOException e) {
        leftOut.add(new Faceset.RejectedFile(name, FileOperationException.unreadable(e)));
      } catch (FaceFileException e) {
        leftOut.add(new Faceset.RejectedFile(name, String.valueOf(e.getMessage())));
      }
      return null;
    }

    /** Passes over pictures that are no faces. */
    private final class FaceIterator implements Iterator<Entry<String, Object>> {
      private int next;
      private @Nullable Entry<String, Object> ready;

      @Override
      public boolean hasNext() {
        while (ready == null && next < pictures.size()) {
          ready = read(pictures.get(next));
          next++;
          progress.accept(next);
        }
        return ready != null;
      }

      @Override
      public Entry<String, Object> next() {
        if (!hasNext() || ready == null) {
          throw new NoSuchElementException("all " + pictures.size() + " pictures were read");
        }
        Entry<String, Object> pair = ready;
        ready = null;
        return pair;
      }
    }
  }

  /**
   * Looks at the backup that the new one is written over: no face data that only it has is lost.
   */
  private static BackupOfExisting oldBackup(Path backup, Set<String> faces) throws IOException {
    return BackupOfExisting.of(
        backup,
        MetadataRestore::names,
        faces,
        ": the old backup holds %s, whose face data cannot be read now; restore it first, or move"
            + " the backup away");
  }
}
