package org.saehdbw.merging.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.saehdbw.files.FolderLock;
import org.saehdbw.films.FrameReader;
import org.saehdbw.merging.frames.MergeSource;
import org.saehdbw.merging.frames.SwapPredictor;
import org.saehdbw.merging.matching.FaceMatching;
import org.saehdbw.merging.options.OptionTrack;
import org.saehdbw.parallel.Progress;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.provenance.Provenance;

/**
 * A merge whose models, faces and folder are open. Its folder is locked until {@link #close}, so
 * that no other process works on it.
 */
public final class OpenMerge implements AutoCloseable {
  private final List<OpenModel> models;
  private final MergeSource source;
  private final JobFolder folder;
  private final FolderLock lock;
  private final MergeLedger ledger;
  private volatile Merge asked;

  private OpenMerge(Merge asked, List<OpenModel> models) throws IOException {
    this.asked = asked;
    this.models = models;
    source = source(asked);
    folder = new JobFolder(asked.out());
    folder.require(
        asked.file(
            models.stream()
                .map(OpenModel::trained)
                .map(model -> new Merge.Trained(model.spec().toString(), model.iteration()))
                .toList()));
    lock = folder.lock();
    ledger = MergeLedger.read(folder);
  }

  /**
   * Opens a merge.
   *
   * @throws IOException if frames cannot be read, a run has no checkpoint, the folder holds another
   *     merge, another process works on it, or its models do not fit each other
   * @throws FaceFileException if a faceset cannot be read
   */
  public static OpenMerge of(Merge asked) throws IOException, FaceFileException {
    List<OpenModel> models = OpenModel.all(asked, source(asked));
    boolean isOpen = false;
    try {
      OpenMerge merge = new OpenMerge(asked, models);
      isOpen = true;
      return merge;
    } finally {
      if (!isOpen) {
        models.forEach(OpenModel::close);
      }
    }
  }

  private static MergeSource source(Merge asked) {
    return new MergeSource(asked.input().frames(), asked.film().rate());
  }

  private OpenModel first() {
    return models.get(0);
  }

  /** What is merged, with the options that count now. */
  public Merge asked() {
    return asked;
  }

  /** Draws faces, those of the first model. */
  public SwapPredictor predictor() {
    return first().predictor();
  }

  /** The first model, such as {@code df-udt-192-128-48-32-16-gray}. */
  public String model() {
    return first().trained().spec().toString();
  }

  /** How many iterations the first model was trained for. */
  public long iteration() {
    return first().trained().iteration();
  }

  /** Which faces of the first model are in which frame. */
  public MergeSource.Matched matched() {
    return first().matched();
  }

  /** All models, in the order in which they are painted. */
  List<OpenModel> models() {
    return models;
  }

  /** What pictures say of where they come from; of several models the names, joined by commas. */
  Provenance mark() {
    List<Long> iterations =
        models.stream().map(model -> model.trained().iteration()).distinct().toList();
    return Provenance.ofMerged(
        models.stream()
            .map(model -> model.trained().spec().toString())
            .collect(Collectors.joining(", ")),
        models.stream().map(model -> model.asked().run().name()).collect(Collectors.joining(", ")),
        iterations.size() == 1 ? iterations.get(0) : -1);
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
    List<String> remarks = new ArrayList<>();
    for (OpenModel model : models) {
      FaceMatching matching = model.matched().matching();
      tell(
          matching.without(),
          "%d faces do not say which frame they were cut from, first %s",
          remarks);
      tell(matching.unmatched(), "%d faces name frames that are not here, first %s", remarks);
    }
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
      models.forEach(OpenModel::close);
    }
  }
}
