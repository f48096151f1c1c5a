package org.saehdbw.merging.jobs;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.saehdbw.faces.FaceType;
import org.saehdbw.merging.Prediction;
import org.saehdbw.training.TrainedModel;
import org.saehdbw.transfers.Pixels;

/** Swaps faces with a trained model, many squares at a time. */
final class SwapPredictor {
  private final TrainedModel model;
  private final int side;
  private final int channels;

  SwapPredictor(TrainedModel model) {
    this.model = model;
    side = model.spec().resolution();
    channels = model.spec().channels();
  }

  int side() {
    return side;
  }

  int channels() {
    return channels;
  }

  FaceType faceType() {
    return model.samples().picture().faceType();
  }

  /**
   * Swaps.
   *
   * @param squares of the model's side and channels
   * @return a prediction for each, in order
   */
  List<Prediction> predict(List<Pixels> squares) {
    List<Prediction> predictions = new ArrayList<>();
    if (squares.isEmpty()) {
      return predictions;
    }
    int plane = side * side;
    FloatBuffer input = FloatBuffer.allocate(squares.size() * channels * plane);
    for (Pixels square : squares) {
      for (int channel = 0; channel < channels; channel++) {
        for (int i = 0; i < plane; i++) {
          input.put(square.values()[i * channels + channel]);
        }
      }
    }
    input.flip();
    org.saehdbw.training.steps.Prediction drawn = model.swap(input, squares.size());
    for (int sample = 0; sample < squares.size(); sample++) {
      predictions.add(
          new Prediction(
              face(drawn.srcDst(), sample),
              mask(drawn.srcDstMask(), sample),
              mask(drawn.dstDstMask(), sample)));
    }
    return predictions;
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
