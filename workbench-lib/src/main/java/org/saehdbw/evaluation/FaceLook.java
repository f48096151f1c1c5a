package org.saehdbw.evaluation;

import org.opencv.core.Mat;
import org.saehdbw.faces.Alignment;
import org.saehdbw.faces.FaceMasks;
import org.saehdbw.faces.FaceType;
import org.saehdbw.faces.HeadPose;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.pictures.Affine;
import org.saehdbw.pictures.FaceCut;
import org.saehdbw.pictures.OpenCv;
import org.saehdbw.pictures.Picture;

/**
 * A face cut out by its landmarks, all faces alike: luma of 0 to 1 and the outline in a square of
 * {@value #SIDE} pixels.
 *
 * @param luma of the square
 * @param mask 1 inside the outline and the picture, 0 outside
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity, never by value
record FaceLook(float[] luma, float[] mask) {
  static final int SIDE = 128;
  private static final FaceType TYPE = FaceType.FULL;
  private static final float WHITE = 255;

  /**
   * Cuts a face out.
   *
   * @param landmarks in the picture's pixels
   * @throws IllegalArgumentException if they allow no alignment
   */
  static FaceLook of(Picture picture, Landmarks landmarks) {
    Affine map = Alignment.faceMatrix(landmarks, TYPE, SIDE);
    Picture cut = FaceCut.of(picture.toGray(), map, SIDE);
    float[] luma = new float[SIDE * SIDE];
    for (int i = 0; i < luma.length; i++) {
      luma[i] = (cut.pixels()[i] & 0xff) / WHITE;
    }
    return new FaceLook(luma, outline(picture, landmarks, map));
  }

  private static float[] outline(Picture picture, Landmarks landmarks, Affine map) {
    Mat hull = FaceMasks.hull(landmarks.map(map), 1, SIDE, SIDE);
    float[] mask = new float[SIDE * SIDE];
    hull.get(0, 0, mask);
    OpenCv.release(hull);
    Affine back = map.inverse();
    for (int i = 0; i < mask.length; i++) {
      double x = back.mapX(i % SIDE, i / SIDE);
      double y = back.mapY(i % SIDE, i / SIDE);
      boolean isInside = x >= 0 && y >= 0 && x <= picture.width() - 1 && y <= picture.height() - 1;
      mask[i] = isInside ? mask[i] : 0;
    }
    return mask;
  }

  /**
   * Which way a head looks, in the square.
   *
   * @throws IllegalArgumentException if the landmarks allow no alignment
   */
  static HeadPose pose(Landmarks landmarks) {
    return HeadPose.of(landmarks.map(Alignment.faceMatrix(landmarks, TYPE, SIDE)), SIDE);
  }
}
