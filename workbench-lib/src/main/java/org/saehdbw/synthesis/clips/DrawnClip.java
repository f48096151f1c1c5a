package org.saehdbw.synthesis.clips;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.saehdbw.faces.Alignment;
import org.saehdbw.faces.DflJpeg;
import org.saehdbw.faces.FaceMetadata;
import org.saehdbw.faces.FaceType;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.pictures.Affine;
import org.saehdbw.pictures.FaceCut;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;
import org.saehdbw.synthesis.FaceParameters;
import org.saehdbw.synthesis.SyntheticFace;
import org.saehdbw.synthesis.SyntheticFaces;
import org.saehdbw.tensors.CounterRandom;

/**
 * A film to try merging with: a drawn person turns, blinks and talks, and moves through the frame,
 * before a background that drifts. Landmarks are exact. The same clip gives the same bytes.
 *
 * <pre>{@code
 * DrawnClip.of(100).identity(3).size(640, 360).writeTo(Path.of("clip"));
 * }</pre>
 *
 * @param frames how many
 * @param identity who, from 0 to {@link SyntheticFaces#IDENTITIES} - 1
 * @param width of a frame
 * @param height of a frame
 * @param seed of all movements
 * @param shake how far the landmarks of aligned faces are off, in pixels of a frame: the deviation
 *     of each face's place, and of each point around it; 0 for exact ones
 */
public record DrawnClip(int frames, int identity, int width, int height, long seed, double shake) {
  private static final int FACE_SIDE = 256;
  private static final int QUALITY = 95;

  /** The head's square over the height of the frame. */
  private static final double HEAD = 0.72;

  /** Where the head's own picture begins to give way to the background, over half its side. */
  private static final double SOLID = 0.72;

  private static final double EDGE = 0.98;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if there is no frame, no such person, or a frame is smaller
   *     than 96 x 96 pixels or larger than 4096 x 4096
   */
  public DrawnClip {
    if (frames < 1 || frames > 99_999) {
      throw new IllegalArgumentException("a clip has 1 to 99999 frames, got " + frames);
    }
    Objects.checkIndex(identity, SyntheticFaces.IDENTITIES);
    if (!(shake >= 0) || shake > 100) {
      throw new IllegalArgumentException(
          "landmarks of a clip are 0 to 100 pixels off, got " + shake);
    }
    boolean fits = Math.min(width, height) >= 96 && Math.max(width, height) <= 4096;
    if (!fits || width < height) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "frames of a clip have 96 to 4096 pixels a side and are not upright, got %d x %d",
              width,
              height));
    }
  }

  /** A clip of 640 x 360 pixels of person 3. */
  public static DrawnClip of(int frames) {
    return new DrawnClip(frames, 3, 640, 360, 1, 0);
  }

  /** Returns this with another person. */
  public DrawnClip identity(int who) {
    return new DrawnClip(frames, who, width, height, seed, shake);
  }

  /** Returns this with other frames, in pixels. */
  public DrawnClip size(int columns, int rows) {
    return new DrawnClip(frames, identity, columns, rows, seed, shake);
  }

  /** Returns this with other movements. */
  public DrawnClip seed(long other) {
    return new DrawnClip(frames, identity, width, height, other, shake);
  }

  /** Returns this with aligned faces whose landmarks shake by so many pixels, as found ones do. */
  public DrawnClip shaken(double pixels) {
    return new DrawnClip(frames, identity, width, height, seed, pixels);
  }

  /** A smooth movement between -1 and 1, of its own for each purpose. */
  private double wave(int frame, int purpose, double period) {
    double phase = 2.4 * purpose + 1.7 * seed;
    double t = 2 * Math.PI * frame / period;
    return 0.65 * Math.sin(t + phase) + 0.35 * Math.sin(1.618 * t + 2 * phase);
  }

  private FaceParameters parameters(int frame) {
    boolean blinks = (frame + 7 * seed) % 50 < 3;
    double talk = Math.max(0, wave(frame, 3, 11)) * (wave(frame, 4, 90) > -0.3 ? 1 : 0);
    return new FaceParameters(
        identity,
        Math.toRadians(28 * wave(frame, 0, 140)),
        Math.toRadians(10 * wave(frame, 1, 110)),
        Math.toRadians(6 * wave(frame, 2, 130)),
        blinks ? 0.05 : 0.75,
        0.5 * wave(frame, 5, 80),
        0.2 * wave(frame, 6, 70),
        0.4 * wave(frame, 7, 100),
        0.6 * talk,
        0.4 * wave(frame, 8, 120),
        -0.5,
        0.5,
        0.55,
        1,
        seed);
  }

  private int side() {
    return (int) Math.round(HEAD * height);
  }

  /** Moves the head's square to its place; whole pixels, so that the head is not resampled. */
  private Affine place(int frame) {
    int side = side();
    double x = (width - side) * (0.5 + 0.35 * wave(frame, 9, 200));
    double y = (height - side) * (0.5 + 0.4 * wave(frame, 10, 150));
    return new Affine(1, 0, Math.rint(x), 0, 1, Math.rint(y));
  }

  private SyntheticFace head(int frame) {
    return SyntheticFaces.of(1).size(side()).seed(seed).colour().draw(parameters(frame));
  }

  /**
   * Returns the landmarks of a frame's face, in its pixels.
   *
   * @param frame from 0
   */
  public Landmarks landmarks(int frame) {
    FaceMetadata face = SyntheticFaces.of(1).size(side()).seed(seed).metadata(parameters(frame));
    return face.landmarks().map(place(frame));
  }

  /** The landmarks as a finder would give them. */
  private Landmarks found(int frame) {
    if (shake == 0) {
      return landmarks(frame);
    }
    CounterRandom random = CounterRandom.of(seed, "shake", frame, 0);
    double[] off = {shake * random.nextGaussian(), shake * random.nextGaussian()};
    double[] xy = landmarks(frame).toArray();
    for (int i = 0; i < xy.length; i++) {
      xy[i] += off[i % 2] + shake * random.nextGaussian();
    }
    return Landmarks.of(xy);
  }

  /**
   * Draws a frame, in colour.
   *
   * @param frame from 0
   * @throws IndexOutOfBoundsException if there is no such frame
   */
  public Picture frame(int frame) {
    Objects.checkIndex(frame, frames);
    Picture head = head(frame).picture();
    Affine place = place(frame);
    int left = (int) place.m02();
    int top = (int) place.m12();
    byte[] pixels = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double weight = weight(x - left, y - top, head.width());
        for (int channel = 0; channel < 3; channel++) {
          double value = (1 - weight) * background(x, y, frame, channel);
          if (weight > 0) {
            int at = 3 * ((y - top) * head.width() + x - left) + channel;
            value += weight * (head.pixels()[at] & 0xff);
          }
          pixels[3 * (y * width + x) + channel] = (byte) Math.round(value);
        }
      }
    }
    return new Picture(width, height, 3, pixels);
  }

  /** How much of the head's own picture is shown: all in its middle, nothing at its corners. */
  private static double weight(int x, int y, int side) {
    if (x < 0 || y < 0 || x >= side || y >= side) {
      return 0;
    }
    double half = side / 2.0;
    double far = Math.hypot((x - half) / half, (y - half) / half);
    return Math.max(0, Math.min(1, (EDGE - far) / (EDGE - SOLID)));
  }

  /** Soft patches that drift to the left, darker below. */
  private double background(int x, int y, int frame, int channel) {
    double u = 0.021 * (x + 1.5 * frame);
    double v = 0.027 * y;
    double soft =
        Math.sin(u + 0.4 * channel) * Math.cos(v) + 0.5 * Math.sin(2.3 * u - 1.9 * v + seed);
    return 95 + 22 * soft + 8 * (1 - channel) - 30.0 * y / height;
  }

  /** The name of a frame's picture, such as {@code 00001.png}. */
  public static String name(int frame) {
    return String.format(Locale.ROOT, "%05d.png", frame + 1);
  }

  /**
   * Returns the aligned face of a frame's picture, as an extractor would cut it.
   *
   * @param frame from 0
   * @param picture of the frame
   */
  SyntheticFace aligned(int frame, Picture picture) {
    Landmarks inFrame = found(frame);
    Affine map = Alignment.faceMatrix(inFrame, FaceType.WHOLE, FACE_SIDE);
    double[] box = Alignment.rectangle(inFrame);
    FaceMetadata metadata =
        FaceMetadata.of(FaceType.WHOLE, inFrame.map(map))
            .withSource(
                name(frame),
                List.of((int) box[0], (int) box[1], (int) box[2], (int) box[3]),
                inFrame,
                map);
    return new SyntheticFace(FaceCut.of(picture, map, FACE_SIDE), metadata);
  }

  /**
   * Writes {@code frames/00001.png} and so on, and the aligned faces {@code faces/00001_0.jpg}.
   *
   * @param folder new or empty
   * @throws IllegalArgumentException if it holds files
   * @throws IOException if a file cannot be written
   */
  public void writeTo(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        if (files.findAny().isPresent()) {
          throw new IllegalArgumentException(folder + " must be new or empty, it holds files");
        }
      }
    }
    Path pictures = Files.createDirectories(folder.resolve("frames"));
    Path faces = Files.createDirectories(folder.resolve("faces"));
    for (int i = 0; i < frames; i++) {
      Picture picture = frame(i);
      AtomicFile.write(pictures.resolve(name(i)), PictureFiles.encodePng(picture));
      SyntheticFace face = aligned(i, picture);
      String file = name(i).replace(".png", "_0.jpg");
      try {
        DflJpeg.write(faces.resolve(file), face.picture(), face.metadata(), QUALITY);
      } catch (FaceFileException e) {
        throw new IOException(String.valueOf(e.getMessage()), e);
      }
    }
  }
}
