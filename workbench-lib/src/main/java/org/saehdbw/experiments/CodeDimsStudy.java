package org.saehdbw.experiments;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.architectures.Network;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.evaluation.FaceFigures;
import org.saehdbw.evaluation.FaceMeasure;
import org.saehdbw.evaluation.FaceMeter;
import org.saehdbw.parallel.Progress;
import org.saehdbw.training.FaceBatches;
import org.saehdbw.training.TrainedModel;
import org.saehdbw.training.TrainingFaces;
import org.saehdbw.training.narrowing.CodeBasis;
import org.saehdbw.training.narrowing.Matrix;
import org.saehdbw.training.steps.ModelProbe;

/** Measures {@link CodeDims}: the encoder runs once a face, the decoders once a face and rank. */
final class CodeDimsStudy {
  /** Enough for variances over faces and places. */
  private static final int FACES_FOR_CHANNELS = 32;

  private final TrainedModel model;
  private final ModelSpec spec;
  private final CodeDims.Options options;
  private final Progress progress;
  private final TrainingFaces faces;
  private final List<Piece> heldOut = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final TreeMap<Integer, CodeDims.RankError> measured = new TreeMap<>();
  private final List<CodeBasis> bases;
  private final int trainingFaces;

  /** Held-out faces with their codes, one matrix an inter. */
  private record Piece(BatchSide src, BatchSide dst, List<Matrix> codes) {}

  private CodeDimsStudy(TrainedModel model, CodeDims.Options options, Progress progress)
      throws IOException {
    this.model = model;
    this.spec = model.spec();
    this.options = options;
    this.progress = progress;
    for (int rank : options.ranks()) {
      if (rank < 0 || rank > spec.aeDims()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "ranks must be from 0 to %d, the ae_dims of %s, got %d",
                spec.aeDims(),
                spec,
                rank));
      }
    }
    String other = options.faces().orElse("");
    faces = other.isEmpty() ? model.faces(progress) : model.faces(other, progress);
    FaceBatches drawn = FaceBatches.heldOut(faces, model.samples(), options.heldOutFaces());
    ModelProbe probe = model.probe();
    drawn.each(
        remarks::add, (src, dst) -> heldOut.add(new Piece(src, dst, codes(probe, src, dst))));
    FaceBatches known = FaceBatches.training(faces, model.samples(), options.trainingFaces());
    List<List<Matrix>> codes = new ArrayList<>();
    AtomicInteger encoded = new AtomicInteger();
    known.each(
        remarks::add,
        (src, dst) -> {
          progress.at("training faces encoded", encoded.addAndGet(src.count()), known.count());
          codes.add(codes(probe, src, dst));
        });
    trainingFaces = known.count();
    bases = bases(codes);
  }

  static CodeDims measure(Run run, CodeDims.Options options, Progress progress) throws IOException {
    try (TrainedModel model = run.model()) {
      return new CodeDimsStudy(model, options, progress).measure(run.folder().name());
    }
  }

  private CodeDims measure(String run) throws IOException {
    int ae = spec.aeDims();
    double full = at(ae).lumaMse();
    List<Integer> ranks = ranks();
    for (int i = 0; i < ranks.size(); i++) {
      progress.at("ranks measured", i, ranks.size());
      at(ranks.get(i));
    }
    progress.at("ranks measured", ranks.size(), ranks.size());
    double limit = full * (1 + options.withinPercent() / 100);
    int used =
        smallestEnough(new TreeSet<>(measured.keySet()), ae, rank -> at(rank).lumaMse() <= limit);
    int drawn = heldOut.stream().mapToInt(piece -> piece.src().count()).sum();
    return new CodeDims(
        run,
        spec.toString(),
        model.iteration(),
        ae,
        used,
        options.withinPercent(),
        full,
        trainingFaces,
        drawn,
        List.copyOf(measured.values()),
        spectra(),
        layers(),
        remarks);
  }

  private List<Integer> ranks() {
    if (!options.ranks().isEmpty()) {
      return options.ranks();
    }
    List<Integer> powers = new ArrayList<>(List.of(0));
    for (int rank = 1; rank < spec.aeDims(); rank *= 2) {
      powers.add(rank);
    }
    return powers;
  }

  /**
   * Returns the smallest rank that is enough, by halving between the largest known one that is not,
   * below the first that is, and that.
   *
   * @param known ranks to look at first
   * @param most a rank that is enough
   */
  static int smallestEnough(SortedSet<Integer> known, int most, IntPredicate isEnough) {
    int enough = known.stream().filter(isEnough::test).findFirst().orElse(most);
    int below = known.headSet(enough).isEmpty() ? -1 : known.headSet(enough).last();
    while (enough - below > 1) {
      int middle = (enough + below) / 2;
      if (isEnough.test(middle)) {
        enough = middle;
      } else {
        below = middle;
      }
    }
    return enough;
  }

  private CodeDims.RankError at(int rank) {
    CodeDims.RankError known = measured.get(rank);
    if (known != null) {
      return known;
    }
    double error = lumaMse(rank);
    CodeDims.RankError whole = measured.get(spec.aeDims());
    double above = whole == null ? 0 : 100 * (error / whole.lumaMse() - 1);
    CodeDims.RankError row = new CodeDims.RankError(rank, kept(rank), error, above);
    measured.put(rank, row);
    return row;
  }

  private double lumaMse(int rank) {
    FaceMeter meter = new FaceMeter(spec.resolution());
    List<FaceMeasure> src = new ArrayList<>();
    List<FaceMeasure> dst = new ArrayList<>();
    for (Piece piece : heldOut) {
      List<Matrix> codes = new ArrayList<>();
      for (int i = 0; i < bases.size(); i++) {
        Matrix whole = piece.codes().get(i);
        codes.add(rank == spec.aeDims() ? whole : bases.get(i).restrict(whole, rank));
      }
      ModelProbe.Drawn drawn = model.probe().draw(codes);
      src.addAll(meter.measure(piece.src(), drawn.src(), drawn.srcMask()));
      dst.addAll(meter.measure(piece.dst(), drawn.dst(), drawn.dstMask()));
    }
    return FaceFigures.mean(FaceFigures.of(src), FaceFigures.of(dst)).lumaMse();
  }

  private double kept(int rank) {
    double all = 0;
    double kept = 0;
    for (CodeBasis basis : bases) {
      double[] variances = basis.directions().energies();
      all += Arrays.stream(variances).sum();
      kept += Arrays.stream(variances, 0, rank).sum();
    }
    return all == 0 ? 1 : kept / all;
  }

  private List<CodeBasis> bases(List<List<Matrix>> codes) {
    List<CodeBasis> all = new ArrayList<>();
    for (int i = 0; i < Network.of(spec).inters().size(); i++) {
      List<Matrix> pieces = new ArrayList<>();
      for (List<Matrix> piece : codes) {
        pieces.add(piece.get(i));
      }
      Matrix rows = Matrix.stacked(pieces);
      if (rows.rows() <= spec.aeDims()) {
        remarks.add(
            String.format(
                Locale.ROOT,
                "the components of %s come from %d codes, fewer than its %d dims need: more faces"
                    + " may show that more are used",
                inter(i),
                rows.rows(),
                spec.aeDims()));
      }
      all.add(CodeBasis.principal(rows));
    }
    return all;
  }

  private List<CodeDims.Spectrum> spectra() {
    List<CodeDims.Spectrum> all = new ArrayList<>();
    for (int i = 0; i < bases.size(); i++) {
      double[] variances = bases.get(i).directions().energies();
      all.add(new CodeDims.Spectrum(inter(i), Arrays.stream(variances).boxed().toList()));
    }
    return all;
  }

  private List<CodeDims.LayerChannels> layers() throws IOException {
    ChannelUse use = new ChannelUse();
    ModelProbe probe = model.probe();
    FaceBatches.training(faces, model.samples(), FACES_FOR_CHANNELS)
        .each(
            remarks::add,
            (src, dst) -> probe.watch(src.target(), dst.target(), src.count(), use::layer));
    return use.layers();
  }

  private String inter(int index) {
    return Network.of(spec).inters().get(index).name();
  }

  private static List<Matrix> codes(ModelProbe probe, BatchSide src, BatchSide dst) {
    return probe.codes(src.target(), dst.target(), src.count());
  }
}
