package org.saehdbw.merging.frames;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.saehdbw.merging.ColourCorrection;
import org.saehdbw.merging.Prediction;
import org.saehdbw.merging.matching.FaceTracks;
import org.saehdbw.merging.matching.TimeSmoothing;
import org.saehdbw.merging.options.Steadiness;

/**
 * Smooths predicted masks and colour transfers over the frames around each. It must be told of the
 * faces of these frames first. Not safe for several threads.
 */
public final class SteadyFaces {
  private final FaceTracks tracks;
  private final NavigableMap<Long, Map<Integer, FaceSample>> samples = new TreeMap<>();

  /** Takes the faces of all frames. */
  public SteadyFaces(FaceTracks tracks) {
    this.tracks = tracks;
  }

  /** Keeps what is needed of a frame's faces. */
  public void add(FrameWork work, List<Prediction> predictions) {
    Map<Integer, FaceSample> faces = new TreeMap<>();
    for (int i = 0; i < predictions.size(); i++) {
      faces.put(work.faceNumber(i), FaceSample.of(work.squares().get(i), predictions.get(i)));
    }
    samples.put(work.frame().number(), faces);
  }

  /** Whether a frame's faces are known, from 0. */
  public boolean knows(long frame) {
    return samples.containsKey(frame);
  }

  /** Forgets all frames before one, from 0. */
  public void forgetBefore(long frame) {
    samples.headMap(frame).clear();
  }

  /** Forgets frames, those farthest from one first, until so many are left. */
  public void keepAround(long frame, int most) {
    while (samples.size() > most) {
      boolean isFirstFarther = frame - samples.firstKey() > samples.lastKey() - frame;
      samples.remove(isFirstFarther ? samples.firstKey() : samples.lastKey());
    }
  }

  /** A face's prediction with smoothed masks, and the correction of its colours. */
  public record Steadied(Prediction prediction, ColourCorrection correction) {}

  /** Smooths the faces of a frame. */
  public List<Steadied> steadied(FrameWork work, List<Prediction> predictions, Steadiness steady) {
    List<Steadied> all = new ArrayList<>();
    for (int i = 0; i < predictions.size(); i++) {
      int frame = (int) work.frame().number();
      int face = work.faceNumber(i);
      Prediction masked = masks(predictions.get(i), frame, face, steady.masks());
      all.add(new Steadied(masked, correction(frame, face, steady.colours())));
    }
    return all;
  }

  private Prediction masks(Prediction prediction, int frame, int face, int strength) {
    if (strength == 0) {
      return prediction;
    }
    Window window = window(frame, face, strength, 0);
    float[] mask = new float[prediction.mask().length];
    float[] dstMask = new float[mask.length];
    for (int k = 0; k < window.weights.length; k++) {
      FaceSample sample = window.samples.get(k);
      float weight = (float) window.weights[k];
      for (int i = 0; i < mask.length; i++) {
        mask[i] += weight * sample.mask()[i];
        dstMask[i] += weight * sample.dstMask()[i];
      }
    }
    return new Prediction(prediction.face(), mask, dstMask);
  }

  /** What makes the transfer of this frame the mean of those around it. */
  private ColourCorrection correction(int frame, int face, int strength) {
    FaceSample own = sample(frame, face);
    if (strength == 0 || own == null) {
      return ColourCorrection.NONE;
    }
    Window window = window(frame, face, strength, 1);
    int channels = own.face().means().length;
    float[] scale = new float[channels];
    float[] offset = new float[channels];
    for (int c = 0; c < channels; c++) {
      double gain = 0;
      double added = 0;
      for (int k = 0; k < window.weights.length; k++) {
        gain += window.weights[k] * window.samples.get(k).gain(c);
        added += window.weights[k] * window.samples.get(k).offset(c);
      }
      double factor = own.gain(c) > 0 ? gain / own.gain(c) : 1;
      scale[c] = (float) factor;
      offset[c] = (float) (added - factor * own.offset(c));
    }
    return new ColourCorrection(scale, offset);
  }

  private record Window(List<FaceSample> samples, double[] weights) {}

  private Window window(int frame, int face, int strength, int degree) {
    List<Integer> offsets = new ArrayList<>();
    List<FaceSample> found = new ArrayList<>();
    for (FaceTracks.Place place : tracks.around(frame, face, Steadiness.reach(strength))) {
      FaceSample sample = sample(place.frame(), place.face());
      if (sample != null) {
        offsets.add(place.frame() - frame);
        found.add(sample);
      }
    }
    return new Window(found, TimeSmoothing.weights(offsets, Steadiness.frames(strength), degree));
  }

  private @Nullable FaceSample sample(int frame, int face) {
    Map<Integer, FaceSample> faces = samples.get((long) frame);
    return faces == null ? null : faces.get(face);
  }
}
