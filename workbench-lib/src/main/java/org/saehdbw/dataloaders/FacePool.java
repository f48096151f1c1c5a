package org.saehdbw.dataloaders;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import org.saehdbw.faces.FaceMetadata;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.files.Sha256;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.Picture;

/**
 * The faces of one faceset at the samples' size: from the cache, or decoded and put into it. Faces
 * that cannot be read are reported once. Safe from several threads.
 */
final class FacePool implements AutoCloseable {
  private static final int COLOUR = 3;

  private final Faceset faceset;
  private final FaceCutter cutter;
  private final boolean references;
  private final Consumer<String> warnings;
  private final Optional<FaceCache> cache;
  private final AtomicLongArray stamps;
  private final Set<Integer> bad = ConcurrentHashMap.newKeySet();

  private FacePool(
      Faceset faceset,
      FaceCutter cutter,
      boolean references,
      FaceCacheFolder caches,
      Consumer<String> warnings) {
    this.faceset = faceset;
    this.cutter = cutter;
    this.references = references;
    this.warnings = warnings;
    cache = caches.open(faceset, cutter.layout(), recipe());
    stamps = new AtomicLongArray(faceset.entries().size());
  }

  /** Faces that samples are made of. */
  static FacePool ofSamples(
      Faceset faceset, SampleOptions options, FaceCacheFolder caches, Consumer<String> warnings) {
    FaceCutter cutter = new FaceCutter(options, FaceLayout.ofSamples(options));
    return new FacePool(faceset, cutter, false, caches, warnings);
  }

  /** Whole pictures that transfers take their colours from. */
  static FacePool ofReferences(
      Faceset faceset, SampleOptions options, FaceCacheFolder caches, Consumer<String> warnings) {
    FaceCutter cutter = new FaceCutter(options, FaceLayout.ofReferences(options));
    return new FacePool(faceset, cutter, true, caches, warnings);
  }

  /** Everything that a kept face depends on besides the file and the layout. */
  private String recipe() {
    SampleOptions options = cutter.options();
    String gray =
        cutter.layout().channels() == 1 ? options.picture().grayFrom().mix().toString() : "colour";
    return references ? "reference " + gray : options.picture().faceType().option() + " " + gray;
  }

  Faceset faceset() {
    return faceset;
  }

  FaceLayout layout() {
    return cutter.layout();
  }

  /**
   * Gets a face.
   *
   * @param into takes it
   * @return whether it can be read
   */
  boolean load(int index, FaceRecord into, LoaderClock clock) {
    clock.enter(LoaderStage.DECODE);
    if (bad.contains(index)) {
      return false;
    }
    try {
      if (cache.isEmpty()) {
        prepare(index, into, clock);
      } else {
        long stamp = stamp(index);
        if (!cache.get().read(index, stamp, into.bytes())) {
          prepare(index, into, clock);
          clock.enter(LoaderStage.DECODE);
          cache.get().write(index, stamp, into.bytes());
        }
      }
      return true;
    } catch (FaceFileException e) {
      leaveOut(index, String.valueOf(e.getMessage()));
      return false;
    }
  }

  private void prepare(int index, FaceRecord into, LoaderClock clock) throws FaceFileException {
    Faceset.FaceEntry entry = faceset.entries().get(index);
    boolean gray = entry.channels() < COLOUR && cutter.options().picture().channels() == COLOUR;
    if (gray && !cutter.options().picture().allowGrayInColour()) {
      throw new FaceFileException(
          entry.name() + ": is gray, and a colour model takes gray files only with allow_gray");
    }
    Picture decoded = faceset.decode(index);
    if (references) {
      cutter.cutReference(decoded, into, clock);
    } else {
      cutter.cut(decoded, entry.metadata(), into, clock);
    }
  }

  /** A hash of the face's file and of what its samples take from the metadata, never 0. */
  private long stamp(int index) throws FaceFileException {
    long known = stamps.get(index);
    if (known != 0) {
      return known;
    }
    FaceMetadata face = faceset.entries().get(index).metadata();
    ByteBuffer values = ByteBuffer.allocate(8 * (2 * Landmarks.COUNT + 2));
    for (int i = 0; i < Landmarks.COUNT; i++) {
      values.putDouble(face.landmarks().x(i)).putDouble(face.landmarks().y(i));
    }
    values.putDouble(face.eyebrowsExpandMod()).putLong(face.faceType().ordinal());
    MessageDigest digest = Sha256.start();
    digest.update(faceset.contentHash(index).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    digest.update(values.array());
    face.xsegMask().ifPresent(digest::update);
    long stamp = ByteBuffer.wrap(digest.digest()).getLong() | 1;
    stamps.set(index, stamp);
    return stamp;
  }

  private void leaveOut(int index, String why) {
    if (bad.add(index)) {
      warnings.accept(faceset.name() + ": a face is left out: " + why);
    }
  }

  @Override
  public void close() {
    cache.ifPresent(FaceCache::close);
  }
}
