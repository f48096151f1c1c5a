package org.saehdbw.experiments;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.saehdbw.evaluation.FaceFigures;

/**
 * How well a model draws one side's faces as themselves.
 *
 * @param faceset the text that names the faces in settings
 * @param all of all measured faces
 * @param byBin of those in each bin of pose by its name, in the bins' order; bins without faces are
 *     left out
 * @param trainedOn how many of them the run was trained on; they say nothing of faces that it never
 *     saw
 * @param otherForm how many are not the pinned files but the same faces in another form, as gray
 * @param errors of each face
 */
public record EvaluatedSide(
    String faceset,
    FaceFigures all,
    Map<String, FaceFigures> byBin,
    int trainedOn,
    int otherForm,
    FaceErrors errors) {
  /** Copies the bins, keeping their order. */
  public EvaluatedSide {
    byBin = Collections.unmodifiableMap(new LinkedHashMap<>(byBin));
  }
}
