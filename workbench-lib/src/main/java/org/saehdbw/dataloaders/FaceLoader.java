package org.saehdbw.dataloaders;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.saehdbw.facesets.OpenCv;

/**
 * Makes batches ahead of the one in use, on threads of its own, and gives them in order. The
 * batches are the same bytes whatever the number of threads, the size of the cache, and the
 * iteration it began with. Memory is bounded: as many batches as {@code prefetch} says and the one
 * in use, and the cache.
 */
public final class FaceLoader implements AutoCloseable {
  private final SideSampler src;
  private final SideSampler dst;
  private final List<FacePool> pools = new ArrayList<>();
  private final BatchMemory[] srcMemory;
  private final BatchMemory[] dstMemory;
  private final long[] made;
  private final List<Thread> workers = new ArrayList<>();
  private final Object lock = new Object();
  private long nextToMake;
  private long nextToGive;
  private @Nullable Throwable failure;
  private boolean closed;

  private FaceLoader(
      FaceSource srcFaces,
      FaceSource dstFaces,
      SampleOptions options,
      long firstIteration,
      Consumer<String> warnings) {
    AtomicLong budget = new AtomicLong((long) options.cacheMib() << 20);
    FacePool srcPool = new FacePool(srcFaces.faceset(), options, budget, warnings);
    pools.add(srcPool);
    FacePool dstPool = srcPool;
    if (!srcFaces.faceset().equals(dstFaces.faceset())) {
      dstPool = new FacePool(dstFaces.faceset(), options, budget, warnings);
      pools.add(dstPool);
    }
    src = new SideSampler(srcPool, srcFaces, "src", options);
    dst = new SideSampler(dstPool, dstFaces, "dst", options);
    int slots = options.prefetch() + 1;
    srcMemory = new BatchMemory[slots];
    dstMemory = new BatchMemory[slots];
    for (int i = 0; i < slots; i++) {
      srcMemory[i] = memory(options);
      dstMemory[i] = memory(options);
    }
    made = new long[slots];
    Arrays.fill(made, -1);
    nextToMake = firstIteration;
    nextToGive = firstIteration;
  }

  private static BatchMemory memory(SampleOptions options) {
    return new BatchMemory(options.batchSize(), options.channels(), options.resolution());
  }

  /**
   * Starts the threads.
   *
   * @param src faces of the source side
   * @param dst faces of the destination side; where it is the same faceset, faces are kept once
   * @param options what samples are made
   * @param firstIteration the iteration of the first batch, from 1
   * @param warnings told once of each face that cannot be read, from any thread
   */
  public static FaceLoader start(
      FaceSource src,
      FaceSource dst,
      SampleOptions options,
      long firstIteration,
      Consumer<String> warnings) {
    if (firstIteration < 1) {
      throw new IllegalArgumentException(
          "the first iteration must be at least 1, got " + firstIteration);
    }
    OpenCv.load();
    FaceLoader loader = new FaceLoader(src, dst, options, firstIteration, warnings);
    for (int i = 1; i <= options.threads(); i++) {
      Thread worker = new Thread(loader::work, "loader-" + i);
      worker.setDaemon(true);
      loader.workers.add(worker);
    }
    loader.workers.forEach(Thread::start);
    return loader;
  }

  /**
   * Returns the next iteration's samples. Their memory is used again: they are valid until the
   * following call, or {@link #close}.
   *
   * @throws LoaderException if no face can be read any more, a thread failed, or the loader was
   *     closed
   * @throws InterruptedException if the thread was interrupted while it waited
   */
  public Batch next() throws InterruptedException {
    long begun = System.nanoTime();
    synchronized (lock) {
      int slot = slot(nextToGive);
      while (made[slot] != nextToGive) {
        if (failure != null) {
          throw failed(failure);
        }
        if (closed) {
          throw new LoaderException("the loader was closed");
        }
        lock.wait();
      }
      long iteration = nextToGive++;
      lock.notifyAll();
      return new Batch(
          iteration, srcMemory[slot].toSide(), dstMemory[slot].toSide(), System.nanoTime() - begun);
    }
  }

  private static LoaderException failed(Throwable cause) {
    return cause instanceof LoaderException known
        ? new LoaderException(String.valueOf(known.getMessage()), known)
        : new LoaderException("making samples failed: " + cause, cause);
  }

  private void work() {
    try {
      long iteration = claim();
      while (iteration > 0) {
        int slot = slot(iteration);
        for (int sample = 0; sample < srcMemory[slot].count(); sample++) {
          src.make(iteration, sample, srcMemory[slot]);
          dst.make(iteration, sample, dstMemory[slot]);
        }
        synchronized (lock) {
          made[slot] = iteration;
          lock.notifyAll();
        }
        iteration = claim();
      }
    } catch (InterruptedException | RuntimeException | Error e) {
      synchronized (lock) {
        failure = failure == null ? e : failure;
        lock.notifyAll();
      }
    }
  }

  /**
   * Waits for room and returns the iteration to make, or 0 when there is nothing to do any more.
   */
  private long claim() throws InterruptedException {
    synchronized (lock) {
      // The batch before the next to give is in use.
      while (!closed && failure == null && nextToMake >= nextToGive - 1 + made.length) {
        lock.wait();
      }
      return closed || failure != null ? 0 : nextToMake++;
    }
  }

  private int slot(long iteration) {
    return (int) (iteration % made.length);
  }

  /** Ends the threads, and a {@link #next} that waits; then frees the cache. */
  @Override
  public void close() {
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      lock.notifyAll();
    }
    boolean interrupted = false;
    for (Thread worker : workers) {
      while (worker.isAlive()) {
        try {
          worker.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    pools.forEach(FacePool::close);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
