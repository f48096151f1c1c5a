package org.saehdbw.dataloaders;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Keeps prepared faces of one faceset in memory. Faces come in until a budget is used up and then
 * stay: with every face drawn once per epoch the least recently used one is the next to be wanted,
 * so throwing it out would keep nothing of use. Safe from several threads.
 */
final class FaceCache implements AutoCloseable {
  private final AtomicReferenceArray<@Nullable PreparedFace> faces;
  private final AtomicLong budget;

  /**
   * Starts empty.
   *
   * @param count of the set's faces
   * @param budget bytes left, shared with other caches
   */
  FaceCache(int count, AtomicLong budget) {
    faces = new AtomicReferenceArray<>(count);
    this.budget = budget;
  }

  /** Returns a face that is kept, or null. */
  @Nullable PreparedFace get(int index) {
    return faces.get(index);
  }

  /** Keeps a face if there is room; if this says no, the caller still owns it. */
  boolean offer(int index, PreparedFace face) {
    long bytes = face.bytes();
    if (budget.addAndGet(-bytes) >= 0 && faces.compareAndSet(index, null, face)) {
      return true;
    }
    budget.addAndGet(bytes);
    return false;
  }

  /** Frees every face; nobody may use one any more. */
  @Override
  public void close() {
    for (int i = 0; i < faces.length(); i++) {
      PreparedFace face = faces.getAndSet(i, null);
      if (face != null) {
        face.close();
      }
    }
  }
}
