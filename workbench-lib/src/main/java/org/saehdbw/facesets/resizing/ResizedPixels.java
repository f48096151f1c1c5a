package org.saehdbw.facesets.resizing;

import org.opencv.core.Core;
import org.opencv.core.CvException;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.saehdbw.faces.FaceMasks;
import org.saehdbw.pictures.Affine;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.OpenCv;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;

/** What resizing makes of a face's picture and of its segmentation mask, as DeepFaceLab does it. */
final class ResizedPixels {
  /** The side of segmentation masks, whatever the picture's size. */
  static final int MASK_SIDE = 256;

  private ResizedPixels() {}

  /**
   * Resizes a picture by Lanczos interpolation over 8 x 8 pixels. Like the original it does not
   * average first, so a much smaller picture is sharp and aliased.
   *
   * @param size the new side in pixels
   * @throws FaceFileException if OpenCV cannot, for lack of memory
   */
  static Picture scaled(Picture picture, int size) throws FaceFileException {
    Mat pixels = OpenCv.toMat(picture);
    try {
      Imgproc.resize(pixels, pixels, new Size(size, size), 0, 0, Imgproc.INTER_LANCZOS4);
      return OpenCv.toPicture(pixels);
    } catch (CvException e) {
      throw failed(e);
    } finally {
      OpenCv.release(pixels);
    }
  }

  /**
   * Cuts a picture anew by the same interpolation, black where there is nothing.
   *
   * @param map takes the picture's pixels to the new one's
   * @param size the new side in pixels
   * @throws FaceFileException if OpenCV cannot, for lack of memory
   */
  static Picture warped(Picture picture, Affine map, int size) throws FaceFileException {
    Mat pixels = OpenCv.toMat(picture);
    try {
      warp(pixels, map, size);
      return OpenCv.toPicture(pixels);
    } catch (CvException e) {
      throw failed(e);
    } finally {
      OpenCv.release(pixels);
    }
  }

  /**
   * Cuts a segmentation mask anew and makes it 0 or 1 at one half. A mask of another side than
   * {@value #MASK_SIDE} is brought to that first; the original takes it for one of that side and
   * puts it into the wrong place.
   *
   * @param file a PNG or JPEG file
   * @param map takes the pixels of a mask of {@value #MASK_SIDE} to the new one's
   * @return a PNG file of {@value #MASK_SIDE} x {@value #MASK_SIDE}
   * @throws FaceFileException if it cannot be decoded
   */
  static byte[] warpedMask(byte[] file, Affine map) throws FaceFileException {
    Mat mask = FaceMasks.segmentation(file);
    try {
      if (mask.cols() != MASK_SIDE || mask.rows() != MASK_SIDE) {
        Imgproc.resize(mask, mask, new Size(MASK_SIDE, MASK_SIDE), 0, 0, Imgproc.INTER_LINEAR);
      }
      warp(mask, map, MASK_SIDE);
      Core.compare(mask, new Scalar(0.5), mask, Core.CMP_GE);
      // Two values: at most 12 KB as PNG, far below the 50,000 bytes that a mask may take.
      return PictureFiles.encodePng(OpenCv.toPicture(mask));
    } catch (CvException e) {
      throw failed(e);
    } finally {
      OpenCv.release(mask);
    }
  }

  private static void warp(Mat pixels, Affine map, int size) {
    Mat matrix = new Mat(2, 3, CvType.CV_64FC1);
    try {
      matrix.put(0, 0, map.m00(), map.m01(), map.m02(), map.m10(), map.m11(), map.m12());
      Imgproc.warpAffine(pixels, pixels, matrix, new Size(size, size), Imgproc.INTER_LANCZOS4);
    } finally {
      OpenCv.release(matrix);
    }
  }

  private static FaceFileException failed(CvException cause) {
    return new FaceFileException("its picture cannot be resized: " + cause.getMessage(), cause);
  }
}
