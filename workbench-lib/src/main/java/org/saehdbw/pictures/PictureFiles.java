package org.saehdbw.pictures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.opencv.core.CvException;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.imgcodecs.Imgcodecs;

/**
 * Pictures to files and back, by OpenCV's codecs. Colour JPEG is written as YCbCr 4:2:0 and gray
 * with one component, as DeepFaceLab does.
 */
public final class PictureFiles {
  private static final int AS_STORED =
      Imgcodecs.IMREAD_ANYCOLOR | Imgcodecs.IMREAD_IGNORE_ORIENTATION;

  private PictureFiles() {}

  /**
   * Decodes a picture file of any usual format to 1 or 3 channels of 8 bits. A camera's turn
   * information is not applied, since landmarks belong to the stored pixels.
   *
   * @throws FaceFileException if it cannot be decoded
   */
  public static Picture decode(byte[] file) throws FaceFileException {
    return decode(file, AS_STORED);
  }

  /**
   * Decodes a picture in gray, a half, a quarter or an eighth of its size where that is enough.
   *
   * @param width the stored width
   * @param side the least width that is wanted
   * @throws FaceFileException if it cannot be decoded
   */
  public static Picture decodeSmall(byte[] file, int width, int side) throws FaceFileException {
    int reduced =
        width >= 8 * side
            ? Imgcodecs.IMREAD_REDUCED_GRAYSCALE_8
            : width >= 4 * side
                ? Imgcodecs.IMREAD_REDUCED_GRAYSCALE_4
                : width >= 2 * side
                    ? Imgcodecs.IMREAD_REDUCED_GRAYSCALE_2
                    : Imgcodecs.IMREAD_GRAYSCALE;
    return decode(file, reduced | Imgcodecs.IMREAD_IGNORE_ORIENTATION);
  }

  private static Picture decode(byte[] file, int how) throws FaceFileException {
    OpenCv.load();
    if (file.length == 0) {
      throw new FaceFileException("an empty file");
    }
    MatOfByte encoded = new MatOfByte(file);
    Mat decoded = null;
    try {
      decoded = Imgcodecs.imdecode(encoded, how);
      if (decoded.empty()) {
        throw new FaceFileException("not a picture that can be decoded");
      }
      return OpenCv.toPicture(decoded);
    } catch (CvException e) {
      throw new FaceFileException("not a picture that can be decoded: " + e.getMessage(), e);
    } finally {
      OpenCv.release(encoded);
      if (decoded != null) {
        OpenCv.release(decoded);
      }
    }
  }

  /**
   * Decodes a picture file of 8 or 16 bits a value; a channel of transparency is left out, and a
   * palette becomes its colours.
   *
   * @throws FaceFileException if it cannot be decoded, or has other numbers than whole ones
   */
  public static DeepPicture decodeDeep(byte[] file) throws FaceFileException {
    if (file.length == 0) {
      throw new FaceFileException("an empty file");
    }
    OpenCv.load();
    MatOfByte encoded = new MatOfByte(file);
    Mat decoded = null;
    try {
      decoded = Imgcodecs.imdecode(encoded, AS_STORED | Imgcodecs.IMREAD_ANYDEPTH);
      if (decoded.empty()) {
        throw new FaceFileException("not a picture that can be decoded");
      }
      if (decoded.depth() == CvType.CV_8U) {
        return DeepPicture.of(OpenCv.toPicture(decoded));
      }
      if (decoded.depth() != CvType.CV_16U) {
        throw new FaceFileException(
            "must have 8 or 16 bits a value, got " + CvType.typeToString(decoded.type()));
      }
      short[] values = new short[(int) decoded.total() * decoded.channels()];
      decoded.get(0, 0, values);
      return new DeepPicture(decoded.cols(), decoded.rows(), decoded.channels(), 16, values);
    } catch (CvException e) {
      throw new FaceFileException("not a picture that can be decoded: " + e.getMessage(), e);
    } finally {
      OpenCv.release(encoded);
      if (decoded != null) {
        OpenCv.release(decoded);
      }
    }
  }

  /** Encodes a picture as PNG, without loss: with 8 bits, or with 16 where it has more than 8. */
  public static byte[] encodePng(DeepPicture picture) {
    if (picture.bits() == 8) {
      return encodePng(picture.to8Bits());
    }
    OpenCv.load();
    DeepPicture deep = picture.to(16);
    Mat pixels = new Mat(deep.height(), deep.width(), CvType.CV_16UC(deep.channels()));
    MatOfByte encoded = new MatOfByte();
    try {
      pixels.put(0, 0, deep.values());
      Imgcodecs.imencode(".png", pixels, encoded);
      return encoded.toArray();
    } finally {
      OpenCv.release(pixels, encoded);
    }
  }

  /**
   * Encodes a picture as JPEG.
   *
   * @param quality from 0 to 100; DeepFaceLab's extractor uses 90, its resizer 100
   * @throws IllegalArgumentException if quality is out of range
   */
  public static byte[] encodeJpeg(Picture picture, int quality) {
    if (quality < 0 || quality > 100) {
      throw new IllegalArgumentException("JPEG quality must be from 0 to 100, got " + quality);
    }
    OpenCv.load();
    Mat pixels = OpenCv.toMat(picture);
    MatOfByte encoded = new MatOfByte();
    MatOfInt settings = new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, quality);
    try {
      Imgcodecs.imencode(".jpg", pixels, encoded, settings);
      return encoded.toArray();
    } finally {
      OpenCv.release(pixels, encoded, settings);
    }
  }

  /** Encodes a picture as PNG, without loss. */
  public static byte[] encodePng(Picture picture) {
    Mat pixels = OpenCv.toMat(picture);
    MatOfByte encoded = new MatOfByte();
    try {
      Imgcodecs.imencode(".png", pixels, encoded);
      return encoded.toArray();
    } finally {
      OpenCv.release(pixels, encoded);
    }
  }

  /**
   * Reads and decodes a picture file.
   *
   * @throws FaceFileException if it cannot be read or decoded; the message begins with the path
   */
  public static Picture read(Path file) throws FaceFileException {
    try {
      return decode(Files.readAllBytes(file));
    } catch (IOException e) {
      throw FaceFileException.reading(file, e);
    } catch (FaceFileException e) {
      throw new FaceFileException(file + ": " + e.getMessage(), e);
    }
  }
}
