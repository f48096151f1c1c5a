package org.saehdbw.synthesis;

import org.saehdbw.pictures.Affine;

/**
 * Takes the camera's picture plane to the samples of a raster that is {@code finer} times as fine
 * as the picture. Pixel {@code i} of the picture is centred at {@code i}, as everywhere in {@link
 * org.saehdbw.faces.Alignment}.
 */
final class RasterFrame {
  final int side;
  final int finer;
  private final Affine map;
  private final double cos;
  private final double sin;

  RasterFrame(Affine crop, int size, int finer) {
    this.side = size * finer;
    this.finer = finer;
    double shift = 0.5 * finer - 0.5;
    this.map = new Affine(finer, 0, shift, 0, finer, shift).after(crop);
    double zoom = Math.sqrt(crop.m00() * crop.m00() + crop.m10() * crop.m10());
    this.cos = crop.m00() / zoom;
    this.sin = crop.m10() / zoom;
  }

  double x(double planeX, double planeY) {
    return map.mapX(planeX, planeY);
  }

  double y(double planeX, double planeY) {
    return map.mapY(planeX, planeY);
  }

  /** Turns a direction as the crop turns the picture, so that light keeps its side. */
  void turn(double[] direction) {
    double turnedX = cos * direction[0] - sin * direction[1];
    direction[1] = sin * direction[0] + cos * direction[1];
    direction[0] = turnedX;
  }
}
