package org.saehdbw.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.pictures.OpenCv;

/** Finds and reads the stored examples of this package's tests. */
public final class FacesetFixtures {
  private FacesetFixtures() {}

  public static Path path(String name) {
    return Path.of("src/test/resources").resolve(name);
  }

  public static JsonNode json(String name) throws IOException {
    return new ObjectMapper().readTree(path(name).toFile());
  }

  /** Takes a list of x, y pairs. */
  public static double[] points(JsonNode list) {
    double[] xy = new double[2 * list.size()];
    for (int i = 0; i < list.size(); i++) {
      xy[2 * i] = list.get(i).get(0).asDouble();
      xy[2 * i + 1] = list.get(i).get(1).asDouble();
    }
    return xy;
  }

  public static Landmarks landmarks(JsonNode list) {
    return Landmarks.of(points(list));
  }

  public static float[] floats(Mat mat) {
    float[] values = new float[(int) mat.total()];
    mat.get(0, 0, values);
    return values;
  }

  /** Reads a one-channel PNG as 0 to 255. */
  public static byte[] gray(String name) {
    OpenCv.load();
    Mat mat = Imgcodecs.imread(path(name).toString(), Imgcodecs.IMREAD_UNCHANGED);
    byte[] values = new byte[(int) mat.total()];
    mat.get(0, 0, values);
    return values;
  }
}
