package org.saehdbw.facesets.health;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.Faceset.RejectedFile;
import org.saehdbw.pictures.FaceFileException;

/** Decodes and measures every face of a set on several threads. */
final class SideMeasurer {
  private final Faceset faceset;
  private final List<Faceset.FaceEntry> entries;
  private final FaceMeasurer measurer;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReferenceArray<FaceMeasurer.@Nullable Measured> measured;
  private final AtomicReferenceArray<@Nullable String> reasons;
  private int done;

  SideMeasurer(Faceset faceset, FaceMeasurer measurer) {
    this.faceset = faceset;
    this.measurer = measurer;
    this.entries = faceset.entries();
    this.measured = new AtomicReferenceArray<>(entries.size());
    this.reasons = new AtomicReferenceArray<>(entries.size());
  }

  void on(int threads, IntConsumer progress) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads, SideMeasurer::daemon);
    try {
      List<Callable<Integer>> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        workers.add(() -> measureTheRest(progress));
      }
      for (Future<Integer> worker : pool.invokeAll(workers)) {
        worker.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("measuring a face of " + faceset.name() + " failed", e);
    } finally {
      pool.shutdownNow();
    }
  }

  private int measureTheRest(IntConsumer progress) {
    int mine = 0;
    for (int i = next.getAndIncrement(); i < entries.size(); i = next.getAndIncrement()) {
      if (Thread.currentThread().isInterrupted()) {
        return mine;
      }
      try {
        measured.set(i, measurer.measure(i, entries.get(i), faceset.decode(i)));
      } catch (FaceFileException e) {
        reasons.set(i, String.valueOf(e.getMessage()));
      }
      mine++;
      report(progress);
    }
    return mine;
  }

  private synchronized void report(IntConsumer progress) {
    done++;
    progress.accept(done);
  }

  /** What could be measured, in the set's order. */
  List<FaceMeasurer.Measured> measured() {
    List<FaceMeasurer.Measured> all = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      FaceMeasurer.Measured one = measured.get(i);
      if (one != null) {
        all.add(one);
      }
    }
    return all;
  }

  /** What could not be decoded. */
  List<RejectedFile> unreadable() {
    List<RejectedFile> all = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      String reason = reasons.get(i);
      if (reason != null) {
        all.add(new RejectedFile(entries.get(i).name(), reason));
      }
    }
    return all;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "faceset-health");
    thread.setDaemon(true);
    return thread;
  }
}
