package org.saehdbw.facesets.resizing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.parallel.Workers;
import org.saehdbw.pictures.FaceFileException;

/** One run of the resizer, on several threads. */
final class ResizeRun {
  private final FacesetResizer asked;
  private final ResizePlan plan;
  private final ResizeListener listener;
  private final List<Faceset.FaceEntry> entries;
  private final List<Faceset.RejectedFile> impossible = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private int made;

  ResizeRun(FacesetResizer asked, ResizePlan plan, ResizeListener listener) {
    this.asked = asked;
    this.plan = plan;
    this.listener = listener;
    entries = asked.faces().entries();
  }

  ResizeSummary into(Path out) throws FaceFileException, IOException, InterruptedException {
    long begun = System.nanoTime();
    List<ResizePlan.Task> missing;
    try (ResizeFolder folder = ResizeFolder.begin(out, asked, plan)) {
      missing = folder.missing();
      warnings.addAll(plan.warnings());
      if (folder.old() > 0) {
        warnings.add(
            String.format(
                    Locale.ROOT,
                    "%d faces that were there are made again, of faces that have changed or because"
                        + " they",
                    folder.old())
                + " were damaged; as they were they stay beside them as NAME.old");
      }
      listener.began(entries.size(), missing.size());
      warnings.forEach(listener::warned);
      if (!missing.isEmpty()) {
        makeAll(out, missing);
      }
    }
    List<Faceset.RejectedFile> skipped = new ArrayList<>(asked.faces().rejected());
    skipped.addAll(plan.skipped());
    skipped.addAll(impossible);
    skipped.sort(Comparator.comparing(Faceset.RejectedFile::name));
    return new ResizeSummary(
        asked.faces().source(),
        out.toString(),
        entries.size(),
        made,
        plan.tasks().size() - missing.size(),
        missing.size() - made - impossible.size(),
        List.copyOf(skipped),
        List.copyOf(warnings),
        (System.nanoTime() - begun) / 1e9);
  }

  private void makeAll(Path out, List<ResizePlan.Task> missing)
      throws IOException, InterruptedException {
    try (Workers workers = new Workers(asked.threads(), "faceset-resizer")) {
      workers.each(
          missing.size(),
          i -> makeOne(out, missing.get(i)),
          done -> listener.advanced(done, missing.size()),
          listener::stopRequested);
    }
  }

  private void makeOne(Path out, ResizePlan.Task task) throws IOException {
    Faceset.FaceEntry entry = entries.get(task.index());
    try {
      byte[] file = ResizedFace.make(asked, task, entry);
      write(out.resolve(task.name()), file);
    } catch (FaceFileException e) {
      skip(entry.name(), String.valueOf(e.getMessage()));
    }
  }

  private void write(Path target, byte[] file) throws IOException {
    try {
      AtomicFile.write(target, file);
    } catch (IOException e) {
      throw new IOException(e.getMessage() + "; the faces made so far stay", e);
    }
    synchronized (this) {
      made++;
    }
  }

  private synchronized void skip(String name, String reason) {
    impossible.add(new Faceset.RejectedFile(name, reason));
  }
}
