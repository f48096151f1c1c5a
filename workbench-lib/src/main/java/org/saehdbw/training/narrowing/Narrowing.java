package org.saehdbw.training.narrowing;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.architectures.Network;
import org.saehdbw.layers.Conv2d;
import org.saehdbw.layers.DecoderStack;
import org.saehdbw.layers.Inter;
import org.saehdbw.layers.Upscale;

/**
 * A trained model's weights, folded into those of the same model with smaller ae_dims.
 *
 * <p>Dense1 and dense2 have no activation between them, so a code of fewer values is a linear map
 * that goes into their weights: exact where the codes have no more directions than that. Since the
 * channels behind the inter follow ae_dims, they narrow too. In a deep model (option t) dense2's
 * picture goes straight into the decoder's first convolutions: linear again, exact where the
 * channels have no more directions. Otherwise an upscale with its activation stands between. Then
 * its inputs are mapped, and of its outputs some are chosen, from which the decoder's first
 * convolutions take the least-squares estimate of all: an approximation, exact where the other
 * channels are silent or linear in the chosen ones.
 *
 * <p>What is kept is what the next weights see most of, by the second moments over faces (see
 * {@link Subspace} and {@link ChannelChoice}); the effect of neighbouring places on one another is
 * left out of that choice, not of the result. LIAE's inters share one map of channels where the
 * decoder reads both through the same weights.
 */
public final class Narrowing {
  private final Network wide;
  private final Network narrow;
  private final Map<String, FloatBuffer> weights;
  private final ModelMoments moments;
  private final Map<String, float[]> narrowed = new LinkedHashMap<>();
  private double codeKept = 1;
  private double channelsKept;

  private Narrowing(
      Network wide, Network narrow, Map<String, FloatBuffer> weights, ModelMoments moments) {
    this.wide = wide;
    this.narrow = narrow;
    this.weights = weights;
    this.moments = moments;
  }

  /**
   * The arrays of a narrower model that differ from the wider one's.
   *
   * @param weights by name, in the narrower model's shapes; the others stay as they are
   * @param codeKept part of the codes' mean square behind dense2 that is kept, of the inter that
   *     loses most, 0 to 1
   * @param channelsKept part of the channels' mean square behind the decoder's first convolutions
   *     that is kept, 0 to 1
   */
  public record Result(Map<String, float[]> weights, double codeKept, double channelsKept) {}

  /** Says whether one model is the other but for smaller ae_dims. */
  public static boolean possible(ModelSpec wide, ModelSpec narrow) {
    return narrow.aeDims() < wide.aeDims() && narrow.equals(withAeDims(wide, narrow.aeDims()));
  }

  private static ModelSpec withAeDims(ModelSpec s, int ae) {
    return new ModelSpec(
        s.family(),
        s.options(),
        s.resolution(),
        ae,
        s.eDims(),
        s.dDims(),
        s.dMaskDims(),
        s.channels());
  }

  /**
   * Narrows a model.
   *
   * @param from the trained model
   * @param weights its weights by name, read from position 0
   * @param moments what it holds while it looks at faces
   * @param to the model that is wanted
   * @throws IllegalArgumentException if the models differ otherwise than by smaller ae_dims
   */
  public static Result of(
      ModelSpec from, Map<String, FloatBuffer> weights, ModelMoments moments, ModelSpec to) {
    if (!possible(from, to)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a model is narrowed to one that differs only by smaller ae_dims: %s cannot become"
                  + " %s",
              from,
              to));
    }
    Narrowing work = new Narrowing(Network.of(from), Network.of(to), weights, moments);
    if (from.has('t')) {
      work.deep();
    } else {
      work.shallow();
    }
    return new Result(Collections.unmodifiableMap(work.narrowed), work.codeKept, work.channelsKept);
  }

  private void deep() {
    List<Inter> inters = wide.inters();
    Matrix pooled =
        inters.stream().map(i -> moments.wide(i.name())).reduce(Matrix::plus).orElseThrow();
    int to = narrow.inters().get(0).channels();
    Subspace channels = Subspace.of(pooled, seenByDecoders(pooled.rows()));
    channelsKept = channels.kept(to);
    Subspace.Way way = channels.way(to);
    for (Inter inter : inters) {
      narrowDenses(inter, way.encode());
    }
    narrowDecoders(way.decode());
  }

  private void shallow() {
    List<Inter> inters = wide.inters();
    int o = inters.get(0).channels();
    int to = narrow.inters().get(0).channels();
    Matrix pooled =
        inters.stream().map(i -> moments.upscaled(i.name())).reduce(Matrix::plus).orElseThrow();
    Matrix seen = seenByDecoders(o);
    ChannelChoice choice = ChannelChoice.greedy(pooled, seen, to);
    channelsKept = choice.kept(pooled, seen);
    for (Inter inter : inters) {
      Conv2d conv = inter.upscale1().get(0).conv1();
      FloatBuffer kernel = weight(conv.weight().name());
      List<Integer> rows = new ArrayList<>();
      for (int offset = 0; offset < 4; offset++) {
        for (int channel : choice.chosen()) {
          rows.add(offset * o + channel);
        }
      }
      Matrix chosen = rowsOf(Matrix.of(4 * o, 9 * o, kernel), rows);
      Subspace inputs = Subspace.of(moments.wide(inter.name()), Kernels.seen(chosen, o, 0));
      Subspace.Way way = inputs.way(to);
      put(conv.weight().name(), Kernels.mapInputs(chosen, way.decode()));
      put(conv.bias().name(), rowsOf(Matrix.of(4 * o, 1, weight(conv.bias().name())), rows));
      narrowDenses(inter, way.encode());
    }
    narrowDecoders(choice.decode());
  }

  /** G of {@link Subspace} for a picture's channels: what the decoders' first kernels make of. */
  private Matrix seenByDecoders(int channels) {
    Matrix seen = Matrix.zeros(channels, channels);
    for (Conv2d conv : firstConvolutions()) {
      Matrix kernel = kernel(conv);
      for (int start = 0; start < conv.weight().dims().at(1); start += channels) {
        seen = seen.plus(Kernels.seen(kernel, channels, start));
      }
    }
    return seen;
  }

  private void narrowDecoders(Matrix decode) {
    for (Conv2d conv : firstConvolutions()) {
      put(conv.weight().name(), Kernels.mapInputs(kernel(conv), decode));
    }
  }

  private List<Conv2d> firstConvolutions() {
    List<Conv2d> all = new ArrayList<>();
    for (DecoderStack stack : wide.firstStacks()) {
      Upscale picture = stack.picture().get(0).upscale();
      all.add(picture.conv1());
      all.add(stack.mask().get(0).conv1());
    }
    return all;
  }

  /** Folds the code's way, and the channels' way behind it, into dense1 and dense2. */
  private void narrowDenses(Inter inter, Matrix encodeChannels) {
    int ae = inter.dense1().weight().dims().at(1);
    int features = inter.dense1().weight().dims().at(0);
    int places = inter.side() * inter.side();
    Matrix in = Matrix.of(features, ae, weight(inter.dense1().weight().name()));
    Matrix inBias = Matrix.of(1, ae, weight(inter.dense1().bias().name()));
    int values = inter.channels() * places;
    Matrix out = Matrix.of(ae, values, weight(inter.dense2().weight().name()));
    Matrix outBias = Matrix.of(1, values, weight(inter.dense2().bias().name()));
    CodeBasis basis = CodeBasis.of(moments.codes(inter.name()), out.times(out.transposed()));
    int to = narrow.inters().get(0).dense1().weight().dims().at(1);
    codeKept = Math.min(codeKept, basis.directions().kept(to));
    Subspace.Way way = basis.directions().way(to);
    Matrix mean = new Matrix(1, ae, basis.mean());
    put(inter.dense1().weight().name(), in.times(way.encode()));
    put(inter.dense1().bias().name(), inBias.plus(mean.negated()).times(way.encode()));
    put(
        inter.dense2().weight().name(),
        Kernels.mapChannels(way.decode().times(out), encodeChannels, places));
    put(
        inter.dense2().bias().name(),
        Kernels.mapChannels(outBias.plus(mean.times(out)), encodeChannels, places));
  }

  private static Matrix rowsOf(Matrix matrix, List<Integer> rows) {
    Matrix part = Matrix.zeros(rows.size(), matrix.columns());
    for (int r = 0; r < rows.size(); r++) {
      System.arraycopy(
          matrix.values(),
          rows.get(r) * matrix.columns(),
          part.values(),
          r * matrix.columns(),
          matrix.columns());
    }
    return part;
  }

  private Matrix kernel(Conv2d conv) {
    int out = conv.weight().dims().at(0);
    int count = Math.toIntExact(conv.weight().dims().count());
    return Matrix.of(out, count / out, weight(conv.weight().name()));
  }

  private FloatBuffer weight(String name) {
    FloatBuffer buffer = weights.get(name);
    if (buffer == null) {
      throw new IllegalArgumentException("the model has no weight " + name);
    }
    return buffer;
  }

  private void put(String name, Matrix values) {
    narrowed.put(name, values.toFloats());
  }
}
