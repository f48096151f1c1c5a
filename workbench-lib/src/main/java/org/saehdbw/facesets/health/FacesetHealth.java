package org.saehdbw.facesets.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.Faceset.RejectedFile;

/**
 * Finds out whether a faceset, or a pair of them, will train well:
 *
 * <pre>{@code
 * HealthReport report = FacesetHealth.of(src, dst).at(192);
 * }</pre>
 *
 * <p>Every face is decoded once. Nothing is written. Immutable.
 */
public final class FacesetHealth {
  private static final int LEAST_SIDE = 32;
  private static final int MOST_SIDE = 1024;
  private static final int MOST_THREADS = 64;

  private final Faceset src;
  private final @Nullable Faceset dst;
  private final int threads;
  private final ObjIntConsumer<String> progress;

  private FacesetHealth(
      Faceset src, @Nullable Faceset dst, int threads, ObjIntConsumer<String> progress) {
    this.src = src;
    this.dst = dst;
    this.threads = threads;
    this.progress = progress;
  }

  /** Begins with one faceset. */
  public static FacesetHealth of(Faceset faces) {
    return new FacesetHealth(faces, null, processors(), (role, done) -> {});
  }

  /** Begins with a pair: faces of src will be put where those of dst are. */
  public static FacesetHealth of(Faceset src, Faceset dst) {
    return new FacesetHealth(src, dst, processors(), (role, done) -> {});
  }

  private static int processors() {
    return Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
  }

  /**
   * Returns this on so many threads; as many as processors unless it is set. The report does not
   * depend on them, but for the time that decoding takes.
   *
   * @throws IllegalArgumentException if it is not from 1 to 64
   */
  public FacesetHealth threads(int count) {
    if (count < 1 || count > MOST_THREADS) {
      throw new IllegalArgumentException(
          "threads must be from 1 to " + MOST_THREADS + ", got " + count);
    }
    return new FacesetHealth(src, dst, count, progress);
  }

  /**
   * Returns this with a listener for the progress.
   *
   * @param listener receives {@code src} or {@code dst} and how many of its faces are done; called
   *     by one thread at a time
   */
  public FacesetHealth progress(ObjIntConsumer<String> listener) {
    return new FacesetHealth(src, dst, threads, listener);
  }

  /**
   * Measures every face at a training size and says what was found.
   *
   * @param trainingSide the model's resolution in pixels, 32 to 1024
   * @throws IllegalArgumentException if it is out of range
   * @throws InterruptedException if this thread is interrupted meanwhile
   */
  public HealthReport at(int trainingSide) throws InterruptedException {
    if (trainingSide < LEAST_SIDE || trainingSide > MOST_SIDE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the training size must be from %d to %d pixels, got %d",
              LEAST_SIDE,
              MOST_SIDE,
              trainingSide));
    }
    List<Faceset> facesets = dst == null ? List.of(src) : List.of(src, dst);
    List<SideHealth> sides = new ArrayList<>();
    for (Faceset faceset : facesets) {
      sides.add(side(sides.isEmpty() ? "src" : "dst", faceset, trainingSide));
    }
    Optional<PoseCover> poses =
        sides.size() < 2
            ? Optional.empty()
            : Optional.of(
                PoseCover.of(
                    sides.get(0).faces(), sides.get(1).faces(), HealthLimits.POSE_DISTANCE));
    List<Finding> findings = new FindingList(facesets, sides, poses, trainingSide).all();
    return new HealthReport(trainingSide, sides, poses, findings);
  }

  private SideHealth side(String role, Faceset faceset, int trainingSide)
      throws InterruptedException {
    SideMeasurer measurer = new SideMeasurer(faceset, new FaceMeasurer(trainingSide));
    measurer.on(threads, done -> progress.accept(role, done));
    List<FaceHealth> faces = new ArrayList<>();
    List<CopySign> signs = new ArrayList<>();
    for (FaceMeasurer.Measured one : measurer.measured()) {
      faces.add(one.health());
      signs.add(one.sign());
    }
    List<RejectedFile> unreadable = new ArrayList<>(faceset.rejected());
    unreadable.addAll(measurer.unreadable());
    return new SideHealth(
        role,
        faceset.name(),
        faces,
        unreadable,
        CopyGroups.of(signs),
        DecodeCost.measure(faceset, trainingSide));
  }
}
