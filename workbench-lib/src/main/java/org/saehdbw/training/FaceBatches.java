package org.saehdbw.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.dataloaders.FaceSource;
import org.saehdbw.dataloaders.PlainSamples;
import org.saehdbw.dataloaders.SampleOptions;

/**
 * Faces of two sides, evenly spaced over them, as many of one as of the other, handed out a few at
 * a time so that memory stays bounded. The side that has fewer gives some of its faces twice.
 */
public final class FaceBatches {
  /** Faces of 128 pixels at a time; of larger ones fewer. */
  private static final double PIECE = 8;

  private static final double USUAL_SIDE = 128;

  private final TrainingFaces faces;
  private final SampleOptions samples;
  private final List<Integer> src;
  private final List<Integer> dst;

  private FaceBatches(
      TrainingFaces faces, SampleOptions samples, List<Integer> src, List<Integer> dst, int most) {
    this.faces = faces;
    this.samples = samples;
    int count = Math.min(most, Math.max(src.size(), dst.size()));
    this.src = spread(src, count);
    this.dst = spread(dst, count);
  }

  /** What is done with a piece. */
  @FunctionalInterface
  public interface PieceWork {
    /** Does it; both sides hold the same number of faces, at least one. */
    void take(BatchSide src, BatchSide dst) throws IOException;
  }

  /**
   * Chooses among the faces that are trained on. Where both sides are one set, each gets half.
   *
   * @param most faces a side, at least 1
   */
  public static FaceBatches training(TrainingFaces faces, SampleOptions samples, int most) {
    List<Integer> src = faces.src().split().training();
    if (faces.src() == faces.dst() && src.size() > 1) {
      return new FaceBatches(faces, samples, everySecond(src, 0), everySecond(src, 1), most);
    }
    return new FaceBatches(faces, samples, src, faces.dst().split().training(), most);
  }

  private static List<Integer> everySecond(List<Integer> all, int from) {
    return IntStream.range(0, all.size()).filter(i -> i % 2 == from).mapToObj(all::get).toList();
  }

  /**
   * Chooses among the faces that are held out.
   *
   * @param most faces a side, at least 1
   * @throws IllegalArgumentException if a side holds none out
   */
  public static FaceBatches heldOut(TrainingFaces faces, SampleOptions samples, int most) {
    List<Integer> src = faces.src().split().heldOut();
    List<Integer> dst = faces.dst().split().heldOut();
    if (src.isEmpty() || dst.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "held_out must leave at least one face of each side to measure on, got %d of src and"
                  + " %d of dst",
              src.size(),
              dst.size()));
    }
    return new FaceBatches(faces, samples, src, dst, most);
  }

  /** Returns the faces of a side. */
  public int count() {
    return src.size();
  }

  /** Hands out all faces, piece by piece; faces that cannot be read are left out. */
  public void each(Consumer<String> warnings, PieceWork work) throws IOException {
    double share =
        USUAL_SIDE
            * USUAL_SIDE
            / ((double) samples.picture().resolution() * samples.picture().resolution());
    int piece = (int) Math.max(1, Math.min(PIECE, Math.round(PIECE * share)));
    for (int at = 0; at < src.size(); at += piece) {
      int end = Math.min(src.size(), at + piece);
      BatchSide first = cut(faces.src(), src.subList(at, end), warnings);
      boolean same = faces.src() == faces.dst() && src.equals(dst);
      BatchSide second = same ? first : cut(faces.dst(), dst.subList(at, end), warnings);
      int count = Math.min(first.count(), second.count());
      if (count > 0) {
        work.take(first(first, count), first(second, count));
      }
    }
  }

  private BatchSide cut(TrainingFaces.Side side, List<Integer> some, Consumer<String> warnings) {
    return PlainSamples.of(new FaceSource(side.faceset(), some), samples, warnings);
  }

  private static List<Integer> spread(List<Integer> all, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> all.get((int) ((long) i * all.size() / count)))
        .toList();
  }

  private static BatchSide first(BatchSide side, int count) {
    return new BatchSide(
        count,
        side.channels(),
        side.side(),
        side.warpedBytes(),
        side.targetBytes(),
        side.maskBytes(),
        side.eyesMouthBytes(),
        new ArrayList<>(side.names()).subList(0, count));
  }
}
