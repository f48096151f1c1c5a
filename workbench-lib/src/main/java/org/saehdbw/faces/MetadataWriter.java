package org.saehdbw.faces;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.pickles.NumpyArray;
import org.saehdbw.pictures.Affine;
import org.saehdbw.pictures.Polygon;

/** Puts DeepFaceLab's metadata dictionary together, in the order in which its tools write it. */
public final class MetadataWriter {
  private MetadataWriter() {}

  /** Returns the dictionary that DeepFaceLab reads, with the keys in its order. */
  public static Map<String, Object> dictionary(FaceMetadata face) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(MetadataKeys.FACE_TYPE, face.faceType().fileName());
    values.put(MetadataKeys.LANDMARKS, points(face.landmarks()));
    face.sourceFilename().ifPresent(name -> values.put(MetadataKeys.SOURCE_FILENAME, name));
    face.sourceRect().ifPresent(rect -> values.put(MetadataKeys.SOURCE_RECT, rectangle(rect)));
    face.sourceLandmarks()
        .ifPresent(points -> values.put(MetadataKeys.SOURCE_LANDMARKS, points(points)));
    face.imageToFace().ifPresent(map -> values.put(MetadataKeys.IMAGE_TO_FACE, matrix(map)));
    if (face.eyebrowsExpandMod() != 1.0) {
      values.put(MetadataKeys.BROWS, face.eyebrowsExpandMod());
    }
    if (!face.polygons().isEmpty()) {
      values.put(MetadataKeys.POLYGONS, Map.of("polys", polygons(face.polygons())));
    }
    face.xsegMask()
        .ifPresent(
            mask ->
                values.put(
                    MetadataKeys.XSEG_MASK, new NumpyArray("u1", List.of(mask.length, 1), mask)));
    values.putAll(face.other());
    return values;
  }

  /** Returns the 68 points as lists of x and y. */
  public static List<Object> points(Landmarks landmarks) {
    List<Object> points = new ArrayList<>();
    for (int i = 0; i < Landmarks.COUNT; i++) {
      points.add(List.of(landmarks.x(i), landmarks.y(i)));
    }
    return points;
  }

  private static NumpyArray rectangle(List<Integer> rect) {
    return NumpyArray.ofInts(
        List.of(rect.size()), rect.stream().mapToInt(Integer::intValue).toArray());
  }

  private static NumpyArray matrix(Affine map) {
    return NumpyArray.ofDoubles(
        List.of(2, 3), map.m00(), map.m01(), map.m02(), map.m10(), map.m11(), map.m12());
  }

  /** Returns mask polygons as DeepFaceLab stores them: type 1 includes, type 0 excludes. */
  public static List<Object> polygons(List<Polygon> polygons) {
    List<Object> entries = new ArrayList<>();
    for (Polygon polygon : polygons) {
      float[] xy = new float[polygon.xy().size()];
      for (int i = 0; i < xy.length; i++) {
        xy[i] = polygon.xy().get(i);
      }
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("type", polygon.include() ? 1 : 0);
      entry.put("pts", NumpyArray.ofFloats(List.of(xy.length / 2, 2), xy));
      entries.add(entry);
    }
    return entries;
  }
}
