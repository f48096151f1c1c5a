package org.saehdbw.deepfacelab;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.pickles.NumpyArray;
import org.saehdbw.pickles.SlicedArray;

/**
 * The faces that DeepFaceLab draws its preview history of, as its data file keeps them: for src and
 * dst each warped pictures, targets, masks, eyes-and-mouth masks, in the axes that the session had
 * which saved them.
 *
 * @param src the source's samples
 * @param dst the destination's, as many
 */
record PreviewSample(BatchSide src, BatchSide dst) {
  /**
   * Reads the sample of a model.
   *
   * @param file the data file that the value came from
   * @param value the sample as the pickle has it
   * @throws ModelFileException if it is not a sample of such a model
   */
  static PreviewSample read(Path file, Object value, ModelSpec spec) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      if (!(value instanceof List<?> sides) || sides.size() != 2) {
        throw damaged(file, "two sides");
      }
      PreviewSample sample =
          new PreviewSample(
              side(file, channel, sides.get(0), spec), side(file, channel, sides.get(1), spec));
      if (sample.src().count() != sample.dst().count()) {
        throw damaged(file, "as many src as dst faces");
      }
      return sample;
    }
  }

  private static BatchSide side(Path file, FileChannel channel, Object value, ModelSpec spec)
      throws IOException {
    if (!(value instanceof List<?> arrays) || arrays.size() != 4) {
      throw damaged(file, "four arrays a side");
    }
    List<FloatBuffer> planes = new ArrayList<>();
    int count = 0;
    for (int i = 0; i < arrays.size(); i++) {
      NumpyArray array = load(file, channel, arrays.get(i));
      int channels = i < 2 ? spec.channels() : 1;
      count = array.shape().isEmpty() ? 0 : array.shape().get(0);
      planes.add(planesFirst(file, array, count, channels, spec.resolution()));
    }
    return BatchSide.of(
        count,
        spec.channels(),
        spec.resolution(),
        planes.get(0),
        planes.get(1),
        planes.get(2),
        planes.get(3),
        Collections.nCopies(count, "preview sample"));
  }

  private static NumpyArray load(Path file, FileChannel channel, Object value) throws IOException {
    NumpyArray array =
        value instanceof SlicedArray sliced
            ? sliced.load(channel)
            : value instanceof NumpyArray small ? small : null;
    if (array == null || !array.dtype().equals("f4")) {
      throw damaged(file, "arrays of f4 elements");
    }
    return array;
  }

  private static FloatBuffer planesFirst(
      Path file, NumpyArray array, int count, int channels, int side) throws ModelFileException {
    boolean first = array.shape().equals(List.of(count, channels, side, side));
    if (count < 1 || !(first || array.shape().equals(List.of(count, side, side, channels)))) {
      throw damaged(
          file,
          String.format(
              Locale.ROOT,
              "arrays (N, %d, %d, %d) or (N, %d, %d, %d), got %s",
              channels,
              side,
              side,
              side,
              side,
              channels,
              array.shape()));
    }
    FloatBuffer values = FloatBuffer.allocate(array.size());
    int pixels = side * side;
    double[] numbers = array.toDoubles();
    for (int i = 0; i < array.size(); i++) {
      int sample = i / (pixels * channels);
      int rest = i % (pixels * channels);
      int from = first ? rest : rest % pixels * channels + rest / pixels;
      values.put((float) numbers[sample * pixels * channels + from]);
    }
    return values.flip();
  }

  private static ModelFileException damaged(Path file, String wanted) {
    return new ModelFileException(file + ": sample_for_preview must have " + wanted);
  }
}
