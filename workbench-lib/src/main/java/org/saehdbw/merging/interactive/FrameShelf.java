package org.saehdbw.merging.interactive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.films.FilmException;
import org.saehdbw.films.FilmFrame;
import org.saehdbw.films.FrameReader;
import org.saehdbw.merging.FrameMerger;
import org.saehdbw.merging.Prediction;
import org.saehdbw.merging.frames.FrameWork;
import org.saehdbw.merging.frames.SteadyFaces;
import org.saehdbw.merging.jobs.OpenMerge;
import org.saehdbw.merging.options.MergeOptions;
import org.saehdbw.merging.options.OptionTrack;
import org.saehdbw.merging.options.Steadiness;

/**
 * Frames that were looked at, with what the model draws into them, so that another option needs
 * neither the film nor the model. Keeps the newest of them within a limit. Not safe for several
 * threads.
 */
final class FrameShelf implements AutoCloseable {
  private static final long MOST_BYTES = 256L << 20;
  private static final int FEWEST = 2 * Steadiness.MOST_REACH + 2;
  private static final int MOST_SAMPLES = 200;

  private final OpenMerge merge;
  private final FrameReader reader;
  private final long count;
  private final SteadyFaces steady;
  private final Map<Key, List<Prediction>> kept = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Long, FilmFrame> frames = new LinkedHashMap<>(16, 0.75f, true);

  /** What {@link #steady} knows of a frame was drawn with. */
  private final Map<Long, Key> sampled = new HashMap<>();

  /** What decides about the square that the model is given. */
  private record Key(long number, boolean asOriginal, boolean isLarge, int smoothing) {}

  FrameShelf(OpenMerge merge) throws IOException {
    this.merge = merge;
    reader = merge.read();
    count = reader.count();
    steady = new SteadyFaces(merge.matched().tracks());
  }

  FrameReader reader() {
    return reader;
  }

  /**
   * Merges a frame.
   *
   * @param number from 0
   */
  FrameView view(long number, MergeOptions options, FrameMerger merger) throws IOException {
    int reach = options.steady().predictedReach();
    OptionTrack track = merge.asked().options();
    long last = Math.min(count - 1, number + reach);
    for (long near = Math.max(0, number - reach); reach > 0 && near <= last; near++) {
      boolean isKnown =
          steady.knows(near) && key(near, track.at(near + 1)).equals(sampled.get(near));
      if (near != number && !isKnown) {
        predictNear(near, track.at(near + 1), merger);
      }
    }
    FrameWork work = work(number, options);
    List<Prediction> drawn = predict(work, merger);
    steady.keepAround(number, MOST_SAMPLES);
    List<SteadyFaces.Steadied> steadied = steady.steadied(work, drawn, options.steady());
    FrameWork.Merged merged = work.merge(merger, steadied, merge.asked().keepsColour());
    return new FrameView(
        number + 1,
        work.frame().picture(),
        merged.picture(),
        merged.mask(),
        options,
        work.faces(),
        work.problems());
  }

  /** A picture that cannot be read does not count, as in the merge of all frames. */
  private void predictNear(long number, MergeOptions options, FrameMerger merger)
      throws IOException {
    FrameWork work;
    try {
      work = work(number, options);
    } catch (FilmException e) {
      return;
    }
    predict(work, merger);
  }

  private FrameWork work(long number, MergeOptions options) throws IOException {
    FilmFrame frame = frame(number);
    return new FrameWork(
        frame,
        merge.predictor().channels(),
        merge.matched().faces(number, options.steady()),
        merge.matched().problems(frame.name()),
        options,
        false);
  }

  private List<Prediction> predict(FrameWork work, FrameMerger merger) {
    work.cut(merger);
    Key key = key(work.frame().number(), work.options());
    List<Prediction> drawn = kept.get(key);
    if (drawn == null) {
      drawn = merge.predictor().predict(work.squares());
      kept.put(key, drawn);
    }
    steady.add(work, drawn);
    sampled.put(key.number(), key);
    return drawn;
  }

  private static Key key(long number, MergeOptions options) {
    return new Key(
        number,
        options.asOriginal(),
        options.superResolutionPower() > 0,
        options.steady().landmarks());
  }

  private FilmFrame frame(long number) throws IOException {
    FilmFrame known = frames.get(number);
    if (known != null) {
      return known;
    }
    reader.seek(number);
    FilmFrame read =
        reader
            .next()
            .orElseThrow(
                () -> new FilmException("frame " + (number + 1) + " cannot be read any more"));
    frames.put(number, read);
    long bytes = 2L * read.picture().values().length;
    long most = Math.max(FEWEST, MOST_BYTES / bytes);
    List<Long> oldest = new ArrayList<>(frames.keySet());
    for (int i = 0; i < frames.size() - most; i++) {
      long gone = oldest.get(i);
      frames.remove(gone);
      kept.keySet().removeIf(key -> key.number() == gone);
    }
    return read;
  }

  @Override
  public void close() {
    reader.close();
  }
}
