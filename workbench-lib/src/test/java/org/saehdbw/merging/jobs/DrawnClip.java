package org.saehdbw.merging.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.saehdbw.faces.DflJpeg;
import org.saehdbw.faces.FaceMetadata;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.pictures.Affine;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;
import org.saehdbw.synthesis.SyntheticFace;
import org.saehdbw.synthesis.SyntheticFaces;
import org.saehdbw.testing.TinyFaceset;

/** Frames in which a drawn head moves to the right, and the aligned faces that know them. */
public final class DrawnClip {
  static final int WIDTH = 160;
  static final int HEIGHT = 120;
  private static final int SIDE = 96;
  private static final SyntheticFaces HEADS = TinyFaceset.of(12, SIDE, 5);
  private static final Map<Integer, SyntheticFace> DRAWN = new ConcurrentHashMap<>();

  private DrawnClip() {}

  private static SyntheticFace head(int number) {
    return DRAWN.computeIfAbsent(
        number % HEADS.count(), index -> HEADS.draw(HEADS.parameters(index)));
  }

  /** A frame's picture, from 0. */
  static Picture frame(int number) {
    Picture head = head(number).picture();
    byte[] pixels = new byte[3 * WIDTH * HEIGHT];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (40 + i / 3 % WIDTH);
    }
    for (int y = 0; y < SIDE; y++) {
      int to = 3 * ((y + 12) * WIDTH + left(number));
      System.arraycopy(head.pixels(), 3 * y * SIDE, pixels, to, 3 * SIDE);
    }
    return new Picture(WIDTH, HEIGHT, 3, pixels);
  }

  private static int left(int number) {
    return 10 + 3 * (number % 18);
  }

  /** Writes frames {@code 00001.png} and so on. */
  public static Path frames(Path folder, int count) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < count; i++) {
      Files.write(folder.resolve(name(i)), PictureFiles.encodePng(frame(i)));
    }
    return folder;
  }

  private static String name(int number) {
    return String.format(Locale.ROOT, "%05d.png", number + 1);
  }

  /** Writes aligned faces of some frames. */
  public static Path faces(Path folder, List<Integer> numbers)
      throws IOException, FaceFileException {
    Files.createDirectories(folder);
    for (int number : numbers) {
      SyntheticFace face = head(number);
      Affine toFrame = new Affine(1, 0, left(number), 0, 1, 12);
      put(folder, number, face.metadata().landmarks().map(toFrame), toFrame);
    }
    return folder;
  }

  /** The landmarks of a frame's head in its own picture. */
  static Landmarks landmarks(int number) {
    return head(number).metadata().landmarks();
  }

  static void put(Path folder, int number, Landmarks inFrame, Affine toFrame)
      throws IOException, FaceFileException {
    SyntheticFace face = head(number);
    FaceMetadata metadata =
        face.metadata()
            .withSource(name(number), List.of(0, 0, SIDE, SIDE), inFrame, toFrame.inverse());
    Path file = folder.resolve(String.format(Locale.ROOT, "%05d_0.jpg", number + 1));
    DflJpeg.write(file, face.picture(), metadata, 95);
  }
}
