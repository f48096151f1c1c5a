package org.saehdbw.merging.jobs;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.merging.Prediction;
import org.saehdbw.merging.frames.FrameWork;
import org.saehdbw.merging.frames.SteadyFaces;
import org.saehdbw.parallel.Workers;
import org.saehdbw.pictures.PictureFiles;
import org.saehdbw.provenance.Provenance;
import org.saehdbw.provenance.ProvenanceMark;

/**
 * Merges some frames at a time: squares are cut on all threads, the model draws all of them at
 * once, pictures are merged and written on all threads.
 */
final class MergeChunks implements AutoCloseable {
  private static final int FRAMES_A_THREAD = 8;

  /** Of the frames in hand; as many again are read ahead. */
  private static final long MOST_PIXELS = 32L << 20;

  private final Merge asked;
  private final JobFolder folder;
  private final Provenance mark;
  private final Workers workers;
  private final int size;
  private final List<ModelLayer> layers = new ArrayList<>();
  private final Deque<Drawn> waiting = new ArrayDeque<>();
  private final int channels;
  private final int reach;

  /**
   * Prepares the threads.
   *
   * @param pixels of a frame; there are fewer large ones in memory than small ones
   */
  MergeChunks(OpenMerge open, Provenance mark, long pixels) {
    asked = open.asked();
    folder = open.folder();
    this.mark = mark;
    channels = open.predictor().channels();
    List<OpenModel> models = open.models();
    for (int i = 0; i < models.size(); i++) {
      layers.add(new ModelLayer(models.get(i), asked.models().get(i).options(), asked.threads()));
    }
    reach = mostReach();
    size =
        (int) Math.max(1, Math.min((long) FRAMES_A_THREAD * asked.threads(), MOST_PIXELS / pixels));
    workers = new Workers(asked.threads(), "merge");
  }

  int channels() {
    return channels;
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
    return layers.stream().mapToInt(layer -> layer.reach(frame)).max().orElse(0);
  }

  /** The largest reach of any frame. */
  int mostReach() {
    return layers.stream().mapToInt(ModelLayer::mostReach).max().orElse(0);
  }

  /** A frame and what each model draws into it. */
  private record Drawn(LayeredFrame frame, List<List<Prediction>> predictions) {}

  /**
   * Takes the next frames, and merges and writes those whose neighbours are predicted.
   *
   * @param until how many frames of the source have been passed
   * @param isEnd whether none follows, so that all that wait are merged
   * @param done told of each as soon as it is written
   */
  void merge(List<LayeredFrame> frames, long until, boolean isEnd, Done done)
      throws IOException, InterruptedException {
    workers.each(frames.size(), (int i) -> cut(frames.get(i)), count -> {});
    List<List<List<Prediction>>> drawn = new ArrayList<>();
    for (int k = 0; k < layers.size(); k++) {
      int layer = k;
      List<FrameWork> works = frames.stream().map(frame -> frame.works().get(layer)).toList();
      drawn.add(layers.get(k).predict(works, reach > 0));
    }
    for (int i = 0; i < frames.size(); i++) {
      if (!frames.get(i).isContext()) {
        int at = i;
        waiting.add(new Drawn(frames.get(i), drawn.stream().map(all -> all.get(at)).toList()));
      }
    }
    List<Drawn> ready = ready(until, isEnd);
    workers.each(ready.size(), (int i) -> write(ready.get(i), done), count -> {});
    long needed = waiting.isEmpty() ? until - reach : first(waiting) - reach;
    layers.forEach(layer -> layer.forgetBefore(needed));
  }

  private static long first(Deque<Drawn> waiting) {
    return waiting.getFirst().frame().number();
  }

  private List<Drawn> ready(long until, boolean isEnd) {
    List<Drawn> ready = new ArrayList<>();
    while (!waiting.isEmpty() && (isEnd || first(waiting) + reach(first(waiting)) < until)) {
      ready.add(waiting.remove());
    }
    return ready;
  }

  private void cut(LayeredFrame frame) {
    for (int i = 0; i < layers.size(); i++) {
      layers.get(i).cut(frame.works().get(i));
    }
  }

  private void write(Drawn drawn, Done done) throws IOException {
    LayeredFrame frame = drawn.frame();
    int faces = drawn.predictions().stream().mapToInt(List::size).sum();
    FrameEntry entry = write(frame, painted(frame, drawn.predictions()), faces);
    synchronized (done) {
      done.note(entry);
    }
  }

  /** Each model paints onto what those before it made. */
  private FrameWork.Merged painted(LayeredFrame frame, List<List<Prediction>> predictions) {
    FrameWork.Merged made = painted(0, frame, predictions, null);
    for (int i = 1; i < layers.size(); i++) {
      made = painted(i, frame, predictions, made);
    }
    return made;
  }

  private FrameWork.Merged painted(
      int number,
      LayeredFrame frame,
      List<List<Prediction>> predictions,
      FrameWork.@Nullable Merged before) {
    ModelLayer layer = layers.get(number);
    FrameWork work = frame.works().get(number);
    List<SteadyFaces.Steadied> faces = layer.steadied(work, predictions.get(number));
    return layer.withMerger(
        merger ->
            before == null
                ? work.merge(merger, faces, asked.keepsColour())
                : work.mergeOnto(before, merger, faces, asked.keepsColour()));
  }

  private FrameEntry write(LayeredFrame frame, FrameWork.Merged merged, int faces)
      throws IOException {
    String file = frame.frame().name() + ".png";
    byte[] png = PictureFiles.encodePng(merged.picture());
    AtomicFile.write(
        folder.frames().resolve(file), faces > 0 ? ProvenanceMark.intoPng(png, mark) : png);
    AtomicFile.write(folder.masks().resolve(file), PictureFiles.encodePng(merged.mask()));
    String problems = frame.problems();
    MergeStatus without = problems.isEmpty() ? MergeStatus.NO_FACE : MergeStatus.PASSED;
    return new FrameEntry(
        frame.number(),
        frame.frame().time(),
        file,
        faces > 0 ? MergeStatus.MERGED : without,
        faces,
        problems,
        asked.fingerprint(frame.number()));
  }

  @Override
  public void close() {
    workers.close();
    layers.forEach(ModelLayer::close);
  }
}
