package org.saehdbw.merging.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.merging.FrameMerger;
import org.saehdbw.merging.MergeNetworks;
import org.saehdbw.merging.Prediction;
import org.saehdbw.merging.frames.FrameWork;
import org.saehdbw.merging.frames.SwapPredictor;
import org.saehdbw.parallel.Workers;
import org.saehdbw.pictures.Picture;
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

  /**
   * Prepares the threads.
   *
   * @param pixels of a frame; there are fewer large ones in memory than small ones
   */
  MergeChunks(
      Merge asked, SwapPredictor predictor, JobFolder folder, Provenance mark, long pixels) {
    this.asked = asked;
    this.predictor = predictor;
    this.folder = folder;
    this.mark = mark;
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

  /**
   * Merges and writes frames.
   *
   * @param done told of each as soon as it is written
   */
  void merge(List<FrameWork> frames, Done done) throws IOException, InterruptedException {
    workers.each(frames.size(), (int i) -> cut(frames.get(i)), count -> {});
    List<Pixels> squares = new ArrayList<>();
    frames.forEach(frame -> squares.addAll(frame.squares()));
    List<Prediction> drawn = predictor.predict(squares);
    List<List<Prediction>> ofFrame = new ArrayList<>();
    int at = 0;
    for (FrameWork frame : frames) {
      ofFrame.add(drawn.subList(at, at + frame.faces()));
      at += frame.faces();
    }
    workers.each(
        frames.size(),
        (int i) -> {
          FrameEntry entry = write(frames.get(i), ofFrame.get(i));
          synchronized (done) {
            done.note(entry);
          }
        },
        count -> {});
  }

  private void cut(FrameWork frame) {
    FrameMerger merger = mergers.remove();
    try {
      frame.cut(merger);
    } finally {
      mergers.add(merger);
    }
  }

  private FrameEntry write(FrameWork frame, List<Prediction> predictions) throws IOException {
    FrameMerger merger = mergers.remove();
    try {
      FrameWork.Merged merged = frame.merge(merger, predictions, asked.keepsColour());
      String file = frame.frame().name() + ".png";
      byte[] png = PictureFiles.encodePng(merged.picture());
      boolean isMerged = !predictions.isEmpty();
      AtomicFile.write(
          folder.frames().resolve(file), isMerged ? ProvenanceMark.intoPng(png, mark) : png);
      Picture mask = merged.mask();
      AtomicFile.write(folder.masks().resolve(file), PictureFiles.encodePng(mask));
      String problems = String.join("; ", frame.problems());
      MergeStatus status =
          isMerged
              ? MergeStatus.MERGED
              : problems.isEmpty() ? MergeStatus.NO_FACE : MergeStatus.PASSED;
      return new FrameEntry(
          frame.frame().number(),
          frame.frame().time(),
          file,
          status,
          predictions.size(),
          problems,
          frame.options().fingerprint());
    } finally {
      mergers.add(merger);
    }
  }

  @Override
  public void close() {
    workers.close();
    all.forEach(FrameMerger::close);
  }
}
