package org.saehdbw.merging.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.saehdbw.files.FolderLock;
import org.saehdbw.films.FrameReader;
import org.saehdbw.merging.frames.MergeSource;
import org.saehdbw.merging.frames.SwapPredictor;
import org.saehdbw.merging.matching.FaceMatching;
import org.saehdbw.merging.options.OptionTrack;
import org.saehdbw.parallel.Progress;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.sources.Facesets;
import org.saehdbw.training.TrainedModel;

/**
 * A merge whose model, faces and folder are open. Its folder is locked until {@link #close}, so
 * that no other process works on it.
 */
public final class OpenMerge implements AutoCloseable {
  private final TrainedModel model;
  private final SwapPredictor predictor;
  private final MergeSource source;
  private final MergeSource.Matched matched;
  private final JobFolder folder;
  private final FolderLock lock;
  private final MergeLedger ledger;
  private volatile Merge asked;

  private OpenMerge(Merge asked, TrainedModel model, MergeSource.Matched matched)
      throws IOException {
    this.asked = asked;
    this.model = model;
    this.matched = matched;
    predictor = new SwapPredictor(model);
    source = source(asked);
    folder = new JobFolder(asked.out());
    folder.require(asked.file(model.spec().toString(), model.iteration()));
    lock = folder.lock();
    ledger = MergeLedger.read(folder);
  }

  /**
   * Opens a merge.
   *
   * @throws IOException if frames cannot be read, the run has no checkpoint, the folder holds
   *     another merge, or another process works on it
   * @throws FaceFileException if the faceset cannot be read
   */
  public static OpenMerge of(Merge asked) throws IOException, FaceFileException {
    TrainedModel model = TrainedModel.open(asked.input().run());
    boolean isOpen = false;
    try (FrameReader reader = source(asked).open(false)) {
      MergeSource.Matched matched =
          source(asked)
              .match(
                  reader,
                  Facesets.open(asked.input().faces(), asked.threads()),
                  asked.options().first().compat());
      OpenMerge merge = new OpenMerge(asked, model, matched);
      isOpen = true;
      return merge;
    } finally {
      if (!isOpen) {
        model.close();
      }
    }
  }

  private static MergeSource source(Merge asked) {
    return new MergeSource(asked.input().frames(), asked.film().rate());
  }

  /** What is merged, with the options that count now. */
  public Merge asked() {
    return asked;
  }

  /** Draws faces. */
  public SwapPredictor predictor() {
    return predictor;
  }

  /** The model, such as {@code df-udt-192-128-48-32-16-gray}. */
  public String model() {
    return model.spec().toString();
  }

  /** How many iterations the model was trained for. */
  public long iteration() {
    return model.iteration();
  }

  /** Which faces are in which frame. */
  public MergeSource.Matched matched() {
    return matched;
  }

  /** What became of each frame. */
  public MergeLedger ledger() {
    return ledger;
  }

  /** Opens the frames from the first one on, for a reader of one's own. */
  public FrameReader read() throws IOException {
    return source.open(false);
  }

  /**
   * Changes the options of frames, here and in the file of the job. Frames that were merged with
   * other options are made again by the next {@link #run}.
   *
   * @throws IOException if the file cannot be written; the options then stay as they are
   */
  public void options(OptionTrack options) throws IOException {
    folder.write(folder.stored().with(options));
    asked = asked.options(options);
  }

  /**
   * Merges all frames that are not done.
   *
   * @param progress told how far it is
   * @param stop asked between frames whether it shall end
   */
  public MergeResult run(Progress progress, BooleanSupplier stop)
      throws IOException, InterruptedException {
    return new MergeRun(this, progress, stop).run();
  }

  JobFolder folder() {
    return folder;
  }

  /** What the user should know of the faces. */
  List<String> remarks() {
    FaceMatching matching = matched.matching();
    List<String> remarks = new ArrayList<>();
    tell(
        matching.without(),
        "%d faces do not say which frame they were cut from, first %s",
        remarks);
    tell(matching.unmatched(), "%d faces name frames that are not here, first %s", remarks);
    return remarks;
  }

  private static void tell(List<String> files, String text, List<String> remarks) {
    if (!files.isEmpty()) {
      remarks.add(String.format(Locale.ROOT, text, files.size(), files.get(0)));
    }
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      model.close();
    }
  }
}
