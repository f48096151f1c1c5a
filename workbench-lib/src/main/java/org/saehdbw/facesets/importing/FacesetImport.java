package org.saehdbw.facesets.importing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.saehdbw.faces.Alignment;
import org.saehdbw.faces.DflJpeg;
import org.saehdbw.faces.FaceMetadata;
import org.saehdbw.faces.FaceType;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.FacesetFolder;
import org.saehdbw.pictures.Affine;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.JpegLayout;
import org.saehdbw.pictures.OpenCv;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;

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
 * @param gray whether to write gray pictures with one channel
 * @param quality JPEG quality, 0 to 100; {@value #DEFAULT_QUALITY} if not set, between the 90 of
 *     DeepFaceLab's extractor and the 100 of its resizer
 */
public record FacesetImport(
    Path photos, LandmarkFormat landmarks, FaceType faceType, int size, boolean gray, int quality) {
  /** The JPEG quality if not set. */
  public static final int DEFAULT_QUALITY = 95;

  private static final int MIN_SIZE = 16;
  private static final int MAX_SIZE = 2048;
  private static final int MAX_CUT = 8192;

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
        photos, LandmarkFormat.PTS, FaceType.WHOLE, 256, false, DEFAULT_QUALITY);
  }

  /** Returns this with another kind of landmark files. */
  public FacesetImport landmarks(LandmarkFormat format) {
    return new FacesetImport(photos, format, faceType, size, gray, quality);
  }

  /** Returns this with another face type. */
  public FacesetImport faceType(FaceType type) {
    return new FacesetImport(photos, landmarks, type, size, gray, quality);
  }

  /** Returns this with another side in pixels. */
  public FacesetImport size(int side) {
    return new FacesetImport(photos, landmarks, faceType, side, gray, quality);
  }

  /** Returns this with gray or colour output. */
  public FacesetImport gray(boolean toGray) {
    return new FacesetImport(photos, landmarks, faceType, size, toGray, quality);
  }

  /** Returns this with another JPEG quality. */
  public FacesetImport quality(int jpegQuality) {
    return new FacesetImport(photos, landmarks, faceType, size, gray, jpegQuality);
  }

  /**
   * Imports every photograph. One that cannot be used is left out and named in the summary.
   *
   * @param out where the faces go; made if it is not there, faces of the same name are replaced
   * @throws IllegalArgumentException if it is the folder with the photographs
   * @throws FaceFileException if there is no folder of photographs, or no pictures in it
   * @throws IOException if a face cannot be written
   */
  public ImportSummary to(Path out) throws FaceFileException, IOException {
    if (out.toAbsolutePath().normalize().equals(photos.toAbsolutePath().normalize())) {
      throw new IllegalArgumentException("faces must go into another folder than " + photos);
    }
    List<Path> files = FacesetFolder.pictures(photos);
    if (files.isEmpty()) {
      throw new FaceFileException(
          photos
              + " holds no pictures; import needs photographs with ."
              + landmarks.ending()
              + " files beside them");
    }
    Files.createDirectories(out);
    List<String> imported = new ArrayList<>();
    List<String> without = new ArrayList<>();
    List<Faceset.RejectedFile> bad = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      String stem = name.substring(0, name.lastIndexOf('.'));
      Path points = photos.resolve(stem + "." + landmarks.ending());
      if (!Files.isRegularFile(points)) {
        without.add(name);
      } else if (!taken.add(stem)) {
        bad.add(new Faceset.RejectedFile(name, "another picture called " + stem + " came before"));
      } else {
        try {
          write(file, name, points, out.resolve(stem + "_0.jpg"));
          imported.add(stem + "_0.jpg");
        } catch (FaceFileException e) {
          bad.add(new Faceset.RejectedFile(name, String.valueOf(e.getMessage())));
        }
      }
    }
    return new ImportSummary(List.copyOf(imported), List.copyOf(without), List.copyOf(bad));
  }

  private void write(Path photo, String name, Path points, Path target)
      throws FaceFileException, IOException {
    Landmarks inPhoto = landmarks.read(points);
    Picture picture = decode(photo);
    requireInside(inPhoto, picture, String.valueOf(points.getFileName()));
    Affine map;
    try {
      map = Alignment.faceMatrix(inPhoto, faceType, size);
    } catch (IllegalArgumentException e) {
      throw new FaceFileException(points.getFileName() + ": " + e.getMessage(), e);
    }
    double[] rect = Alignment.rectangle(inPhoto);
    FaceMetadata metadata =
        FaceMetadata.of(faceType, inPhoto.map(map))
            .withSource(
                name,
                List.of((int) rect[0], (int) rect[1], (int) rect[2], (int) rect[3]),
                inPhoto,
                map);
    DflJpeg.write(target, cut(gray ? picture.toGray() : picture, map), metadata, quality);
  }

  private static Picture decode(Path photo) throws FaceFileException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(photo);
    } catch (IOException e) {
      throw new FaceFileException("cannot be read: " + e, e);
    }
    if (bytes.length > 1 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xD8) {
      // OpenCV decodes a JPEG that is cut off, with gray where the rest would be.
      JpegLayout.of(bytes);
    }
    return PictureFiles.decode(bytes);
  }

  private static void requireInside(Landmarks points, Picture picture, String file)
      throws FaceFileException {
    int outside = 0;
    for (int i = 0; i < Landmarks.COUNT; i++) {
      boolean inside =
          points.x(i) >= 0
              && points.x(i) < picture.width()
              && points.y(i) >= 0
              && points.y(i) < picture.height();
      outside += inside ? 0 : 1;
    }
    if (outside > Landmarks.COUNT / 2) {
      throw new FaceFileException(
          outside
              + " of the 68 points in "
              + file
              + " lie outside of the picture of "
              + picture.width()
              + " x "
              + picture.height()
              + " pixels");
    }
  }

  /** Cuts the face out; where it shrinks to less than half, from a larger cut by averaging. */
  private Picture cut(Picture picture, Affine map) {
    int finer = (int) (1 / Math.hypot(map.m00(), map.m10()));
    finer = Math.max(1, Math.min(finer, MAX_CUT / size));
    // Pixel i of the face is the mean of pixels finer * i to finer * i + finer - 1 of the cut.
    double middle = (finer - 1) / 2.0;
    Affine finely = new Affine(finer, 0, middle, 0, finer, middle).after(map);
    Mat source = OpenCv.toMat(picture);
    Mat matrix = new Mat(2, 3, CvType.CV_64FC1);
    Mat face = new Mat();
    try {
      matrix.put(
          0, 0, finely.m00(), finely.m01(), finely.m02(), finely.m10(), finely.m11(), finely.m12());
      int side = size * finer;
      Imgproc.warpAffine(source, face, matrix, new Size(side, side), Imgproc.INTER_LINEAR);
      if (finer > 1) {
        Imgproc.resize(face, face, new Size(size, size), 0, 0, Imgproc.INTER_AREA);
      }
      return OpenCv.toPicture(face);
    } finally {
      source.release();
      matrix.release();
      face.release();
    }
  }
}
