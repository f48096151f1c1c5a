package org.saehdbw.merging.jobs;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.merging.FrameMerger;
import org.saehdbw.merging.MergeNetworks;
import org.saehdbw.merging.Prediction;
import org.saehdbw.merging.frames.FrameWork;
import org.saehdbw.merging.frames.SteadyFaces;
import org.saehdbw.merging.frames.SwapPredictor;
import org.saehdbw.parallel.Workers;
import org.saehdbw.pictures.PictureFiles;
import org.saehdbw.provenance.Provenance;
import org.saehdbw.provenance.ProvenanceMark;
import org.saehdbw.transfers.Pixels;

/**
 * Merges some frames at a time: squares are cut on all threads, the model draws all of them at
 * once, pictures are merged and written on all threads.
 */
final class MergeChunks implements AutoCloseable {
  private static final int FRAMES_A_THREAD = 8;

  /** Of the frames in hand; as many again are read ahead. */
  private static final long MOST_PIXELS = 32L << 20;

  private final Merge asked;
  private final SwapPredictor predictor;
  private final JobFolder folder;
  private final Provenance mark;
  private final Workers workers;
  private final int size;

  /** As many as threads, so that each finds one. */
  private final Queue<FrameMerger> mergers = new ConcurrentLinkedQueue<>();

  private final List<FrameMerger> all = new ArrayList<>();
  private final SteadyFaces steady;
  private final Deque<Drawn> waiting = new ArrayDeque<>();
  private final int reach;

  /**
   * Prepares the threads.
   *
   * @param pixels of a frame; there are fewer large ones in memory than small ones
   */
  MergeChunks(OpenMerge open, Provenance mark, long pixels) {
    asked = open.asked();
    predictor = open.predictor();
    folder = open.folder();
    this.mark = mark;
    steady = new SteadyFaces(open.matched().tracks());
    reach = mostReach();
    size =
        (int) Math.max(1, Math.min((long) FRAMES_A_THREAD * asked.threads(), MOST_PIXELS / pixels));
    workers = new Workers(asked.threads(), "merge");
    for (int i = 0; i < asked.threads(); i++) {
      all.add(new FrameMerger(predictor.faceType(), predictor.side(), MergeNetworks.NONE, 1));
    }
    mergers.addAll(all);
  }

  int channels() {
    return predictor.channels();
  }

  /** How many frames are merged at a time. */
  int size() {
    return size;
  }

  /** Told of frames whose files are written, by one thread at a time. */
  interface Done {
    void note(FrameEntry entry) throws IOException;
  }

  /** How many frames on each side of a frame, from 0, must be predicted before it is merged. */
  int reach(long frame) {
    return asked.options().at(frame + 1).steady().predictedReach();
  }

  /** The largest reach of any frame. */
  int mostReach() {
    return asked.options().keyframes().stream()
        .mapToInt(one -> one.options().steady().predictedReach())
        .max()
        .orElse(0);
  }

  /** A frame and what the model draws into it. */
  private record Drawn(FrameWork work, List<Prediction> predictions) {}

  /**
   * Takes the next frames, and merges and writes those whose neighbours are predicted.
   *
   * @param until how many frames of the source have been passed
   * @param isEnd whether none follows, so that all that wait are merged
   * @param done told of each as soon as it is written
   */
  void merge(List<FrameWork> frames, long until, boolean isEnd, Done done)
      throws IOException, InterruptedException {
    workers.each(frames.size(), (int i) -> cut(frames.get(i)), count -> {});
    List<Pixels> squares = new ArrayList<>();
    frames.forEach(frame -> squares.addAll(frame.squares()));
    List<Prediction> drawn = predictor.predict(squares);
    int at = 0;
    for (FrameWork frame : frames) {
      List<Prediction> own = drawn.subList(at, at + frame.faces());
      at += frame.faces();
      if (reach > 0) {
        steady.add(frame, own);
      }
      if (!frame.isContext()) {
        waiting.add(new Drawn(frame, own));
      }
    }
    List<Drawn> ready = ready(until, isEnd);
    workers.each(ready.size(), (int i) -> write(ready.get(i), done), count -> {});
    steady.forgetBefore(waiting.isEmpty() ? until - reach : first(waiting) - reach);
  }

  private static long first(Deque<Drawn> waiting) {
    return waiting.getFirst().work().frame().number();
  }

  private List<Drawn> ready(long until, boolean isEnd) {
    List<Drawn> ready = new ArrayList<>();
    while (!waiting.isEmpty() && (isEnd || first(waiting) + reach(first(waiting)) < until)) {
      ready.add(waiting.remove());
    }
    return ready;
  }

  private void cut(FrameWork frame) {
    FrameMerger merger = mergers.remove();
    try {
      frame.cut(merger);
    } finally {
      mergers.add(merger);
    }
  }

  private void write(Drawn drawn, Done done) throws IOException {
    FrameWork frame = drawn.work();
    FrameMerger merger = mergers.remove();
    FrameEntry entry;
    try {
      List<SteadyFaces.Steadied> faces =
          steady.steadied(frame, drawn.predictions(), frame.options().steady());
      entry = write(frame, frame.merge(merger, faces, asked.keepsColour()), faces.size());
    } finally {
      mergers.add(merger);
    }
    synchronized (done) {
      done.note(entry);
    }
  }

  private FrameEntry write(FrameWork frame, FrameWork.Merged merged, int faces) throws IOException {
    String file = frame.frame().name() + ".png";
    byte[] png = PictureFiles.encodePng(merged.picture());
    AtomicFile.write(
        folder.frames().resolve(file), faces > 0 ? ProvenanceMark.intoPng(png, mark) : png);
    AtomicFile.write(folder.masks().resolve(file), PictureFiles.encodePng(merged.mask()));
    String problems = String.join("; ", frame.problems());
    MergeStatus without = problems.isEmpty() ? MergeStatus.NO_FACE : MergeStatus.PASSED;
    return new FrameEntry(
        frame.frame().number(),
        frame.frame().time(),
        file,
        faces > 0 ? MergeStatus.MERGED : without,
        faces,
        problems,
        frame.options().fingerprint());
  }

  @Override
  public void close() {
    workers.close();
    all.forEach(FrameMerger::close);
  }
}
