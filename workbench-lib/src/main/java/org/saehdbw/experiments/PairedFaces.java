package org.saehdbw.experiments;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.saehdbw.statistics.Holm;
import org.saehdbw.statistics.PairedT;

/**
 * Runs that were measured on the same faces, compared face by face. The intervals are over faces:
 * they say whether these trained models differ on faces like these, not whether another training
 * with the same settings would.
 *
 * @param rows a row for each run and side, runs in their order
 */
public record PairedFaces(List<Row> rows) {
  /** The share of intervals that hold the true difference. */
  public static final double LEVEL = 0.95;

  /** Of fewer faces no interval is given. */
  public static final int LEAST_FACES = 5;

  private static final String SRC = "src";
  private static final String DST = "dst";

  /** Copies the rows. */
  public PairedFaces {
    rows = List.copyOf(rows);
  }

  /**
   * A run on one side.
   *
   * @param run its name
   * @param side {@code src} or {@code dst}
   * @param faces measured by all runs
   * @param error the mean over faces of each face's mean squared luma error
   * @param meanFaceError the same of the mean face that the run was trained on
   * @param minusMeanFace the run's error less the mean face's, face by face; empty of fewer than
   *     five faces
   * @param minusFirst the run's error less the first run's; empty of the first run
   */
  public record Row(
      String run,
      String side,
      int faces,
      double error,
      double meanFaceError,
      Optional<Difference> minusMeanFace,
      Optional<Difference> minusFirst) {}

  /**
   * A mean difference over faces.
   *
   * @param paired the differences' mean and interval; below 0 is better
   * @param adjusted the p value, adjusted by Holm for all differences of its kind
   */
  public record Difference(PairedT paired, double adjusted) {
    /** Returns {@code better}, {@code worse} or {@code no difference found}. */
    public String verdict() {
      if (adjusted >= 1 - LEVEL) {
        return "no difference found";
      }
      return paired.mean() < 0 ? "better" : "worse";
    }
  }

  private record Side(String run, String side, FaceErrors errors, FaceErrors first) {}

  /**
   * Compares runs with the first one and with the mean faces that they were trained on.
   *
   * @param runs all measured on the faces of one manifest, beside their mean faces
   * @throws IllegalArgumentException if the runs have no measured face in common
   */
  public static PairedFaces of(List<Evaluation> runs) {
    List<Side> sides = new ArrayList<>();
    for (Evaluation run : runs) {
      Evaluation first = runs.get(0);
      sides.add(new Side(run.run(), SRC, run.src().errors(), first.src().errors()));
      sides.add(new Side(run.run(), DST, run.dst().errors(), first.dst().errors()));
    }
    List<Optional<PairedT>> fromMean = new ArrayList<>();
    List<Optional<PairedT>> fromFirst = new ArrayList<>();
    List<double[]> errors = new ArrayList<>();
    List<double[]> meanErrors = new ArrayList<>();
    for (Side side : sides) {
      List<Integer> faces = common(sides, side.side());
      double[] own = values(faces, side.errors().model());
      double[] mean = values(faces, side.errors().meanFace());
      errors.add(own);
      meanErrors.add(mean);
      fromMean.add(paired(mean, own));
      boolean isFirst = side.errors() == side.first();
      fromFirst.add(isFirst ? Optional.empty() : paired(values(faces, side.first().model()), own));
    }
    List<Optional<Difference>> minusMean = adjusted(fromMean);
    List<Optional<Difference>> minusFirst = adjusted(fromFirst);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < sides.size(); i++) {
      rows.add(
          new Row(
              sides.get(i).run(),
              sides.get(i).side(),
              errors.get(i).length,
              mean(errors.get(i)),
              mean(meanErrors.get(i)),
              minusMean.get(i),
              minusFirst.get(i)));
    }
    return new PairedFaces(rows);
  }

  /** Places that every run and its mean face were measured at, on a side. */
  private static List<Integer> common(List<Side> all, String name) {
    List<Side> sides = all.stream().filter(side -> side.side().equals(name)).toList();
    TreeSet<Integer> common = new TreeSet<>(sides.get(0).errors().model().keySet());
    for (Side side : sides) {
      List<Function<FaceErrors, Map<Integer, Double>>> both =
          List.of(FaceErrors::model, FaceErrors::meanFace);
      both.forEach(errors -> common.retainAll(errors.apply(side.errors()).keySet()));
    }
    if (common.isEmpty()) {
      throw new IllegalArgumentException(
          "runs are compared on faces that all of them can be measured on, got none of " + name);
    }
    return List.copyOf(common);
  }

  private static double[] values(List<Integer> faces, Map<Integer, Double> errors) {
    return faces.stream().mapToDouble(face -> errors.getOrDefault(face, Double.NaN)).toArray();
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static Optional<PairedT> paired(double[] from, double[] to) {
    return from.length < LEAST_FACES ? Optional.empty() : Optional.of(PairedT.of(from, to, LEVEL));
  }

  private static List<Optional<Difference>> adjusted(List<Optional<PairedT>> all) {
    double[] adjusted =
        Holm.adjusted(
            all.stream().flatMap(Optional::stream).mapToDouble(PairedT::pValue).toArray());
    List<Optional<Difference>> differences = new ArrayList<>();
    int at = 0;
    for (Optional<PairedT> one : all) {
      if (one.isPresent()) {
        differences.add(Optional.of(new Difference(one.get(), adjusted[at++])));
      } else {
        differences.add(Optional.empty());
      }
    }
    return differences;
  }
}
