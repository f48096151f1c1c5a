package org.saehdbw.synthesis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.saehdbw.faces.DflJpeg;
import org.saehdbw.facesets.importing.FacesetImport;
import org.saehdbw.pictures.FaceFileException;

/** Draws a faceset into files on several threads. */
final class SyntheticWriter {
  private static final int MAX_THREADS = 64;

  private final SyntheticFaces faces;
  private final Path out;
  private final IntConsumer progress;
  private final AtomicInteger next = new AtomicInteger();
  private int written;

  private SyntheticWriter(SyntheticFaces faces, Path out, IntConsumer progress) {
    this.faces = faces;
    this.out = out;
    this.progress = progress;
  }

  static void write(SyntheticFaces faces, Path out, int threads, IntConsumer progress)
      throws IOException, InterruptedException {
    if (threads < 1 || threads > MAX_THREADS) {
      throw new IllegalArgumentException(
          "threads must be from 1 to " + MAX_THREADS + ", got " + threads);
    }
    Files.createDirectories(out);
    requireEmpty(out);
    new SyntheticWriter(faces, out, progress).on(threads);
    // Last, so that a folder with this file is a folder with every face.
    SyntheticParameters.write(out, faces);
  }

  private static void requireEmpty(Path out) throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      if (files.findAny().isPresent()) {
        throw new IllegalArgumentException(
            "drawn faces go into a new or an empty folder, got " + out + ", which holds files");
      }
    }
  }

  private void on(int threads) throws IOException, InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads, SyntheticWriter::daemon);
    try {
      ExecutorCompletionService<Integer> ended = new ExecutorCompletionService<>(pool);
      List<Callable<Integer>> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        workers.add(this::drawTheRest);
      }
      workers.forEach(ended::submit);
      for (int i = 0; i < threads; i++) {
        ended.take().get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException problem) {
        throw problem;
      }
      throw new IllegalStateException("drawing faces failed", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  /** Takes faces until there are none left; returns how many it took. */
  private int drawTheRest() throws IOException {
    int mine = 0;
    for (int i = next.getAndIncrement(); i < faces.count(); i = next.getAndIncrement()) {
      if (Thread.currentThread().isInterrupted()) {
        return mine;
      }
      SyntheticFace face = faces.draw(faces.parameters(i));
      Path file = out.resolve(SyntheticFaces.fileName(i));
      write(face, file);
      mine++;
      report();
    }
    return mine;
  }

  private static void write(SyntheticFace face, Path file) throws IOException {
    try {
      DflJpeg.write(file, face.picture(), face.metadata(), FacesetImport.DEFAULT_QUALITY);
    } catch (FaceFileException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private synchronized void report() {
    written++;
    progress.accept(written);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "drawn-faces");
    thread.setDaemon(true);
    return thread;
  }
}
