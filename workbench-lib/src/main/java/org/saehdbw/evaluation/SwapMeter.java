package org.saehdbw.evaluation;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.dataloaders.FaceSource;
import org.saehdbw.dataloaders.PlainSamples;
import org.saehdbw.dataloaders.SampleOptions;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.synthesis.FaceParameters;
import org.saehdbw.synthesis.SyntheticFaces;

/**
 * Compares swaps of drawn faces with what they should be: the src person drawn in the pose,
 * expression and light of each dst face. Everything is drawn when the meter is made, one picture a
 * face for its identity and up to twelve more for its pose and expression; comparing is quick.
 */
public final class SwapMeter {
  /** Pose is compared at about this side, which says enough of it. */
  private static final int POSE_SIDE = 64;

  private static final int SOFTNESS = 2;
  private static final double LEAST_STEP = 0.25;
  private static final double NO_WEIGHT = 1e-9;

  private final int channels;
  private final int side;
  private final List<SwapTruth> truths = new ArrayList<>();
  private final List<SwapPose> poses = new ArrayList<>();

  private SwapMeter(SampleOptions options) {
    channels = options.picture().channels();
    side = options.picture().resolution();
  }

  /**
   * Draws what swaps of dst faces should be.
   *
   * @param src the person to be shown; only drawn faces of one person can be drawn again
   * @param dst the faces that are replaced, likewise
   * @param faces which of dst's faces are swapped
   * @param poses how many of them, from the first, are compared in pose and expression too; 0 for
   *     none, which leaves out most of the drawing
   * @param options how the model's faces are cut
   * @param warnings receives what cannot be cut
   * @return empty unless both are drawn, each of one person, and not the same one
   */
  public static Optional<SwapMeter> of(
      Faceset src,
      Faceset dst,
      List<Integer> faces,
      int poses,
      SampleOptions options,
      Consumer<String> warnings) {
    if (!(src instanceof SyntheticFaces one)
        || !(dst instanceof SyntheticFaces other)
        || one.identities().stream().distinct().count() != 1
        || other.identities().stream().distinct().count() != 1
        || one.identities().get(0).equals(other.identities().get(0))
        || faces.isEmpty()) {
      return Optional.empty();
    }
    SampleOptions plain = options.withEyesMouth(false);
    BatchSide shown = PlainSamples.kept(new FaceSource(dst, faces), plain, warnings);
    if (shown.count() != faces.size()) {
      return Optional.empty();
    }
    SwapMeter meter = new SwapMeter(plain);
    List<FaceParameters> parameters = new ArrayList<>();
    List<Swapped> swaps = new ArrayList<>();
    for (int i = 0; i < faces.size(); i++) {
      FaceParameters wanted = other.parameters(faces.get(i)).withIdentity(one.identities().get(0));
      List<Moved> moves = i < poses ? moves(wanted) : List.of();
      int from = parameters.size();
      parameters.add(wanted);
      moves.forEach(move -> parameters.add(move.axis.move(wanted, move.offset)));
      swaps.add(
          new Swapped(i < poses, moves, IntStream.range(from, parameters.size()).boxed().toList()));
    }
    SyntheticList list = new SyntheticList(other, parameters);
    for (int i = 0; i < swaps.size(); i++) {
      FaceSource drawn = new FaceSource(list, swaps.get(i).drawn());
      meter.add(swaps.get(i), PlainSamples.kept(drawn, plain, warnings), shown, i);
    }
    return Optional.of(meter);
  }

  /**
   * A face that is swapped.
   *
   * @param pose whether it is compared in pose and expression
   * @param moves those with which it is
   * @param drawn the places of its pictures in the list: itself, then one a move
   */
  private record Swapped(boolean pose, List<Moved> moves, List<Integer> drawn) {}

  private void add(Swapped swapped, BatchSide drawn, BatchSide shown, int at) {
    double[] mask = Luma.of(drawn.mask(), 0, 1, side * side);
    double[] both = Luma.of(shown.mask(), at, 1, side * side);
    for (int i = 0; i < both.length; i++) {
      both[i] = Math.min(both[i], mask[i]);
    }
    truths.add(new SwapTruth(luma(drawn.target(), 0), luma(shown.target(), at), both));
    if (swapped.pose()) {
      List<Moved> moves = swapped.moves();
      NormalizedFace look = new NormalizedFace(shrunk(mask));
      int small = side / factor();
      SwapPose added = new SwapPose(look, forPose(luma(drawn.target(), 0)), small);
      for (int i = 0; i < moves.size(); i++) {
        Moved move = moves.get(i);
        added.add(move.axis, move.offset, forPose(luma(drawn.target(), i + 1)));
      }
      poses.add(added);
    }
  }

  private record Moved(SwapAxis axis, double offset) {}

  /** A step either way along each axis, or to the end of its range if that is not too near. */
  private static List<Moved> moves(FaceParameters face) {
    List<Moved> moves = new ArrayList<>();
    for (SwapAxis axis : SwapAxis.values()) {
      for (int sign = -1; sign <= 1; sign += 2) {
        double offset = axis.within(face, sign * axis.step());
        if (Math.abs(offset) >= LEAST_STEP * axis.step()) {
          moves.add(new Moved(axis, offset));
        }
      }
    }
    return moves;
  }

  /** Returns how many swaps are compared. */
  public int faces() {
    return truths.size();
  }

  /**
   * Compares swaps.
   *
   * @param swaps a model's pictures with src in the place of dst, from position 0 in the order of
   *     the meter's faces; what comes after these is not looked at
   */
  public SwapFigures measure(FloatBuffer swaps) {
    double weight = 0;
    double error = 0;
    double unchanged = 0;
    double share = 0;
    double turn = 0;
    double expression = 0;
    int told = 0;
    for (int i = 0; i < truths.size(); i++) {
      double[] swap = luma(swaps, i);
      SwapTruth truth = truths.get(i);
      if (truth.weight() < NO_WEIGHT) {
        continue;
      }
      weight += truth.weight();
      error += truth.weight() * truth.error(swap);
      unchanged += truth.weight() * truth.unchangedError();
      if (truth.tellsApart()) {
        share += truth.share(swap);
        told++;
      }
      if (i < poses.size()) {
        double[] small = forPose(swap);
        turn += turn(poses.get(i), small);
        expression += expression(poses.get(i), small);
      }
    }
    return new SwapFigures(
        truths.size(),
        poses.size(),
        error / weight,
        unchanged / weight,
        share / told,
        turn / poses.size(),
        expression / poses.size());
  }

  private static double turn(SwapPose pose, double[] swap) {
    return Math.hypot(pose.offset(SwapAxis.YAW, swap), pose.offset(SwapAxis.PITCH, swap));
  }

  private static double expression(SwapPose pose, double[] swap) {
    double sum = 0;
    int axes = 0;
    for (SwapAxis axis : SwapAxis.values()) {
      if (!axis.isPose()) {
        sum += Math.abs(pose.offset(axis, swap)) / axis.range();
        axes++;
      }
    }
    return sum / axes;
  }

  private double[] luma(FloatBuffer pictures, int at) {
    return Luma.of(pictures, at, channels, side * side);
  }

  private double[] forPose(double[] picture) {
    return BinomialBlur.of(shrunk(picture), side / factor(), SOFTNESS);
  }

  /** The mean of each block, so that every side is near {@link #POSE_SIDE}. */
  private double[] shrunk(double[] picture) {
    int factor = factor();
    int small = side / factor;
    double[] means = new double[small * small];
    for (int i = 0; i < picture.length; i++) {
      means[i / side / factor * small + i % side / factor] += picture[i] / (factor * factor);
    }
    return means;
  }

  private int factor() {
    int factor = Math.max(1, side / POSE_SIDE);
    while (side % factor != 0) {
      factor--;
    }
    return factor;
  }
}
