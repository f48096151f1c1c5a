package org.saehdbw.merging.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.files.FolderLock;
import org.saehdbw.files.JsonLines;
import org.saehdbw.films.FrameReader;
import org.saehdbw.merging.matching.FaceMatching;
import org.saehdbw.parallel.Progress;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.provenance.Provenance;
import org.saehdbw.sources.Facesets;
import org.saehdbw.training.TrainedModel;

/** One run of a merge: reads frames, merges a few at a time, and notes each that is done. */
final class MergeRun {
  private static final int TOLD = 20;

  private final Merge asked;
  private final Progress progress;
  private final BooleanSupplier stop;
  private final JobFolder folder;
  private final MergeSource source;
  private final JsonLines<FrameEntry> ledger;
  private final List<String> remarks = new ArrayList<>();
  private final Map<Long, FrameEntry> done = new TreeMap<>();
  private int made;

  MergeRun(Merge asked, Progress progress, BooleanSupplier stop) {
    this.asked = asked;
    this.progress = progress;
    this.stop = stop;
    folder = new JobFolder(asked.out());
    source = new MergeSource(asked.frames(), asked.rate());
    ledger = folder.ledger();
  }

  MergeResult run() throws IOException, FaceFileException, InterruptedException {
    long begun = System.nanoTime();
    Faceset faces = Facesets.open(asked.faces(), asked.threads());
    try (TrainedModel model = TrainedModel.open(asked.run());
        FrameReader reader = source.open(false)) {
      MergeSource.Matched matched = source.match(reader, faces, asked.options().compat());
      remark(matched.matching());
      folder.require(asked.settings(model.spec().toString(), model.iteration()));
      try (FolderLock lock = folder.lock()) {
        readLedger();
        Provenance mark =
            Provenance.ofMerged(model.spec().toString(), asked.run().name(), model.iteration());
        boolean complete;
        long pixels = (long) reader.info().width() * reader.info().height();
        try (MergeChunks chunks =
            new MergeChunks(asked, new SwapPredictor(model), folder, mark, pixels)) {
          complete = frames(reader, matched, chunks);
        }
        remarks.addAll(reader.remarks());
        Optional<Path> film = Optional.empty();
        if (complete && asked.film().isPresent()) {
          film = Optional.of(asked.film().get());
          new FilmAssembly(asked, folder, reader.info(), mark, progress).write(done.values());
        }
        return result(film, complete, begun);
      }
    }
  }

  private void remark(FaceMatching matching) {
    tell(matching.without(), "%d faces do not say which frame they were cut from, first %s");
    tell(matching.unmatched(), "%d faces name frames that are not here, first %s");
  }

  private void tell(List<String> files, String text) {
    if (!files.isEmpty()) {
      remarks.add(String.format(Locale.ROOT, text, files.size(), files.get(0)));
    }
  }

  private void readLedger() throws IOException {
    JsonLines.Content<FrameEntry> content = ledger.read();
    for (FrameEntry entry : content.entries()) {
      if (Files.isRegularFile(folder.frames().resolve(entry.file()))) {
        done.put(entry.number(), entry);
      }
    }
  }

  /** Whether all frames of the range are done. */
  private boolean frames(FrameReader reader, MergeSource.Matched matched, MergeChunks chunks)
      throws IOException, InterruptedException {
    long all = reader.info().frames().orElse(0);
    Set<Long> before = Set.copyOf(done.keySet());
    progress.at("frames merged", 0, all);
    try (FrameIntake intake =
        new FrameIntake(asked, folder, reader, matched, before, chunks, stop)) {
      while (true) {
        FrameIntake.Chunk chunk = intake.next();
        for (FrameEntry entry : chunk.unreadable()) {
          note(entry);
        }
        for (FrameEntry entry : chunks.merge(chunk.works())) {
          note(entry);
        }
        if (chunk.end() == FrameIntake.End.COMPLETE) {
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
    ledger.append(entry);
    done.put(entry.number(), entry);
    made++;
    if (!entry.reason().isEmpty() && remarks.size() < TOLD) {
      remarks.add("frame " + (entry.number() + 1) + ": " + entry.reason());
    }
  }

  private MergeResult result(Optional<Path> film, boolean complete, long begun) {
    Map<MergeStatus, Integer> frames = new EnumMap<>(MergeStatus.class);
    done.values().forEach(entry -> frames.merge(entry.status(), 1, Integer::sum));
    double seconds = (System.nanoTime() - begun) / 1e9;
    return new MergeResult(folder, film, frames, made, complete, seconds, remarks);
  }
}
