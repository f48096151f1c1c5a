package org.saehdbw.training.narrowing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model holds at its narrowest place while it looks at faces: the codes of each inter, and
 * the second moments of the channels behind its dense2 and behind its upscale1, summed over samples
 * and places.
 */
public final class ModelMoments {
  private int faces;
  private final Map<String, List<Matrix>> codes = new LinkedHashMap<>();
  private final Map<String, Matrix> wide = new LinkedHashMap<>();
  private final Map<String, Matrix> upscaled = new LinkedHashMap<>();

  /** Starts with what so many faces a side give. */
  public ModelMoments(int faces) {
    this.faces = faces;
  }

  /** Adds codes of an inter, a row a face. */
  public void addCodes(String inter, Matrix rows) {
    codes.computeIfAbsent(inter, name -> new ArrayList<>()).add(rows);
  }

  /** Adds channels' products behind dense2, (channels, channels). */
  public void addWide(String inter, Matrix products) {
    wide.merge(inter, products, Matrix::plus);
  }

  /** Adds channels' products behind upscale1, (channels, channels). */
  public void addUpscaled(String inter, Matrix products) {
    upscaled.merge(inter, products, Matrix::plus);
  }

  /** Adds what other faces gave. */
  public void add(ModelMoments other) {
    faces += other.faces;
    other.codes.forEach((inter, all) -> all.forEach(rows -> addCodes(inter, rows)));
    other.wide.forEach(this::addWide);
    other.upscaled.forEach(this::addUpscaled);
  }

  /** Returns how many faces of each side were looked at. */
  public int faces() {
    return faces;
  }

  /** Returns all codes of an inter, a row a face. */
  Matrix codes(String inter) {
    return Matrix.stacked(of(codes, inter));
  }

  Matrix wide(String inter) {
    return of(wide, inter);
  }

  Matrix upscaled(String inter) {
    return of(upscaled, inter);
  }

  private static <V> V of(Map<String, V> values, String inter) {
    V value = values.get(inter);
    if (value == null) {
      throw new IllegalStateException("nothing was seen of " + inter);
    }
    return value;
  }
}
