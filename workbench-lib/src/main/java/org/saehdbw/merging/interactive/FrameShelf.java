package org.saehdbw.merging.interactive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.films.FilmException;
import org.saehdbw.films.FilmFrame;
import org.saehdbw.films.FrameReader;
import org.saehdbw.merging.FrameMerger;
import org.saehdbw.merging.Prediction;
import org.saehdbw.merging.frames.FrameWork;
import org.saehdbw.merging.jobs.OpenMerge;
import org.saehdbw.merging.options.MergeOptions;

/**
 * Frames that were looked at, with what the model draws into them, so that another option needs
 * neither the film nor the model. Keeps the newest of them within a limit. Not safe for several
 * threads.
 */
final class FrameShelf implements AutoCloseable {
  private static final long MOST_BYTES = 256L << 20;
  private static final int FEWEST = 4;

  private final OpenMerge merge;
  private final FrameReader reader;
  private final Map<Key, List<Prediction>> kept = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Long, FilmFrame> frames = new LinkedHashMap<>(16, 0.75f, true);

  /** What decides about the square that the model is given. */
  private record Key(long number, boolean asOriginal, boolean isLarge) {}

  FrameShelf(OpenMerge merge) throws IOException {
    this.merge = merge;
    reader = merge.read();
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
    FilmFrame frame = frame(number);
    FrameWork work =
        new FrameWork(
            frame,
            merge.predictor().channels(),
            merge.matched().faces(number),
            merge.matched().problems(frame.name()),
            options);
    Key key = new Key(number, options.asOriginal(), options.superResolutionPower() > 0);
    work.cut(merger);
    List<Prediction> drawn = kept.get(key);
    if (drawn == null) {
      drawn = merge.predictor().predict(work.squares());
      kept.put(key, drawn);
    }
    FrameWork.Merged merged = work.merge(merger, drawn, merge.asked().keepsColour());
    return new FrameView(
        number + 1,
        frame.picture(),
        merged.picture(),
        merged.mask(),
        options,
        work.faces(),
        work.problems());
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
