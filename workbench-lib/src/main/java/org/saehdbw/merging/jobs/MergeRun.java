package org.saehdbw.merging.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.saehdbw.films.FrameReader;
import org.saehdbw.parallel.Progress;
import org.saehdbw.provenance.Provenance;

/** One run of a merge: reads frames, merges a few at a time, and notes each that is done. */
final class MergeRun {
  private static final int TOLD = 20;

  private final OpenMerge open;
  private final Merge asked;
  private final Progress progress;
  private final BooleanSupplier stop;
  private final long begun = System.nanoTime();
  private final List<String> remarks = new ArrayList<>();
  private int made;

  MergeRun(OpenMerge open, Progress progress, BooleanSupplier stop) {
    this.open = open;
    this.progress = progress;
    this.stop = stop;
    asked = open.asked();
    remarks.addAll(open.remarks());
  }

  MergeResult run() throws IOException, InterruptedException {
    Provenance mark = open.mark();
    try (FrameReader reader = open.read()) {
      boolean complete;
      long pixels = (long) reader.info().width() * reader.info().height();
      try (MergeChunks chunks = new MergeChunks(open, mark, pixels)) {
        complete = frames(reader, chunks);
      }
      remarks.addAll(reader.remarks());
      Map<Long, FrameEntry> done = open.ledger().done(asked);
      Optional<Path> film = complete ? asked.film().file() : Optional.empty();
      if (film.isPresent()) {
        new FilmAssembly(asked, open.folder(), reader.info(), mark, progress).write(done.values());
      }
      Map<MergeStatus, Integer> frames = new EnumMap<>(MergeStatus.class);
      done.values().forEach(entry -> frames.merge(entry.status(), 1, Integer::sum));
      double seconds = (System.nanoTime() - begun) / 1e9;
      return new MergeResult(open.folder(), film, frames, made, complete, seconds, remarks);
    }
  }

  /** Whether all frames of the range are done. */
  private boolean frames(FrameReader reader, MergeChunks chunks)
      throws IOException, InterruptedException {
    long all = reader.info().frames().orElse(0);
    Set<Long> before = open.ledger().done(asked).keySet();
    progress.at("frames merged", 0, all);
    try (FrameIntake intake =
        new FrameIntake(asked, open.folder(), reader, open.models(), before, chunks, stop)) {
      while (true) {
        FrameIntake.Chunk chunk = intake.next();
        for (FrameEntry entry : chunk.unreadable()) {
          note(entry);
        }
        boolean isEnd = chunk.end() == FrameIntake.End.COMPLETE;
        chunks.merge(chunk.works(), chunk.until(), isEnd, this::note);
        if (isEnd) {
          progress.at("frames merged", chunk.until(), chunk.until());
          return true;
        }
        if (chunk.end() == FrameIntake.End.STOPPED || stop.getAsBoolean()) {
          return false;
        }
        progress.at("frames merged", Math.min(chunk.until(), Math.max(0, all - 1)), all);
      }
    }
  }

  private void note(FrameEntry entry) throws IOException {
    open.ledger().note(entry);
    made++;
    if (!entry.reason().isEmpty() && remarks.size() < TOLD) {
      remarks.add("frame " + (entry.number() + 1) + ": " + entry.reason());
    }
  }
}
