package org.saehdbw.evaluation;

import java.util.Collection;
import java.util.function.ToDoubleFunction;
import org.saehdbw.faces.HeadPose;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.Picture;

/**
 * Compares faces that were merged into frames with src and with dst, in the way of {@link
 * SwapMeter}: correlations of luma inside the face's outline, after brightness and contrast were
 * taken out.
 *
 * <p>Dst is the frame's own face before the merge, so in the very pose, expression and light. What
 * src looks like in that pose is not known of photographs: the mean of src's eight faces of the
 * nearest poses stands for it, in their own expressions and light. So the similarity to src is
 * lower than that of a comparison with the truth, and a perfect swap has an identity share below 1;
 * figures of the same frames and the same src faces can be compared with each other. For one thread
 * at a time.
 */
public final class FrameSwapMeter {
  private static final double LEAST_PIXELS = 64;

  private final PoseGallery src;

  /**
   * Takes src's faces.
   *
   * @throws FaceFileException if none has landmarks that allow an alignment
   */
  public FrameSwapMeter(Faceset src) throws FaceFileException {
    this.src = new PoseGallery(src);
  }

  /**
   * Compares a face.
   *
   * @param source the frame before the merge
   * @param merged the frame after it, of the same sides
   * @param landmarks of the face in both
   * @return unknown if the face cannot be cut out
   * @throws FaceFileException if a face of src cannot be decoded
   */
  public Likeness measure(Picture source, Picture merged, Landmarks landmarks)
      throws FaceFileException {
    FaceLook own;
    FaceLook drawn;
    HeadPose pose;
    try {
      own = FaceLook.of(source, landmarks);
      drawn = FaceLook.of(merged, landmarks);
      pose = FaceLook.pose(landmarks);
    } catch (IllegalArgumentException e) {
      return Likeness.UNKNOWN;
    }
    FaceLook wanted = src.near(pose);
    double[] mask = new double[own.mask().length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = Math.min(own.mask()[i], wanted.mask()[i]);
    }
    SwapTruth truth =
        new SwapTruth(PoseGallery.doubles(wanted.luma()), PoseGallery.doubles(own.luma()), mask);
    return truth.weight() < LEAST_PIXELS
        ? Likeness.UNKNOWN
        : Likeness.of(truth, PoseGallery.doubles(drawn.luma()));
  }

  /**
   * Whom a swapped face looks like, as {@link SwapFigures} has it, where the right answer cannot be
   * drawn. Each is NaN where it is not known.
   *
   * @param similaritySrc correlation of luma with the src person's faces of the nearest poses,
   *     inside the face's outline, from -1 to 1
   * @param similarityDst the same with the face that was replaced
   * @param identityShare {@code 1/2 + (rs - rd) / (2 (1 - rsd))} with rs and rd these two and rsd
   *     the correlation of src's faces with the face that was replaced: 0 is the unchanged face, 1
   *     the src person
   */
  public record Likeness(double similaritySrc, double similarityDst, double identityShare) {
    /** Of faces that were not compared. */
    public static final Likeness UNKNOWN = new Likeness(Double.NaN, Double.NaN, Double.NaN);

    static Likeness of(SwapTruth truth, double[] swap) {
      return new Likeness(
          truth.likeSrc(swap),
          truth.likeDst(swap),
          truth.tellsApart() ? truth.share(swap) : Double.NaN);
    }

    /** Returns the means of what is known of faces. */
    public static Likeness mean(Collection<Likeness> faces) {
      return new Likeness(
          mean(faces, Likeness::similaritySrc),
          mean(faces, Likeness::similarityDst),
          mean(faces, Likeness::identityShare));
    }

    private static double mean(Collection<Likeness> faces, ToDoubleFunction<Likeness> figure) {
      return faces.stream()
          .mapToDouble(figure)
          .filter(Double::isFinite)
          .average()
          .orElse(Double.NaN);
    }
  }
}
