package org.saehdbw.experiments;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The mean squared luma error inside the mask of each measured face, by its place in the manifest,
 * from 0. Faces that could not be read, or whose mask is empty, are left out.
 *
 * @param model of what the model draws
 * @param meanFace of the mean face that the run was trained on, its brightness and contrast fitted
 *     to each face; empty where that was not asked for
 */
public record FaceErrors(Map<Integer, Double> model, Map<Integer, Double> meanFace) {
  /** Copies the maps, keeping their order. */
  public FaceErrors {
    model = Collections.unmodifiableMap(new LinkedHashMap<>(model));
    meanFace = Collections.unmodifiableMap(new LinkedHashMap<>(meanFace));
  }
}
