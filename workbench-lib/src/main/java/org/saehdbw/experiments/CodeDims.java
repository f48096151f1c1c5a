package org.saehdbw.experiments;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.saehdbw.parallel.Progress;

/**
 * How many dims a trained model uses: what drawing held-out faces would cost with a narrower code,
 * and which channels carry nothing. Nothing is trained for it, and the run is left as it is.
 *
 * <p>A code of rank k is its first k principal components over faces that are trained on, about
 * their mean; LIAE's two inters are cut to k at the same time. The error at rank k is what the
 * decoders really draw of such codes: the mean squared error of luma ({@link
 * org.saehdbw.evaluation.FaceFigures}) of faces that the model never saw, source and destination
 * averaged.
 *
 * @param run the run's name
 * @param model the model's name
 * @param iteration after which it was saved
 * @param aeDims the whole code
 * @param used the smallest rank whose error is within {@code withinPercent} of the whole code's,
 *     found by halving between measured ranks as if the error only fell with the rank
 * @param withinPercent how much worse is as good, in percent
 * @param fullLumaMse the whole code's error
 * @param trainingFaces faces a side that the components are of
 * @param heldOutFaces faces a side that are drawn
 * @param ranks what was measured, ascending in rank
 * @param spectra each inter's variances
 * @param layers convolutional layers of encoder, inter and decoder, in order of use
 * @param remarks what the reader should know of the faces, one line each
 */
public record CodeDims(
    String run,
    String model,
    long iteration,
    int aeDims,
    int used,
    double withinPercent,
    double fullLumaMse,
    int trainingFaces,
    int heldOutFaces,
    List<RankError> ranks,
    List<Spectrum> spectra,
    List<LayerChannels> layers,
    List<String> remarks) {
  /** Copies the lists. */
  public CodeDims {
    ranks = List.copyOf(ranks);
    spectra = List.copyOf(spectra);
    layers = List.copyOf(layers);
    remarks = List.copyOf(remarks);
  }

  /**
   * What a narrower code draws.
   *
   * @param rank components kept; 0 draws every face from the mean code
   * @param varianceKept part of the codes' variance, 0 to 1, of all inters together
   * @param lumaMse mean squared error of luma inside held-out faces' masks, lower is better
   * @param abovePercent how far above the whole code's error, in percent; below 0 where the
   *     narrower code draws better
   */
  public record RankError(int rank, double varianceKept, double lumaMse, double abovePercent) {}

  /**
   * The principal components' variances of an inter's code.
   *
   * @param inter the part's name
   * @param variances descending, one a dim
   */
  public record Spectrum(String inter, List<Double> variances) {
    /** Copies the list. */
    public Spectrum {
      variances = List.copyOf(variances);
    }
  }

  /**
   * A layer's channels.
   *
   * @param layer its name with its part
   * @param channels how many it has
   * @param dead those that hardly vary over faces and places: their variance is at most 1/10,000 of
   *     the layer's mean one, a hundredth of its deviation
   */
  public record LayerChannels(String layer, int channels, List<Integer> dead) {
    /** Copies the list. */
    public LayerChannels {
      dead = List.copyOf(dead);
    }

    @Override
    public String toString() {
      return layer + ": " + dead.size() + " of " + channels + " dead";
    }
  }

  /**
   * How to measure.
   *
   * @param faces a faceset for both sides, a folder or drawn faces, instead of the run's own; the
   *     part of it that the run would hold out is drawn
   * @param ranks that are measured, beside those that {@code used} takes to find; none for powers
   *     of two
   * @param withinPercent how much worse is as good, in percent, above 0 and at most 100
   * @param trainingFaces a side, at most, at least 2; the components need more faces than dims
   * @param heldOutFaces a side, at most, at least 1
   */
  public record Options(
      Optional<String> faces,
      List<Integer> ranks,
      double withinPercent,
      int trainingFaces,
      int heldOutFaces) {
    /** Checks the ranges. */
    public Options {
      ranks = List.copyOf(ranks);
      if (!(withinPercent > 0 && withinPercent <= 100)) {
        throw new IllegalArgumentException(
            "within must be above 0 and at most 100 percent, got " + withinPercent);
      }
      if (trainingFaces < 2 || heldOutFaces < 1) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "dims are measured with at least 2 training faces and 1 held-out face, got %d and"
                    + " %d",
                trainingFaces,
                heldOutFaces));
      }
    }

    /** The run's own faces, powers of two, within 1 %. */
    public static Options defaults() {
      return new Options(Optional.empty(), List.of(), 1, 256, 64);
    }

    /** Measures on other faces. */
    public Options faces(String faceset) {
      return new Options(Optional.of(faceset), ranks, withinPercent, trainingFaces, heldOutFaces);
    }

    /** Measures these ranks. */
    public Options ranks(Integer... wanted) {
      return new Options(faces, List.of(wanted), withinPercent, trainingFaces, heldOutFaces);
    }

    /** Takes this much worse, in percent, for as good. */
    public Options within(double percent) {
      return new Options(faces, ranks, percent, trainingFaces, heldOutFaces);
    }

    /** Takes at most so many faces a side. */
    public Options atMost(int training, int heldOut) {
      return new Options(faces, ranks, withinPercent, training, heldOut);
    }
  }

  /** Measures a run's newest checkpoint as {@link Options#defaults()} say. */
  public static CodeDims of(Run run) throws IOException {
    return of(run, Options.defaults());
  }

  /**
   * Measures a run's newest checkpoint.
   *
   * @throws IllegalArgumentException if a rank is not from 0 to the model's ae_dims, or no faces
   *     are held out
   * @throws IOException if the run has no checkpoint, or the faces are gone
   */
  public static CodeDims of(Run run, Options options) throws IOException {
    return of(run, options, Progress.NONE);
  }

  /**
   * Measures a run's newest checkpoint and tells how far it is.
   *
   * @throws IllegalArgumentException if a rank is not from 0 to the model's ae_dims, or no faces
   *     are held out
   * @throws IOException if the run has no checkpoint, or the faces are gone
   */
  public static CodeDims of(Run run, Options options, Progress progress) throws IOException {
    return CodeDimsStudy.measure(run, options, progress);
  }

  /** Returns the layers that have dead channels. */
  public List<LayerChannels> layersWithDead() {
    return layers.stream().filter(layer -> !layer.dead().isEmpty()).toList();
  }

  /** Returns the answer in one line: {@code 43 of 128 dims used}, and what that means. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d of %d dims used: luma_mse on %d held-out faces a side stays within %s %% of %.5f",
        used,
        aeDims,
        heldOutFaces,
        withinPercent == Math.rint(withinPercent)
            ? String.valueOf((long) withinPercent)
            : String.valueOf(withinPercent),
        fullLumaMse);
  }
}
