package org.saehdbw.facesets.importing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.pictures.FaceFileException;

/**
 * 68 points as JSON: a list of {@code [x, y]} or of {@code {"x": ..., "y": ...}}, alone, as the
 * only face of a list, or as a value of an object such as {@code {"landmarks": [...]}}.
 */
final class LandmarkJson {
  /** Lists and objects in one another; deeper files are no landmarks. */
  private static final int MOST_NESTED = 32;

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MOST_NESTED).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();
  private static final List<String> KEYS = List.of("landmarks", "landmarks_68", "points", "shape");

  private static final List<String> INDEX_KEYS =
      List.of("index", "idx", "i", "id", "n", "no", "nr", "point", "landmark", "landmark_id");

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
      throw new FaceFileException(name + " is not one valid JSON document: " + problem(e), e);
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
    return ordered(list, xy, name);
  }

  /** Sorts points that carry their number, as {@code {"index": 0, "x": ..., "y": ...}}. */
  private static double[] ordered(JsonNode list, double[] xy, String name)
      throws FaceFileException {
    for (String key : INDEX_KEYS) {
      int[] index =
          StreamSupport.stream(list.spliterator(), false)
              .mapToInt(p -> p.path(key).asInt(-1))
              .toArray();
      if (list.get(0).has(key)) {
        int first = Arrays.stream(index).min().orElse(0);
        boolean each = Arrays.stream(index).distinct().count() == index.length;
        int last = Arrays.stream(index).max().orElse(0);
        if (!each || first < 0 || first > 1 || last - first != index.length - 1) {
          throw new FaceFileException(
              String.format(
                  Locale.ROOT,
                  "%s has points whose \"%s\" does not count from 0 to 67 or from 1 to 68",
                  name,
                  key));
        }
        double[] sorted = new double[xy.length];
        for (int i = 0; i < index.length; i++) {
          System.arraycopy(xy, 2 * i, sorted, 2 * (index[i] - first), 2);
        }
        return sorted;
      }
    }
    return xy;
  }

  /** Without the parser's words on itself. */
  private static String problem(JsonProcessingException e) {
    return e instanceof MismatchedInputException
        ? "something follows its first value"
        : e.getOriginalMessage().replaceFirst("(?s) \\((start marker|for ).*", "");
  }

  /** Finds the list of points. */
  private static JsonNode oneFace(JsonNode node, String name) throws FaceFileException {
    if (node.isObject()) {
      return oneFace(value(node, name), name);
    }
    if (!node.isArray()) {
      throw new FaceFileException(name + " must hold a list of 68 pairs [x, y]");
    }
    boolean faces = node.size() > 0 && holdsList(node.get(0));
    if (faces && node.size() > 1) {
      throw new FaceFileException(
          String.format(Locale.ROOT, "%s holds %d faces; it must hold one", name, node.size()));
    }
    return faces ? oneFace(node.get(0), name) : node;
  }

  /** The value that may be points: the only one with 68 points, or the one of a known name. */
  private static JsonNode value(JsonNode object, String name) throws FaceFileException {
    List<JsonNode> lists = new ArrayList<>();
    object.elements().forEachRemaining(value -> add(lists, value));
    List<JsonNode> whole = lists.stream().filter(LandmarkJson::holds68).toList();
    if (whole.size() == 1) {
      return whole.get(0);
    }
    for (String key : KEYS) {
      if (object.has(key) && !(object.get(key).isObject() && whole.isEmpty())) {
        return object.get(key);
      }
    }
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
    if (isList(value) || holdsList(value)) {
      lists.add(value);
    }
  }

  /** Whether these look like points. */
  private static boolean isList(JsonNode node) {
    return node.isArray() && node.size() > 0 && point(node.get(0)) != null;
  }

  /** Whether these are points, or points are somewhere in it. */
  private static boolean holdsList(JsonNode node) {
    return isList(node) || (point(node) == null && anyInside(node, LandmarkJson::holdsList));
  }

  /** The same for 68 points. */
  private static boolean holds68(JsonNode node) {
    return isList(node) ? node.size() == Landmarks.COUNT : anyInside(node, LandmarkJson::holds68);
  }

  private static boolean anyInside(JsonNode node, Predicate<JsonNode> wanted) {
    return StreamSupport.stream(node.spliterator(), false).anyMatch(wanted);
  }

  private static double @Nullable [] point(JsonNode node) {
    JsonNode x = node.isArray() ? node.path(0) : node.path(node.has("X") ? "X" : "x");
    JsonNode y = node.isArray() ? node.path(1) : node.path(node.has("Y") ? "Y" : "y");
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
