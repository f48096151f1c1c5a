package org.saehdbw.dataloaders;

import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Range;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.saehdbw.pictures.OpenCv;
import org.saehdbw.tensors.CounterRandom;

/**
 * The random distortion of network inputs: a coarse grid whose inner nodes are moved, read through
 * by bilinear interpolation (spec/facesets 6).
 *
 * <p>As in the original the map for y is the transpose of the map for x, so that the distortion is
 * symmetric about the main diagonal, and an undisturbed grid shifts the picture by half a pixel.
 * Owns its two maps.
 */
public final class GridWarp implements AutoCloseable {
  private static final double STRENGTH = 0.24;
  private static final double TRUNCATION = 2.5;
  private static final int CELL_CHOICES = 3;

  private final Mat mapX;
  private final Mat mapY;

  /**
   * Draws a warp: the cell is a half, a quarter or an eighth of the side, each equally likely.
   *
   * @param random a stream of this sample's own
   * @param side of the picture in pixels, at least 64
   */
  public static GridWarp draw(CounterRandom random, int side) {
    int cell = side / (2 << random.nextInt(CELL_CHOICES));
    int inner = side / cell - 1;
    double[] normals = new double[2 * inner * inner];
    for (int i = 0; i < normals.length; i++) {
      normals[i] = truncatedNormal(random);
    }
    return of(side, cell, normals);
  }

  /**
   * Builds a warp from its draws.
   *
   * @param side of the picture in pixels
   * @param cell the grid's cell in pixels
   * @param normals two fields of standard normal draws of at most 2.5 for the inner nodes, row by
   *     row, one after the other
   * @throws IllegalArgumentException if there are not twice as many draws as inner nodes
   */
  public static GridWarp of(int side, int cell, double[] normals) {
    int nodes = side / cell + 1;
    int inner = nodes - 2;
    if (normals.length != 2 * inner * inner) {
      throw new IllegalArgumentException(
          "a warp of side "
              + side
              + " and cell "
              + cell
              + " takes "
              + 2 * inner * inner
              + " draws, got "
              + normals.length);
    }
    double[] grid = new double[nodes * nodes];
    for (int row = 0; row < nodes; row++) {
      for (int column = 0; column < nodes; column++) {
        grid[row * nodes + column] = (double) column * side / (nodes - 1);
      }
    }
    for (int i = 0; i < inner; i++) {
      for (int j = 0; j < inner; j++) {
        float first = (float) (normals[i * inner + j] / TRUNCATION);
        float second = (float) (normals[inner * inner + j * inner + i] / TRUNCATION);
        grid[(i + 1) * nodes + j + 1] += STRENGTH * cell * ((double) first + second);
      }
    }
    return new GridWarp(side, cell, nodes, grid);
  }

  private GridWarp(int side, int cell, int nodes, double[] grid) {
    Mat coarse = new Mat(nodes, nodes, CvType.CV_64FC1);
    Mat fine = new Mat();
    mapX = new Mat();
    mapY = new Mat();
    try {
      coarse.put(0, 0, grid);
      Imgproc.resize(coarse, fine, new Size(side + cell, side + cell), 0, 0, Imgproc.INTER_LINEAR);
      int from = cell / 2;
      Mat middle = fine.submat(new Range(from, from + side), new Range(from, from + side));
      middle.convertTo(mapX, CvType.CV_32FC1);
      OpenCv.release(middle);
      Core.transpose(mapX, mapY);
    } finally {
      OpenCv.release(coarse, fine);
    }
  }

  /**
   * Distorts a picture; what is read from outside of it is 0.
   *
   * @param picture of the warp's side
   * @param distorted takes the result
   * @param interpolation one of OpenCV's constants
   */
  public void apply(Mat picture, Mat distorted, int interpolation) {
    Imgproc.remap(picture, distorted, mapX, mapY, interpolation, Core.BORDER_CONSTANT);
  }

  /** The map's x coordinates, row by row, for tests. */
  float[] xCoordinates() {
    float[] values = new float[(int) mapX.total()];
    mapX.get(0, 0, values);
    return values;
  }

  @Override
  public void close() {
    OpenCv.release(mapX, mapY);
  }

  private static double truncatedNormal(CounterRandom random) {
    double draw = random.nextGaussian();
    while (Math.abs(draw) > TRUNCATION) {
      draw = random.nextGaussian();
    }
    return draw;
  }
}
