package org.saehdbw.facesets.importing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.pictures.FaceFileException;

/**
 * 68 points as JSON: a list of {@code [x, y]} or of {@code {"x": ..., "y": ...}}, alone, as the
 * only face of a list, or as a value of an object such as {@code {"landmarks": [...]}}.
 */
final class LandmarkJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> KEYS = List.of("landmarks", "landmarks_68", "points", "shape");

  private LandmarkJson() {}

  /**
   * Reads the points as x0, y0, x1, y1, ...
   *
   * @throws FaceFileException if the text is not JSON, or these are not the 68 points of one face
   */
  static double[] parse(String text, String name) throws FaceFileException {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new FaceFileException(name + " is not valid JSON: " + e.getOriginalMessage(), e);
    }
    JsonNode list = oneFace(root, name);
    int size = list.size();
    if (size != Landmarks.COUNT) {
      boolean flat = size > 0 && list.get(0).isNumber();
      throw flat
          ? new FaceFileException(
              String.format(
                  Locale.ROOT,
                  "%s has a list of %d numbers; it must be a list of 68 pairs [x, y]",
                  name,
                  size))
          : LandmarkText.wrongCount(name, size);
    }
    double[] xy = new double[2 * size];
    for (int i = 0; i < size; i++) {
      double[] point = point(list.get(i));
      if (point == null) {
        throw new FaceFileException(
            String.format(
                Locale.ROOT,
                "%s must have 68 pairs [x, y], got %s at point %d",
                name,
                shown(list.get(i)),
                i));
      }
      xy[2 * i] = point[0];
      xy[2 * i + 1] = point[1];
    }
    return xy;
  }

  /** Finds the list of points. */
  private static JsonNode oneFace(JsonNode node, String name) throws FaceFileException {
    if (node.isObject()) {
      return oneFace(value(node, name), name);
    }
    if (!node.isArray()) {
      throw new FaceFileException(name + " must hold a list of 68 pairs [x, y]");
    }
    boolean faces = node.size() > 0 && (isList(node.get(0)) || holdsList(node.get(0)));
    if (faces && node.size() > 1) {
      throw new FaceFileException(
          String.format(Locale.ROOT, "%s holds %d faces; it must hold one", name, node.size()));
    }
    return faces ? oneFace(node.get(0), name) : node;
  }

  /** The value that may be points: the one of a known name, or the only list of points. */
  private static JsonNode value(JsonNode object, String name) throws FaceFileException {
    for (String key : KEYS) {
      if (object.has(key)) {
        return object.get(key);
      }
    }
    List<JsonNode> lists = new ArrayList<>();
    object.elements().forEachRemaining(value -> add(lists, value));
    if (lists.size() != 1) {
      throw new FaceFileException(
          String.format(
              Locale.ROOT,
              "%s must hold one list of points under \"landmarks\", got %d lists of points",
              name,
              lists.size()));
    }
    return lists.get(0);
  }

  private static void add(List<JsonNode> lists, JsonNode value) {
    if (isList(value) || isList(value.path(0)) || holdsList(value.path(0))) {
      lists.add(value);
    }
  }

  /** Whether these look like points. */
  private static boolean isList(JsonNode node) {
    return node.isArray() && node.size() > 0 && point(node.get(0)) != null;
  }

  private static boolean holdsList(JsonNode node) {
    return node.isObject() && KEYS.stream().anyMatch(node::has);
  }

  private static double @Nullable [] point(JsonNode node) {
    JsonNode x = node.isArray() ? node.path(0) : node.path("x");
    JsonNode y = node.isArray() ? node.path(1) : node.path("y");
    boolean pair = node.isObject() || node.size() == 2;
    boolean numbers =
        x.isNumber()
            && y.isNumber()
            && Double.isFinite(x.doubleValue())
            && Double.isFinite(y.doubleValue());
    return pair && numbers ? new double[] {x.doubleValue(), y.doubleValue()} : null;
  }

  private static String shown(JsonNode node) {
    String text = node.toString();
    return text.length() > 40 ? text.substring(0, 40) + "..." : text;
  }
}
