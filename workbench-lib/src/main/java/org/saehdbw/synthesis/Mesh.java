package org.saehdbw.synthesis;

/** A surface as a grid of points: the position of each in the raster, and what the paint needs. */
final class Mesh {
  /** Values per point: raster x, raster y, depth, surface x, y, turn, normal x, y, z, open. */
  static final int STRIDE = 10;

  final int rows;
  final int columns;
  final float[] points;

  Mesh(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    this.points = new float[rows * columns * STRIDE];
  }

  /** A surface over the unit square. */
  interface Surface {
    /**
     * Gives a point.
     *
     * @param out receives x, y, z of the head, then surface x, y, turn and open
     */
    void at(int row, int column, double[] out);
  }

  /** Fills the grid; normals come from the neighbours. */
  static Mesh of(int rows, int columns, Surface surface, Camera camera, RasterFrame frame) {
    Mesh mesh = new Mesh(rows, columns);
    float[] xyz = new float[rows * columns * 3];
    double[] out = new double[7];
    double[] seen = new double[3];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        surface.at(i, j, out);
        int at = i * columns + j;
        int p = at * STRIDE;
        camera.project(out[0], out[1], out[2], seen);
        mesh.points[p] = (float) frame.x(seen[0], seen[1]);
        mesh.points[p + 1] = (float) frame.y(seen[0], seen[1]);
        mesh.points[p + 2] = (float) seen[2];
        for (int k = 0; k < 3; k++) {
          xyz[3 * at + k] = (float) out[k];
          mesh.points[p + 3 + k] = (float) out[3 + k];
        }
        mesh.points[p + 9] = (float) out[6];
      }
    }
    mesh.normals(xyz, camera, frame);
    return mesh;
  }

  private void normals(float[] xyz, Camera camera, RasterFrame frame) {
    double[] normal = new double[3];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        int up = 3 * (Math.max(0, i - 1) * columns + j);
        int down = 3 * (Math.min(rows - 1, i + 1) * columns + j);
        int left = 3 * (i * columns + Math.max(0, j - 1));
        int right = 3 * (i * columns + Math.min(columns - 1, j + 1));
        double ax = xyz[right] - xyz[left];
        double ay = xyz[right + 1] - xyz[left + 1];
        double az = xyz[right + 2] - xyz[left + 2];
        double bx = xyz[down] - xyz[up];
        double by = xyz[down + 1] - xyz[up + 1];
        double bz = xyz[down + 2] - xyz[up + 2];
        double nx = ay * bz - az * by;
        double ny = az * bx - ax * bz;
        double nz = ax * by - ay * bx;
        double length = Math.sqrt(nx * nx + ny * ny + nz * nz) + 1e-12;
        camera.direction(nx / length, ny / length, nz / length, normal);
        frame.turn(normal);
        int p = (i * columns + j) * STRIDE;
        points[p + 6] = (float) normal[0];
        points[p + 7] = (float) normal[1];
        points[p + 8] = (float) normal[2];
      }
    }
  }
}
