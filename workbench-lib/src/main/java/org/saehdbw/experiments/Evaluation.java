package org.saehdbw.experiments;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.evaluation.EvaluationManifest;
import org.saehdbw.evaluation.FaceFigures;
import org.saehdbw.evaluation.SwapFigures;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.settings.SettingsException;

/**
 * How well a run's model draws faces that it never saw, by pose, and whose face its swaps show.
 * {@link Evaluator} has more ways to ask.
 *
 * @param run the run folder's name
 * @param model the model's name
 * @param stage {@code pretrain} or {@code train}
 * @param iteration that the weights were trained for
 * @param manifest the faces: those asked for, or those that were chosen
 * @param src the src side
 * @param dst the dst side; while pretraining the same faces, drawn as dst
 * @param swap whose face swaps show, where both sides are drawn, each of one person
 * @param remarks what limits the answer, one line each
 */
public record Evaluation(
    String run,
    String model,
    String stage,
    long iteration,
    EvaluationManifest manifest,
    EvaluatedSide src,
    EvaluatedSide dst,
    Optional<SwapFigures> swap,
    List<String> remarks) {
  /** Copies the list. */
  public Evaluation {
    remarks = List.copyOf(remarks);
  }

  /**
   * Measures a run's newest checkpoint by faces that the run holds out. The run folder is only
   * read.
   *
   * @throws IOException if the run has no checkpoint, or a file cannot be read
   * @throws SettingsException if its faces are gone
   * @throws FaceFileException if a face has to be decoded for its hash and cannot be
   * @throws IllegalArgumentException if the run holds out no face
   */
  public static Evaluation of(Run run) throws IOException, SettingsException, FaceFileException {
    return Evaluator.of(run).evaluate();
  }

  /**
   * Measures a run's newest checkpoint by pinned faces of its facesets, so that runs compare.
   *
   * @throws IOException if the run has no checkpoint, a file cannot be read, or pinned faces are
   *     missing or changed
   * @throws SettingsException if the run's faces are gone
   * @throws FaceFileException if a face has to be decoded for its hash and cannot be
   */
  public static Evaluation of(Run run, EvaluationManifest manifest)
      throws IOException, SettingsException, FaceFileException {
    return Evaluator.of(run).on(manifest).evaluate();
  }

  /** Returns the figures of both sides, each counting the same. */
  public FaceFigures all() {
    return FaceFigures.mean(src.all(), dst.all());
  }

  /** Returns all figures by the names that a run's {@code saved} events have for them. */
  public Map<String, Double> figures() {
    Map<String, Double> figures = new LinkedHashMap<>(all().byName(""));
    figures.putAll(src.all().byName("_src"));
    figures.putAll(dst.all().byName("_dst"));
    swap.ifPresent(found -> figures.putAll(found.byName()));
    return figures;
  }
}
