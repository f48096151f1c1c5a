package org.saehdbw.merging.interactive;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.saehdbw.films.FilmInfo;
import org.saehdbw.merging.FrameMerger;
import org.saehdbw.merging.MergeNetworks;
import org.saehdbw.merging.jobs.FrameEntry;
import org.saehdbw.merging.jobs.Merge;
import org.saehdbw.merging.jobs.MergeResult;
import org.saehdbw.merging.jobs.OpenMerge;
import org.saehdbw.merging.options.ChangeScope;
import org.saehdbw.merging.options.MergeOptions;
import org.saehdbw.merging.options.OptionTrack;
import org.saehdbw.parallel.Background;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.Picture;
import org.saehdbw.settings.SettingsException;

/**
 * A merge whose options are chosen by eye: any frame with any options, at once; every change goes
 * into the file of the job, so that the merge of all frames makes exactly what was seen. Safe for
 * several threads.
 *
 * <pre>{@code
 * try (InteractiveMerge merge = InteractiveMerge.open(asked)) {
 *   merge.change(ChangeScope.ONWARD, 120, Map.of("mode", "seamless"));
 *   FrameView view = merge.view(120);
 *   merge.process();
 * }
 * }</pre>
 */
public final class InteractiveMerge implements AutoCloseable {
  private final OpenMerge merge;
  private final FrameShelf shelf;
  private final FrameMerger merger;
  private final long count;
  private final OptionHistory history = new OptionHistory();
  private volatile Processing processing = Processing.NONE;
  private volatile boolean isToStop;
  private @Nullable Background<Boolean> work;

  private InteractiveMerge(OpenMerge merge, FrameShelf shelf) throws IOException {
    this.merge = merge;
    this.shelf = shelf;
    count = shelf.reader().count();
    merger =
        new FrameMerger(
            merge.predictor().faceType(),
            merge.predictor().side(),
            MergeNetworks.NONE,
            merge.asked().threads());
  }

  /**
   * Opens a merge and takes its folder until {@link #close}.
   *
   * @throws IOException if frames cannot be read, the run has no checkpoint, the folder holds
   *     another merge, or another process works on it
   * @throws FaceFileException if the faceset cannot be read
   * @throws IllegalArgumentException if it has several models
   */
  public static InteractiveMerge open(Merge asked) throws IOException, FaceFileException {
    if (!asked.later().isEmpty()) {
      throw new IllegalArgumentException(
          "options are chosen by eye for one model, got "
              + (asked.later().size() + 1)
              + "; choose those of each in a merge of its own");
    }
    OpenMerge merge = OpenMerge.of(asked);
    boolean isOpen = false;
    try {
      InteractiveMerge interactive = new InteractiveMerge(merge, new FrameShelf(merge));
      isOpen = true;
      return interactive;
    } finally {
      if (!isOpen) {
        merge.close();
      }
    }
  }

  /** What is merged, with the options that count now. */
  public Merge asked() {
    return merge.asked();
  }

  /** The model and how many iterations it was trained for. */
  public String model() {
    return merge.model() + ", " + merge.iteration() + " iterations";
  }

  /** The channels of the model: 1 for gray, 3 for colour. */
  public int channels() {
    return merge.predictor().channels();
  }

  /** What is known of the frames. */
  public FilmInfo info() {
    return shelf.reader().info();
  }

  /** How many frames there are. */
  public long count() {
    return count;
  }

  /** Which networks are at hand for options that need one. */
  public MergeNetworks networks() {
    return MergeNetworks.NONE;
  }

  /** How many faces a frame has, counted from 1. */
  public int faces(long frame) {
    return merge.matched().faces(frame - 1).size();
  }

  /** The line of the ledger of a frame, from 1, if it was merged with the options it has now. */
  public Optional<FrameEntry> done(long frame) {
    return merge.ledger().done(frame - 1, merge.asked().options());
  }

  /** The options of all frames. */
  public OptionTrack options() {
    return merge.asked().options();
  }

  /**
   * Merges one frame with the options that it has.
   *
   * @param frame from 1
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if the frame does not exist, or its options need a network
   *     that is missing
   */
  public FrameView view(long frame) throws IOException {
    return view(frame, options().at(frame));
  }

  /** As {@link #view(long)}, with other options, which are not kept. */
  public FrameView view(long frame, MergeOptions options) throws IOException {
    if (frame < 1 || frame > count) {
      throw new IllegalArgumentException("there are frames 1 to " + count + ", got " + frame);
    }
    synchronized (shelf) {
      return shelf.view(frame - 1, options, merger);
    }
  }

  /**
   * Merges one frame with several settings, to compare them; nothing is kept.
   *
   * @param frame from 1
   * @param margin of pixels around the mask of the options that it has; the rest is cut off
   * @param settings each such as {@code mode=seamless blur_mask_modifier=40}, changed from the
   *     options that the frame has; empty for these
   * @return the pictures by their settings, in order
   * @throws SettingsException if a setting is not known or not allowed
   * @throws IOException if the frame cannot be read
   */
  public Map<String, Picture> sheet(long frame, int margin, List<String> settings)
      throws SettingsException, IOException {
    MergeOptions own = options().at(frame);
    Picture mask = view(frame).mask();
    Map<String, Picture> sheet = new LinkedHashMap<>();
    for (String setting : settings) {
      Map<String, String> texts = new LinkedHashMap<>();
      for (String word : setting.isBlank() ? new String[0] : setting.strip().split("\\s+")) {
        String[] parts = word.split("=", 2);
        if (parts.length < 2) {
          throw new SettingsException("a setting must be KEY=VALUE, got '" + word + "'");
        }
        texts.put(parts[0], parts[1]);
      }
      FrameView view = view(frame, own.with(texts, "sheet"));
      boolean isFrame = view.merged().width() == mask.width();
      Picture picture = view.picture(ViewKind.MERGED);
      sheet.put(
          setting.isBlank() ? "as it is" : setting,
          isFrame ? picture.partOf(mask, margin) : picture);
    }
    return sheet;
  }

  /**
   * Changes options at a frame. A merge of all frames that runs is stopped.
   *
   * @param scope the frames that the change reaches
   * @param frame at which it is made, from 1
   * @param texts new values by name
   * @throws SettingsException if a name is unknown or a value is not allowed
   * @throws IOException if the file of the job cannot be written
   */
  public synchronized void change(ChangeScope scope, long frame, Map<String, String> texts)
      throws SettingsException, IOException {
    String what = scope.word() + " " + frame + " " + texts.keySet();
    set(options().with(scope, frame, texts), what);
  }

  /**
   * Sets the options of all frames. A merge of all frames that runs is stopped.
   *
   * @param what is changed, in words; equal ones that follow each other at once are taken back
   *     together
   * @throws IOException if the file of the job cannot be written
   */
  public synchronized void set(OptionTrack changed, String what) throws IOException {
    OptionTrack before = options();
    if (!changed.equals(before)) {
      isToStop = true;
      merge.options(changed);
      history.note(what, before);
    }
  }

  /** Takes the last change back; false if there is none. */
  public synchronized boolean undo() throws IOException {
    return move(history.undo(options()));
  }

  /** Makes the last change again that was taken back; false if there is none. */
  public synchronized boolean redo() throws IOException {
    return move(history.redo(options()));
  }

  private boolean move(Optional<OptionTrack> to) throws IOException {
    if (to.isPresent()) {
      isToStop = true;
      merge.options(to.get());
    }
    return to.isPresent();
  }

  /** Whether a change can be taken back. */
  public synchronized boolean canUndo() {
    return history.canUndo();
  }

  /** Whether a change that was taken back can be made again. */
  public synchronized boolean canRedo() {
    return history.canRedo();
  }

  /** How far the merge of all frames is. */
  public Processing processing() {
    return processing;
  }

  /** Begins to merge all frames that are not done; does nothing while that runs already. */
  public synchronized void process() {
    if (processing.isRunning() && !isToStop) {
      return;
    }
    await();
    isToStop = false;
    processing = new Processing(true, "frames merged", 0, count, Optional.empty());
    work = Background.start("merge-all", this::run);
  }

  private boolean run() {
    try {
      MergeResult result =
          merge.run(
              (stage, done, of) ->
                  processing = new Processing(true, stage, done, of, Optional.empty()),
              () -> isToStop);
      processing = processing.ended(result.complete() ? "all frames are merged" : "stopped");
      return result.complete();
    } catch (IOException | RuntimeException e) {
      processing = processing.ended(String.valueOf(e.getMessage()));
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Stops the merge of all frames after those at work. */
  public void pause() {
    isToStop = true;
  }

  private void await() {
    if (work != null) {
      work.await();
    }
  }

  /** Stops the merge of all frames, waits for the frames at work, and gives the folder back. */
  @Override
  public void close() throws IOException {
    pause();
    synchronized (this) {
      await();
    }
    synchronized (shelf) {
      shelf.close();
      merger.close();
    }
    merge.close();
  }
}
