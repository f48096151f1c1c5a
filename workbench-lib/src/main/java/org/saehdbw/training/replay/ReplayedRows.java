package org.saehdbw.training.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.saehdbw.checkpoints.CheckpointException;
import org.saehdbw.checkpoints.CheckpointStore;
import org.saehdbw.checkpoints.KeepPolicy;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunRequest;
import org.saehdbw.runs.metrics.LossDigest;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.training.TrainerListener;

/**
 * Follows the trainer of a replay: compares each row with the run's row, has a checkpoint saved
 * where the run has one, and compares that too.
 */
final class ReplayedRows implements TrainerListener {
  private final RecordedRun recorded;
  private final RunFolder replay;
  private final ReplayProgress progress;
  private final long end;
  private final CheckpointStore store;
  private final Set<Long> wanted;
  private final LossDigest recordedDigest = new LossDigest();
  private final LossDigest replayedDigest = new LossDigest();
  private final List<GenerationComparison> generations = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private Optional<ReplayResult.Difference> difference = Optional.empty();
  private long iteration;

  ReplayedRows(RecordedRun recorded, RunFolder replay, long end, ReplayProgress progress)
      throws IOException {
    this.recorded = recorded;
    this.replay = replay;
    this.end = end;
    this.progress = progress;
    store = new CheckpointStore(recorded.run().checkpoints(), KeepPolicy.defaults());
    wanted = new HashSet<>(store.generations());
    iteration = recorded.segments().get(0).after();
  }

  @Override
  public void iterated(MetricsRow row) {
    iteration = row.iteration();
    MetricsRow before = recorded.rows().get((int) (iteration - recorded.rows().get(0).iteration()));
    recordedDigest.add(before);
    replayedDigest.add(row);
    if (!same(before.srcLoss(), row.srcLoss()) || !same(before.dstLoss(), row.dstLoss())) {
      differs(
          String.format(
              Locale.ROOT,
              "the losses were src %s dst %s, they are src %s dst %s",
              before.srcLoss(),
              before.dstLoss(),
              row.srcLoss(),
              row.dstLoss()));
    }
    progress.iterated(iteration, end);
    if (wanted.contains(iteration) && iteration < end && difference.isEmpty()) {
      try {
        RunRequest.SAVE.post(replay);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static boolean same(float one, float two) {
    return Float.floatToIntBits(one) == Float.floatToIntBits(two);
  }

  @Override
  public void saved(RunFolder folder, long saved) throws IOException {
    if (!wanted.remove(saved) || difference.isPresent()) {
      return;
    }
    CheckpointStore own = new CheckpointStore(folder.checkpoints(), KeepPolicy.defaults());
    try {
      GenerationComparison compared = GenerationComparison.of(store.open(saved), own.open(saved));
      generations.add(compared);
      if (!compared.equal()) {
        List<String> names = compared.differing();
        differs(
            String.format(
                Locale.ROOT,
                "%d arrays of the checkpoint differ, the first is %s",
                names.size(),
                names.get(0)));
      }
    } catch (CheckpointException e) {
      remarks.add("generation " + saved + " was not compared: " + e.getMessage());
    }
  }

  private void differs(String text) {
    if (difference.isEmpty()) {
      difference = Optional.of(new ReplayResult.Difference(iteration, text));
    }
  }

  /** Whether nothing more needs to be trained for an iteration. */
  boolean isOver(long last) {
    return iteration >= last || difference.isPresent();
  }

  long iteration() {
    return iteration;
  }

  Optional<ReplayResult.Difference> difference() {
    return difference;
  }

  List<GenerationComparison> generations() {
    return generations;
  }

  List<String> remarks() {
    return remarks;
  }

  /** The digests of the run's rows and of those of the replay; asked once. */
  List<String> digests() {
    return List.of(recordedDigest.hex(), replayedDigest.hex());
  }
}
