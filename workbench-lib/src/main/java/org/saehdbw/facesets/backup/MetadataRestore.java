package org.saehdbw.facesets.backup;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.saehdbw.faces.DflJpeg;
import org.saehdbw.faces.FaceFileBytes;
import org.saehdbw.faces.MetadataReader;
import org.saehdbw.faces.PackedName;
import org.saehdbw.facesets.FaceFileCheck;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.FacesetFolder;
import org.saehdbw.files.Unwritten;
import org.saehdbw.pickles.PickleException;
import org.saehdbw.pickles.PickleGlobals;
import org.saehdbw.pickles.PickleLimits;
import org.saehdbw.pickles.PickleNone;
import org.saehdbw.pickles.PickleReader;
import org.saehdbw.pickles.PickleTuple;
import org.saehdbw.pickles.PickleWriter;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.OpenCv;
import org.saehdbw.pictures.PictureFiles;

/** Puts the face data of one backup back. Names in a backup only select files of the folder. */
public final class MetadataRestore {
  private static final PickleReader READER =
      new PickleReader(PickleGlobals.numpy(), PickleLimits.forFiles());
  private static final int QUALITY = 100;
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path folder;
  private final IntConsumer progress;
  private final Set<String> notInBackup = new TreeSet<>();
  private final Set<String> seen = new TreeSet<>();
  private final List<Faceset.RejectedFile> bad = new ArrayList<>();
  private int looked;
  private int restored;
  private int resized;
  private int unchanged;
  private int missing;

  MetadataRestore(Path folder, IntConsumer progress) {
    this.folder = folder;
    this.progress = progress;
  }

  /** A face of the backup. */
  private record Kept(String name, int height, int width, Map<String, Object> dictionary) {
    static Kept of(Object pair) throws PickleException {
      if (!(pair instanceof PickleTuple entry)
          || entry.items().size() != 2
          || !(entry.items().get(0) instanceof String name)) {
        throw new PickleException("a backup must be a dictionary of faces by file name");
      }
      if (entry.items().get(1) instanceof PickleTuple value
          && value.items().size() == 2
          && value.items().get(0) instanceof PickleTuple shape
          && shape.items().size() >= 2
          && value.items().get(1) instanceof Map<?, ?> stored) {
        Map<String, Object> dictionary = new LinkedHashMap<>();
        for (Map.Entry<?, ?> one : stored.entrySet()) {
          if (one.getValue() != PickleNone.NONE) {
            dictionary.put(String.valueOf(one.getKey()), one.getValue());
          }
        }
        int height = side(name, shape.items().get(0));
        return new Kept(name, height, side(name, shape.items().get(1)), dictionary);
      }
      throw new PickleException(
          "a face must be kept as a shape and a dictionary, that of "
              + PackedName.shown(name)
              + " is not");
    }

    private static int side(String name, Object value) throws PickleException {
      if (value instanceof Long side && side >= 1 && side <= FaceFileCheck.MAX_SIDE) {
        return side.intValue();
      }
      throw new PickleException(
          String.format(
              Locale.ROOT,
              "the sides of a face must be from 1 to %d pixels, that of %s is %s",
              FaceFileCheck.MAX_SIDE,
              PackedName.shown(name),
              value instanceof Long ? value : "no number"));
    }
  }

  MetadataBackup.Restored run() throws FaceFileException, IOException {
    for (Path file : FacesetFolder.pictures(folder)) {
      String name = String.valueOf(file.getFileName());
      if (name.endsWith(".jpg")) {
        notInBackup.add(name);
      }
    }
    Path backup = folder.resolve(MetadataBackup.FILE_NAME);
    if (!Files.isRegularFile(backup)) {
      throw new FaceFileException(
          "no " + MetadataBackup.FILE_NAME + " in " + folder + " to restore from");
    }
    // Once to the end before a file is touched: the backup may be damaged further on.
    read(backup, Kept::of);
    read(backup, pair -> take(Kept.of(pair)));
    return new MetadataBackup.Restored(
        restored, resized, unchanged, List.copyOf(notInBackup), List.copyOf(bad), missing);
  }

  /**
   * Returns the names of a backup's faces.
   *
   * @throws FaceFileException if it is damaged
   */
  static List<String> names(Path backup) throws FaceFileException, IOException {
    List<String> names = new ArrayList<>();
    read(backup, pair -> names.add(Kept.of(pair).name()));
    return names;
  }

  private static void read(Path backup, PickleReader.ItemConsumer pairs)
      throws FaceFileException, IOException {
    try {
      READER.readMap(
          () -> new BufferedInputStream(Files.newInputStream(backup), BUFFER_BYTES),
          Files.size(backup),
          pairs);
    } catch (PickleException e) {
      throw new FaceFileException(
          backup + ": " + Unwritten.or(backup, "the backup is refused: " + e.getMessage()), e);
    }
  }

  private void take(Kept kept) throws IOException {
    if (notInBackup.remove(kept.name()) || seen.contains(kept.name())) {
      seen.add(kept.name());
      try {
        restore(kept);
      } catch (FaceFileException e) {
        bad.add(new Faceset.RejectedFile(kept.name(), String.valueOf(e.getMessage())));
      }
    } else {
      missing++;
    }
    progress.accept(++looked);
  }

  private void restore(Kept kept) throws FaceFileException, IOException {
    Path file = folder.resolve(kept.name());
    MetadataReader.parse(kept.dictionary());
    byte[] bytes = FaceFileBytes.read(file);
    DflJpeg picture = DflJpeg.pictureOf(bytes);
    boolean sameSize = picture.height() == kept.height() && picture.width() == kept.width();
    if (sameSize && hasAlready(bytes, kept)) {
      unchanged++;
      return;
    }
    if (!sameSize) {
      picture = DflJpeg.parse(scaled(bytes, kept));
    }
    picture.withDictionary(kept.dictionary()).write(file);
    restored++;
    resized += sameSize ? 0 : 1;
  }

  private static boolean hasAlready(byte[] bytes, Kept kept) {
    try {
      byte[] has = PickleWriter.write(DflJpeg.parse(bytes).dictionary());
      return Arrays.equals(has, PickleWriter.write(kept.dictionary()));
    } catch (FaceFileException e) {
      return false; // damaged face data are what a backup is for
    }
  }

  private static byte[] scaled(byte[] bytes, Kept kept) throws FaceFileException {
    Mat source = OpenCv.toMat(PictureFiles.decode(bytes));
    Mat target = new Mat();
    try {
      Imgproc.resize(
          source, target, new Size(kept.width(), kept.height()), 0, 0, Imgproc.INTER_LANCZOS4);
      return PictureFiles.encodeJpeg(OpenCv.toPicture(target), QUALITY);
    } finally {
      OpenCv.release(source, target);
    }
  }
}
