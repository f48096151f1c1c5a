package org.saehdbw.merging.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.films.FilmException;
import org.saehdbw.films.FilmFrame;
import org.saehdbw.films.FrameReader;
import org.saehdbw.films.PictureFolder;
import org.saehdbw.merging.frames.FrameWork;
import org.saehdbw.merging.frames.MergeSource;
import org.saehdbw.merging.options.MergeOptions;
import org.saehdbw.parallel.Background;

/** Reads the frames of a merge, a chunk ahead of what is merged. Closing waits for the reading. */
final class FrameIntake implements AutoCloseable {
  private final Merge asked;
  private final JobFolder folder;
  private final FrameReader reader;
  private final List<OpenModel> models;
  private final Set<Long> done;
  private final MergeChunks chunks;
  private final BooleanSupplier stop;
  private final int reach;
  private long number;
  private @Nullable Background<Chunk> ahead;

  /**
   * Frames to merge.
   *
   * @param works frames in order
   * @param unreadable lines for the ledger of pictures that could not be read and were copied
   * @param until how many frames of the source have been passed
   * @param end whether nothing follows, and why
   */
  record Chunk(List<LayeredFrame> works, List<FrameEntry> unreadable, long until, End end) {}

  /** Whether more follows. */
  enum End {
    /** More may follow. */
    OPEN,
    /** This was the last of the range. */
    COMPLETE,
    /** The merge was asked to stop. */
    STOPPED
  }

  /**
   * Prepares to read from the first frame.
   *
   * @param done numbers of frames that are passed over; not changed while reading
   */
  FrameIntake(
      Merge asked,
      JobFolder folder,
      FrameReader reader,
      List<OpenModel> models,
      Set<Long> done,
      MergeChunks chunks,
      BooleanSupplier stop) {
    this.asked = asked;
    this.folder = folder;
    this.reader = reader;
    this.models = models;
    this.done = done;
    this.chunks = chunks;
    this.stop = stop;
    reach = chunks.mostReach();
  }

  /** Returns the next frames, and begins to read those after them. */
  Chunk next() throws IOException {
    Chunk chunk;
    try {
      chunk = (ahead == null ? begin() : ahead).await();
    } catch (UncheckedIOException e) {
      ahead = null;
      throw e.getCause();
    }
    ahead = chunk.end() == End.OPEN ? begin() : null;
    return chunk;
  }

  private Background<Chunk> begin() {
    return Background.start(
        "merge-reader",
        () -> {
          try {
            return read();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private Chunk read() throws IOException {
    List<LayeredFrame> works = new ArrayList<>();
    List<FrameEntry> unreadable = new ArrayList<>();
    while (works.size() < chunks.size()) {
      if (stop.getAsBoolean()) {
        return new Chunk(works, unreadable, number, End.STOPPED);
      }
      boolean isWanted = isWanted(number);
      boolean isContext = !isWanted && isContext(number);
      boolean isRead = isWanted || isContext;
      if (!isRead && asked.input().range().isOver(number)) {
        return new Chunk(works, unreadable, number, End.COMPLETE);
      }
      if (!(isRead ? take(isContext, works, unreadable) : reader.skip())) {
        return new Chunk(works, unreadable, number, End.COMPLETE);
      }
      number++;
    }
    return new Chunk(works, unreadable, number, End.OPEN);
  }

  private boolean isWanted(long frame) {
    return frame >= 0 && asked.input().range().has(frame) && !done.contains(frame);
  }

  /** Whether a frame that is merged needs what the model draws into this one. */
  private boolean isContext(long frame) {
    for (int away = 1; away <= reach; away++) {
      for (long near : new long[] {frame - away, frame + away}) {
        boolean isReached = isWanted(near) && chunks.reach(near) >= away;
        if (isReached) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * A picture that cannot be read is copied as it is, and the merge continues.
   *
   * @return whether there was a frame
   */
  private boolean take(boolean isContext, List<LayeredFrame> works, List<FrameEntry> unreadable)
      throws IOException {
    try {
      Optional<FilmFrame> frame = reader.next();
      frame.ifPresent(read -> works.add(work(read, isContext)));
      return frame.isPresent();
    } catch (FilmException e) {
      if (!(reader instanceof PictureFolder pictures)) {
        throw e;
      }
      if (isContext) {
        return true;
      }
      Path file = pictures.files().get((int) number);
      String name = String.valueOf(file.getFileName());
      AtomicFile.write(folder.frames().resolve(name), Files.readAllBytes(file));
      String reason = String.valueOf(e.getMessage());
      unreadable.add(
          new FrameEntry(
              number, number, name, MergeStatus.BAD, 0, reason, asked.fingerprint(number)));
      return true;
    }
  }

  private LayeredFrame work(FilmFrame frame, boolean isContext) {
    List<FrameWork> layers = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      MergeSource.Matched matched = models.get(i).matched();
      MergeOptions options = asked.models().get(i).options().at(number + 1);
      layers.add(
          new FrameWork(
              frame,
              chunks.channels(),
              matched.faces(frame.number(), options.steady()),
              matched.problems(frame.name()),
              options,
              isContext));
    }
    return new LayeredFrame(layers);
  }

  @Override
  public void close() {
    if (ahead != null) {
      try {
        ahead.await();
      } catch (UncheckedIOException e) {
        // what went wrong before is told
      }
    }
  }
}
