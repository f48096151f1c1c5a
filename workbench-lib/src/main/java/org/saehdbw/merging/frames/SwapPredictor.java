package org.saehdbw.merging.frames;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.saehdbw.faces.FaceType;
import org.saehdbw.merging.Prediction;
import org.saehdbw.training.TrainedModel;
import org.saehdbw.training.steps.ModelStep;
import org.saehdbw.transfers.Pixels;

/**
 * Swaps faces with a trained model, many squares at a time. The model is used by one thread at a
 * time; others wait.
 */
public final class SwapPredictor {
  private static final int LARGE_SIDE = 128;
  private static final int AT_ONCE = 4;
  private static final int AT_ONCE_OF_LARGE = 1;

  private final TrainedModel model;
  private final int side;
  private final int channels;
  private final int atOnce;

  /** Takes a model, which stays the caller's to close. */
  public SwapPredictor(TrainedModel model) {
    this.model = model;
    side = model.spec().resolution();
    channels = model.spec().channels();
    // Small models gain from more at once; of large ones more would keep a single frame waiting.
    atOnce = side < LARGE_SIDE ? AT_ONCE : AT_ONCE_OF_LARGE;
  }

  /** The side of its squares in pixels. */
  public int side() {
    return side;
  }

  /** 1 for gray, 3 for colour. */
  public int channels() {
    return channels;
  }

  /** How much of a head its squares show. */
  public FaceType faceType() {
    return model.samples().picture().faceType();
  }

  /**
   * Swaps. What comes of a square does not depend on the others: the last bits of a network's
   * values differ with the number of samples that it is given at once, so that it is always given
   * the same number, filled up where there are fewer.
   *
   * @param squares of the model's side and channels
   * @return a prediction for each, in order
   */
  public List<Prediction> predict(List<Pixels> squares) {
    List<Prediction> predictions = new ArrayList<>();
    for (int at = 0; at < squares.size(); at += atOnce) {
      predictTogether(squares.subList(at, Math.min(squares.size(), at + atOnce)), predictions);
    }
    return predictions;
  }

  private void predictTogether(List<Pixels> squares, List<Prediction> predictions) {
    int plane = side * side;
    FloatBuffer input = FloatBuffer.allocate(atOnce * channels * plane);
    for (Pixels square : squares) {
      for (int channel = 0; channel < channels; channel++) {
        for (int i = 0; i < plane; i++) {
          input.put(square.values()[i * channels + channel]);
        }
      }
    }
    input.rewind();
    ModelStep.Replaced drawn;
    synchronized (model) {
      drawn = model.replace(input, atOnce);
    }
    for (int sample = 0; sample < squares.size(); sample++) {
      predictions.add(
          new Prediction(
              face(drawn.srcDst(), sample),
              mask(drawn.srcDstMask(), sample),
              mask(drawn.dstDstMask(), sample)));
    }
  }

  private Pixels face(FloatBuffer values, int sample) {
    int plane = side * side;
    float[] face = new float[channels * plane];
    for (int channel = 0; channel < channels; channel++) {
      int from = (sample * channels + channel) * plane;
      for (int i = 0; i < plane; i++) {
        face[i * channels + channel] = values.get(from + i);
      }
    }
    return new Pixels(side, side, channels, face);
  }

  private float[] mask(FloatBuffer values, int sample) {
    float[] mask = new float[side * side];
    values.get(sample * side * side, mask);
    return mask;
  }
}
