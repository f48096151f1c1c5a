package org.saehdbw.dataloaders;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.saehdbw.facesets.FaceFileException;
import org.saehdbw.facesets.Faceset;

/**
 * The prepared faces of one faceset: decoded when they are asked for, kept while there is room.
 * Faces that cannot be read are reported once. Safe from several threads.
 */
final class FacePool implements AutoCloseable {
  private static final int COLOUR = 3;

  private final Faceset faceset;
  private final SampleOptions options;
  private final Consumer<String> warnings;
  private final FaceCache cache;
  private final Set<Integer> bad = ConcurrentHashMap.newKeySet();

  FacePool(Faceset faceset, SampleOptions options, AtomicLong budget, Consumer<String> warnings) {
    this.faceset = faceset;
    this.options = options;
    this.warnings = warnings;
    cache = new FaceCache(faceset.entries().size(), budget);
  }

  Faceset faceset() {
    return faceset;
  }

  /**
   * Lets something use a face.
   *
   * @return what it made of the face, or null if the face cannot be read
   */
  <T> @Nullable T use(int index, Function<PreparedFace, T> work) {
    PreparedFace kept = cache.get(index);
    if (kept != null) {
      return work.apply(kept);
    }
    if (bad.contains(index)) {
      return null;
    }
    PreparedFace face;
    try {
      face = prepare(index);
    } catch (FaceFileException e) {
      leaveOut(index, String.valueOf(e.getMessage()));
      return null;
    }
    T made = work.apply(face);
    if (!cache.offer(index, face)) {
      face.close();
    }
    return made;
  }

  private PreparedFace prepare(int index) throws FaceFileException {
    Faceset.FaceEntry entry = faceset.entries().get(index);
    boolean gray = entry.channels() < COLOUR && options.channels() == COLOUR;
    if (gray && !options.allowGrayInColour()) {
      throw new FaceFileException(
          entry.name() + ": is gray, and a colour model takes gray files only with allow_gray");
    }
    return PreparedFace.of(faceset.decode(index), entry.metadata(), options);
  }

  private void leaveOut(int index, String why) {
    if (bad.add(index)) {
      warnings.accept(faceset.name() + ": a face is left out: " + why);
    }
  }

  @Override
  public void close() {
    cache.close();
  }
}
