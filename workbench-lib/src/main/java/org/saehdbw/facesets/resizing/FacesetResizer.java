package org.saehdbw.facesets.resizing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.saehdbw.faces.FaceType;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.GrayFrom;

/**
 * Makes a folder of faces out of a faceset: in another size, of another face type, in gray, or any
 * of these together, with landmarks, polygons and segmentation masks carried along.
 *
 * <p>{@code FacesetResizer.of(faces).size(192).gray().to(folder)} resizes as DeepFaceLab's tool
 * does (Lanczos, JPEG quality 100, gray before the size and behind the cut), but leaves the
 * originals alone. A run that was stopped goes on when it is started again with the same wishes.
 * Where the original's landmarks go wrong, when it turns faces gray in their own size, ours stay.
 *
 * @param faces the faces to start from: a folder, a pack, drawn faces
 * @param side the new side in pixels, 32 to 2048; each face's own if empty
 * @param type the new face type, h, mf, f, wf or head; each face's own if empty. Faces that have
 *     the type already are cut anew by their landmarks, as in the original
 * @param grayFrom how colour becomes gray; empty leaves colour
 * @param quality JPEG quality, 0 to 100; each file's own if empty. Pictures that do not change are
 *     not encoded again
 * @param threads how many faces are made at once, 1 to 64
 */
public record FacesetResizer(
    Faceset faces,
    OptionalInt side,
    Optional<FaceType> type,
    Optional<GrayFrom> grayFrom,
    OptionalInt quality,
    int threads) {
  /** The JPEG quality if nothing else is said. */
  public static final int DEFAULT_QUALITY = 100;

  private static final int MIN_SIDE = 32;
  private static final int MAX_SIDE = 2048;
  private static final int MAX_THREADS = 64;
  private static final int USUAL_THREADS = 8;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a number is out of its range, there is no such crop, or
   *     gray is random
   */
  public FacesetResizer {
    side.ifPresent(size -> between("size", size, MIN_SIDE, MAX_SIDE));
    quality.ifPresent(q -> between("JPEG quality", q, 0, 100));
    between("threads", threads, 1, MAX_THREADS);
    if (type.filter(wanted -> wanted.option().isEmpty()).isPresent()) {
      throw new IllegalArgumentException(
          "face type must be h, mf, f, wf or head, got " + type.get().fileName());
    }
    if (grayFrom.filter(GrayFrom.RANDOM::equals).isPresent()) {
      throw new IllegalArgumentException(
          "a gray copy needs one way to gray, gray_from must not be random");
    }
  }

  private static void between(String name, int value, int low, int high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          name + " must be from " + low + " to " + high + ", got " + value);
    }
  }

  /** Starts with every face as it is, at quality 100, on all processors (at most 8). */
  public static FacesetResizer of(Faceset faces) {
    return new FacesetResizer(
        faces,
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.of(DEFAULT_QUALITY),
        Math.min(USUAL_THREADS, Runtime.getRuntime().availableProcessors()));
  }

  /**
   * Returns this with another side in pixels, 32 to 2048.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public FacesetResizer size(int pixels) {
    return new FacesetResizer(faces, OptionalInt.of(pixels), type, grayFrom, quality, threads);
  }

  /**
   * Returns this with more or less of the head; what a picture does not hold is black.
   *
   * @throws IllegalArgumentException if it is none of h, mf, f, wf and head
   */
  public FacesetResizer faceType(FaceType wanted) {
    return new FacesetResizer(faces, side, Optional.of(wanted), grayFrom, quality, threads);
  }

  /** Returns this in gray, weighed as the eye weighs colours. */
  public FacesetResizer gray() {
    return gray(GrayFrom.LUMA);
  }

  /**
   * Returns this in gray made in another way, such as of one channel.
   *
   * @throws IllegalArgumentException if the way is {@link GrayFrom#RANDOM}
   */
  public FacesetResizer gray(GrayFrom way) {
    return new FacesetResizer(faces, side, type, Optional.of(way), quality, threads);
  }

  /**
   * Returns this with another JPEG quality, 0 to 100.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public FacesetResizer quality(int jpegQuality) {
    return new FacesetResizer(faces, side, type, grayFrom, OptionalInt.of(jpegQuality), threads);
  }

  /** Returns this with each face at the quality of its own file. */
  public FacesetResizer ownQuality() {
    return new FacesetResizer(faces, side, type, grayFrom, OptionalInt.empty(), threads);
  }

  /**
   * Returns this with so many faces made at once, 1 to 64.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public FacesetResizer threads(int count) {
    return new FacesetResizer(faces, side, type, grayFrom, quality, count);
  }

  /** Makes the faces, or those that are still missing, without saying how far it is. */
  public ResizeSummary to(Path out) throws FaceFileException, IOException, InterruptedException {
    return to(out, (done, missing) -> {});
  }

  /**
   * Makes the faces, or those that are still missing: each is written aside and renamed. Faces keep
   * their names; those of a pack of persons have the person's name before it. A face that cannot be
   * made is named in the summary and does not stop the others.
   *
   * <p>Beside the faces stand {@code resize.json}, what was asked, and {@code origins.csv}, by
   * which the copy holds out the same faces.
   *
   * @param out a folder that is new, empty, or begun with the same wishes
   * @param listener hears how far it is, and may stop it
   * @throws IllegalArgumentException if nothing is asked for, or {@code out} is the folder of the
   *     faces, lies in it, holds other files or was begun with other wishes
   * @throws FaceFileException if a file that lies in {@code out} already is damaged
   * @throws IOException if a face cannot be written, as on a full disk; those made before stay
   * @throws InterruptedException if this thread is interrupted; faces that are made stay
   */
  public ResizeSummary to(Path out, ResizeListener listener)
      throws FaceFileException, IOException, InterruptedException {
    if (side.isEmpty() && type.isEmpty() && grayFrom.isEmpty()) {
      throw new IllegalArgumentException(
          "nothing to do: resizing needs a new size, another face type or gray");
    }
    return to(out, ResizePlan.of(this), listener);
  }

  ResizeSummary to(Path out, ResizePlan plan, ResizeListener listener)
      throws FaceFileException, IOException, InterruptedException {
    return new ResizeRun(this, plan, listener).into(out);
  }
}
