package org.saehdbw.facesets.health;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.Faceset.RejectedFile;
import org.saehdbw.parallel.Workers;
import org.saehdbw.pictures.FaceFileException;

/** Decodes and measures every face of a set on several threads. */
final class SideMeasurer {
  private final Faceset faceset;
  private final List<Faceset.FaceEntry> entries;
  private final FaceMeasurer measurer;
  private final AtomicReferenceArray<FaceMeasurer.@Nullable Measured> measured;
  private final AtomicReferenceArray<@Nullable String> reasons;

  SideMeasurer(Faceset faceset, FaceMeasurer measurer) {
    this.faceset = faceset;
    this.measurer = measurer;
    this.entries = faceset.entries();
    this.measured = new AtomicReferenceArray<>(entries.size());
    this.reasons = new AtomicReferenceArray<>(entries.size());
  }

  void on(int threads, IntConsumer progress) throws InterruptedException {
    try (Workers workers = new Workers(threads, "faceset-health")) {
      workers.each(entries.size(), this::measure, progress);
    }
  }

  private void measure(int index) {
    try {
      measured.set(index, measurer.measure(index, entries.get(index), faceset.decode(index)));
    } catch (FaceFileException e) {
      reasons.set(index, String.valueOf(e.getMessage()));
    }
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
}
