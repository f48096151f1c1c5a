package org.saehdbw.faces;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.saehdbw.pickles.NumpyArray;
import org.saehdbw.pickles.PickleNone;
import org.saehdbw.pickles.PickleTuple;
import org.saehdbw.pictures.Affine;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.Polygon;

/** Takes DeepFaceLab's metadata dictionary apart. Lists, tuples and arrays of numbers are equal. */
public final class MetadataReader {
  /** More than fit into a JPEG's face data, and far more than anybody draws. */
  private static final int MAX_POLYGON_NUMBERS = 16_384;

  private static final int POINT_NUMBERS = 2 * Landmarks.COUNT;

  private final Map<String, Object> rest;

  private MetadataReader(Map<String, Object> dictionary) {
    this.rest = new LinkedHashMap<>(dictionary);
  }

  /**
   * Reads a face's metadata.
   *
   * @param dictionary what the file holds, as it was unpickled
   * @throws FaceFileException if a value is missing or is not what it should be
   */
  public static FaceMetadata parse(Map<String, Object> dictionary) throws FaceFileException {
    MetadataReader reader = new MetadataReader(dictionary);
    reader.rest.values().removeIf(value -> value == PickleNone.NONE);
    FaceType type = reader.faceType();
    Landmarks landmarks =
        reader
            .landmarks(MetadataKeys.LANDMARKS)
            .orElseThrow(() -> new FaceFileException("its face data have no landmarks"));
    return new FaceMetadata(
        type,
        landmarks,
        reader.text(MetadataKeys.SOURCE_FILENAME),
        reader.rectangle(),
        reader.landmarks(MetadataKeys.SOURCE_LANDMARKS),
        reader.matrix(),
        reader.browMultiplier(),
        reader.polygons(),
        reader.xsegMask(),
        reader.rest);
  }

  private FaceType faceType() throws FaceFileException {
    Optional<String> name = text(MetadataKeys.FACE_TYPE);
    try {
      return FaceType.parse(name.orElse(FaceType.FULL.fileName()));
    } catch (IllegalArgumentException e) {
      throw new FaceFileException("its face data: " + e.getMessage(), e);
    }
  }

  private Optional<String> text(String key) throws FaceFileException {
    Object value = rest.remove(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text) {
      return Optional.of(text);
    }
    throw wrong(key, "text", value);
  }

  private Optional<Landmarks> landmarks(String key) throws FaceFileException {
    Object value = rest.remove(key);
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Landmarks.of(numbers(key, value, "68 points", POINT_NUMBERS)));
    } catch (IllegalArgumentException e) {
      throw new FaceFileException("its face data: " + key + ": " + e.getMessage(), e);
    }
  }

  private Optional<List<Integer>> rectangle() throws FaceFileException {
    String key = MetadataKeys.SOURCE_RECT;
    Object value = rest.remove(key);
    if (value == null) {
      return Optional.empty();
    }
    double[] numbers = numbers(key, value, "4 numbers", 4);
    if (numbers.length != 4) {
      throw wrong(key, "4 numbers", value);
    }
    return Optional.of(
        List.of((int) numbers[0], (int) numbers[1], (int) numbers[2], (int) numbers[3]));
  }

  private Optional<Affine> matrix() throws FaceFileException {
    String key = MetadataKeys.IMAGE_TO_FACE;
    Object value = rest.remove(key);
    if (value == null) {
      return Optional.empty();
    }
    double[] m = numbers(key, value, "a 2x3 matrix", 6);
    if (m.length != 6) {
      throw wrong(key, "a 2x3 matrix", value);
    }
    return Optional.of(new Affine(m[0], m[1], m[2], m[3], m[4], m[5]));
  }

  private double browMultiplier() throws FaceFileException {
    Object value = rest.remove(MetadataKeys.BROWS);
    if (value == null) {
      return 1.0;
    }
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    throw wrong(MetadataKeys.BROWS, "a number", value);
  }

  private Optional<byte[]> xsegMask() throws FaceFileException {
    Object value = rest.remove(MetadataKeys.XSEG_MASK);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof NumpyArray array && array.dtype().equals("u1")) {
      return Optional.of(array.data());
    }
    throw wrong(MetadataKeys.XSEG_MASK, "an array of bytes", value);
  }

  private List<Polygon> polygons() throws FaceFileException {
    String key = MetadataKeys.POLYGONS;
    Object value = rest.remove(key);
    if (value == null) {
      return List.of();
    }
    Object list = value instanceof Map<?, ?> map ? map.get("polys") : value;
    if (!(list instanceof List<?> entries)) {
      throw wrong(key, "a list of polygons", value);
    }
    List<Polygon> included = new ArrayList<>();
    List<Polygon> excluded = new ArrayList<>();
    int left = MAX_POLYGON_NUMBERS;
    for (Object entry : entries) {
      Polygon polygon = polygon(entry, left);
      left -= Math.max(1, polygon.xy().size());
      (polygon.include() ? included : excluded).add(polygon);
    }
    included.addAll(excluded);
    return List.copyOf(included);
  }

  private static Polygon polygon(Object entry, int most) throws FaceFileException {
    String key = MetadataKeys.POLYGONS;
    Object kind = null;
    Object points = null;
    if (entry instanceof Map<?, ?> map) {
      kind = map.get("type");
      points = map.get("pts");
    } else {
      List<?> pair = items(entry).orElse(List.of());
      kind = pair.size() == 2 ? pair.get(0) : null;
      points = pair.size() == 2 ? pair.get(1) : null;
    }
    if (points == null || !(kind instanceof Number type) || type.intValue() >> 1 != 0) {
      throw wrong(key, "polygons with a type of 0 or 1 and points", entry);
    }
    double[] numbers =
        numbers(key, points, "at most " + MAX_POLYGON_NUMBERS / 2 + " points in all", most);
    List<Float> xy = new ArrayList<>();
    for (double number : numbers) {
      xy.add((float) number);
    }
    if (xy.size() % 2 != 0) {
      throw wrong(key, "pairs of numbers", points);
    }
    return new Polygon(type.intValue() == 1, List.copyOf(xy));
  }

  /** Flattens nested lists, tuples or an array into finite numbers, at most so many. */
  private static double[] numbers(String key, Object value, String wanted, int most)
      throws FaceFileException {
    Flat flat = new Flat();
    flatten(key, value, wanted, flat, most);
    return Arrays.copyOf(flat.values, flat.size);
  }

  /** Numbers without a box for each: these are most of what a face's data are. */
  private static final class Flat {
    private double[] values = new double[2 * Landmarks.COUNT];
    private int size;

    void add(double value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = value;
    }
  }

  private static void flatten(String key, Object value, String wanted, Flat flat, int most)
      throws FaceFileException {
    Optional<List<?>> items = items(value);
    if (items.isPresent()) {
      for (Object item : items.get()) {
        flatten(key, item, wanted, flat, most);
      }
    } else if (value instanceof NumpyArray array && array.size() <= most - flat.size) {
      for (double number : array.toDoubles()) {
        if (!Double.isFinite(number)) {
          throw wrong(key, wanted, number);
        }
        flat.add(number);
      }
    } else if (value instanceof NumpyArray || flat.size >= most) {
      throw new FaceFileException("its face data: " + key + " must be " + wanted + ", got more");
    } else if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      flat.add(number.doubleValue());
    } else {
      throw wrong(key, wanted, value);
    }
  }

  private static Optional<List<?>> items(Object value) {
    if (value instanceof PickleTuple tuple) {
      return Optional.of(tuple.items());
    }
    return value instanceof List<?> list ? Optional.of(list) : Optional.empty();
  }

  private static FaceFileException wrong(String key, String wanted, @Nullable Object value) {
    String came =
        value instanceof Number || value instanceof Boolean
            ? value.toString()
            : value == null ? "nothing" : value.getClass().getSimpleName();
    return new FaceFileException(
        String.format(Locale.ROOT, "its face data: %s must be %s, got %s", key, wanted, came));
  }
}
