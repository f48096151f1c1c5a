package org.saehdbw.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Says that a trainer is at work on a run folder. The operating system frees it when the process
 * ends, however it ends.
 *
 * <p>The lock is on {@code run.lock}; who holds it stands in {@code run.owner.json} beside it. On
 * POSIX systems a process loses its lock when it closes any handle of the locked file, so the
 * owner's file is asked first and a process never probes a lock of its own.
 */
public final class RunLock implements AutoCloseable {
  /**
   * Who holds the lock.
   *
   * @param pid the process
   * @param host the machine's name
   * @param processStarted when the process began, by which a reused pid is told apart
   */
  public record Owner(long pid, String host, String processStarted) {
    /** Says whether it is sure that the process is gone; of another machine it never is. */
    boolean isGone() {
      return host.equals(hostName())
          && ProcessHandle.of(pid).map(Owner::started).filter(processStarted::equals).isEmpty();
    }

    static Owner self() {
      ProcessHandle process = ProcessHandle.current();
      return new Owner(process.pid(), hostName(), started(process));
    }

    private static String started(ProcessHandle process) {
      return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }

    private static String hostName() {
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException e) {
        return "localhost";
      }
    }
  }

  private final Path ownerFile;
  private final FileChannel channel;
  private final FileLock lock;

  private RunLock(Path ownerFile, FileChannel channel, FileLock lock) {
    this.ownerFile = ownerFile;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes the lock; one left by a dead process is taken over.
   *
   * @throws RunException if another trainer, in this process or another, is at work on the folder;
   *     the message has its process number and host
   */
  public static RunLock acquire(RunFolder run) throws IOException {
    Path ownerFile = run.lockOwnerFile();
    if (owner(ownerFile).filter(Owner.self()::equals).isPresent()) {
      throw inUse(run);
    }
    FileChannel channel =
        FileChannel.open(run.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = tryLock(channel);
      // Somebody who asks for the status holds the lock for a moment.
      for (int i = 0; lock == null && i < 5; i++) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        lock = tryLock(channel);
      }
      if (lock == null) {
        throw inUse(run);
      }
      AtomicFile.write(ownerFile, new ObjectMapper().writeValueAsString(Owner.self()));
      return new RunLock(ownerFile, channel, lock);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Returns who holds the lock now, or empty when nobody does. */
  public static Optional<Owner> holder(RunFolder run) throws IOException {
    Optional<Owner> owner = owner(run.lockOwnerFile());
    if (owner.isEmpty() || !Files.exists(run.lockFile()) || owner.get().equals(Owner.self())) {
      return owner;
    }
    if (owner.get().isGone()) {
      return Optional.empty();
    }
    try (FileChannel channel = FileChannel.open(run.lockFile(), StandardOpenOption.WRITE);
        FileLock probe = tryLock(channel)) {
      return probe == null ? owner : Optional.empty();
    }
  }

  /** Gives the lock back. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(ownerFile);
    lock.release();
    channel.close();
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static RunException inUse(RunFolder run) throws IOException {
    String who =
        owner(run.lockOwnerFile())
            .map(owner -> "process " + owner.pid() + " on " + owner.host())
            .orElse("another process");
    return new RunException(
        run.path() + ": is being trained by " + who + "; stop it first, or start a new run");
  }

  private static Optional<Owner> owner(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonNode node = new ObjectMapper().readTree(Files.readAllBytes(file));
      return Optional.of(
          new Owner(
              node.path("pid").asLong(),
              node.path("host").asText(),
              node.path("processStarted").asText()));
    } catch (JsonProcessingException | NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
