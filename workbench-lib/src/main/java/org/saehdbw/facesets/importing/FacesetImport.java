package org.saehdbw.facesets.importing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.saehdbw.faces.FaceType;
import org.saehdbw.facesets.PhotoFolder;
import org.saehdbw.parallel.Progress;
import org.saehdbw.pictures.FaceFileException;

/**
 * Makes aligned faces of photographs that have landmarks beside them.
 *
 * <p>{@code FacesetImport.of(photos).landmarks(LandmarkFormat.TEM).faceType(FaceType.WHOLE)
 * .size(256).to(out)} writes {@code <photograph's stem>_0.jpg} files with full metadata. As in
 * DeepFaceLab the cut is bilinear and black outside of the photograph; faces much larger than the
 * cut are averaged instead of skipping pixels.
 *
 * @param photos the folder with the photographs; subfolders are not searched
 * @param landmarks the kind of landmark files in it
 * @param faceType how much of the head to show
 * @param size the faces' side in pixels, 16 to 2048
 * @param gray whether to write gray pictures with one channel; otherwise all have three, also those
 *     of gray photographs
 * @param quality JPEG quality, 0 to 100; {@value #DEFAULT_QUALITY} if not set, between the 90 of
 *     DeepFaceLab's extractor and the 100 of its resizer
 * @param applyExifTurn whether a photograph is turned as its EXIF orientation asks, where its
 *     landmarks belong to the turned picture; otherwise such a photograph is left out and named
 * @param force whether faces of the same name are replaced; otherwise the faces go into a new or an
 *     empty folder
 */
public record FacesetImport(
    Path photos,
    LandmarkFormat landmarks,
    FaceType faceType,
    int size,
    boolean gray,
    int quality,
    boolean applyExifTurn,
    boolean force) {
  /** The endings of the photographs that are read, in words. */
  public static final String PICTURES = PhotoFolder.READ;

  /** The JPEG quality if not set. */
  public static final int DEFAULT_QUALITY = 95;

  private static final int MIN_SIZE = 16;
  private static final int MAX_SIZE = 2048;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if size, quality or face type cannot be
   */
  public FacesetImport {
    if (size < MIN_SIZE || size > MAX_SIZE) {
      throw new IllegalArgumentException("size must be from 16 to 2048, got " + size);
    }
    if (quality < 0 || quality > 100) {
      throw new IllegalArgumentException("JPEG quality must be from 0 to 100, got " + quality);
    }
    if (faceType == FaceType.MARK_ONLY) {
      throw new IllegalArgumentException(
          "face type mark_only has no crop; use h, mf, f, wf or head");
    }
  }

  /** Starts with whole faces of 256 pixels in the photographs' own colours, {@code .pts} files. */
  public static FacesetImport of(Path photos) {
    return new FacesetImport(
        photos, LandmarkFormat.PTS, FaceType.WHOLE, 256, false, DEFAULT_QUALITY, false, false);
  }

  /** Returns this with another kind of landmark files. */
  public FacesetImport landmarks(LandmarkFormat format) {
    return new FacesetImport(photos, format, faceType, size, gray, quality, applyExifTurn, force);
  }

  /** Returns this with another face type. */
  public FacesetImport faceType(FaceType type) {
    return new FacesetImport(photos, landmarks, type, size, gray, quality, applyExifTurn, force);
  }

  /** Returns this with another side in pixels. */
  public FacesetImport size(int side) {
    return new FacesetImport(
        photos, landmarks, faceType, side, gray, quality, applyExifTurn, force);
  }

  /** Returns this with gray or colour output. */
  public FacesetImport gray(boolean toGray) {
    return new FacesetImport(
        photos, landmarks, faceType, size, toGray, quality, applyExifTurn, force);
  }

  /** Returns this with another JPEG quality. */
  public FacesetImport quality(int jpegQuality) {
    return new FacesetImport(
        photos, landmarks, faceType, size, gray, jpegQuality, applyExifTurn, force);
  }

  /** Returns this with another answer to whether faces of the same name are replaced. */
  public FacesetImport force(boolean replace) {
    return new FacesetImport(
        photos, landmarks, faceType, size, gray, quality, applyExifTurn, replace);
  }

  /** Returns this with another answer to whether photographs are turned by their EXIF data. */
  public FacesetImport applyExifTurn(boolean turn) {
    return new FacesetImport(photos, landmarks, faceType, size, gray, quality, turn, force);
  }

  /**
   * Imports every photograph. One that cannot be used is left out and named in the summary.
   *
   * @param out where the faces go: a new or an empty folder, or with {@link #force} any other
   * @throws IllegalArgumentException if it is the folder with the photographs, or holds files and
   *     {@link #force} is false, or holds faces of the same photographs under other names
   * @throws FaceFileException if the folder of photographs is missing or has no pictures
   * @throws IOException if a face cannot be written
   */
  public ImportSummary to(Path out) throws FaceFileException, IOException {
    return to(out, Progress.NONE);
  }

  /**
   * Imports every photograph as {@link #to(Path)} does and tells how far it is.
   *
   * @param out where the faces go
   * @throws IllegalArgumentException if {@code out} cannot be used
   * @throws FaceFileException if the folder of photographs is missing or has no pictures
   * @throws IOException if a face cannot be written
   */
  public ImportSummary to(Path out, Progress progress) throws FaceFileException, IOException {
    if (out.toAbsolutePath().normalize().equals(photos.toAbsolutePath().normalize())) {
      throw new IllegalArgumentException("faces must go into another folder than " + photos);
    }
    PhotoFolder folder = PhotoFolder.list(photos);
    if (folder.photos().isEmpty()) {
      String other =
          folder.notRead().isEmpty()
              ? ""
              : String.format(
                  Locale.ROOT,
                  " (%d of other kinds, first %s)",
                  folder.notRead().size(),
                  folder.notRead().get(0));
      throw new FaceFileException(
          String.format(
              Locale.ROOT,
              "%s holds no pictures that can be read%s; import needs photographs (%s) with .%s"
                  + " files beside them",
              photos,
              other,
              PhotoFolder.READ,
              landmarks.ending()));
    }
    return new ImportRun(this, out, progress).run(folder);
  }
}
