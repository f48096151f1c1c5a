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
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Says that a process is at work on a folder. The operating system frees it when the process ends,
 * however it ends.
 *
 * <p>The lock is on a file {@code NAME.lock}; who holds it stands in {@code NAME.owner.json} beside
 * it. On POSIX systems a process loses its lock when it closes any handle of the locked file, so
 * the owner's file is asked first and a process never probes a lock of its own.
 */
public final class FolderLock implements AutoCloseable {
  /**
   * Who holds the lock.
   *
   * @param pid the process
   * @param host the machine's name
   * @param processStarted when the process began, by which a reused pid is told apart
   */
  public record Owner(long pid, String host, String processStarted) {
    /** Returns who it is for people: {@code process 12 on host}. */
    public String text() {
      return "process " + pid + " on " + host;
    }

    /** Whether it is a process of this machine, so that its number means something here. */
    public boolean isHere() {
      return host.equals(hostName());
    }

    /** Says whether it is sure that the process is gone; of another machine it never is. */
    boolean isGone() {
      return isHere()
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

  private FolderLock(Path ownerFile, FileChannel channel, FileLock lock) {
    this.ownerFile = ownerFile;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes the lock; one left by a dead process is taken over.
   *
   * @param folder where its files stand
   * @param name the files' name, such as {@code sweep}
   * @param inUse makes the message from who holds it, such as {@code process 12 on host}
   * @throws RunException if somebody else, in this process or another, holds it
   */
  public static FolderLock acquire(Path folder, String name, UnaryOperator<String> inUse)
      throws IOException {
    Path ownerFile = ownerFile(folder, name);
    if (owner(ownerFile).filter(Owner.self()::equals).isPresent()) {
      throw inUse(ownerFile, inUse);
    }
    FileChannel channel =
        FileChannel.open(
            lockFile(folder, name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = tryLock(channel);
      // Somebody who asks for the status holds the lock for a moment.
      for (int i = 0; lock == null && i < 5; i++) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        lock = tryLock(channel);
      }
      if (lock == null) {
        throw inUse(ownerFile, inUse);
      }
      AtomicFile.write(ownerFile, new ObjectMapper().writeValueAsString(Owner.self()));
      return new FolderLock(ownerFile, channel, lock);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Returns who holds the lock now, or empty when nobody does. */
  public static Optional<Owner> holder(Path folder, String name) throws IOException {
    Path lockFile = lockFile(folder, name);
    Optional<Owner> owner = owner(ownerFile(folder, name));
    if (owner.isEmpty() || !Files.exists(lockFile) || owner.get().equals(Owner.self())) {
      return owner;
    }
    if (owner.get().isGone()) {
      return Optional.empty();
    }
    try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
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

  private static RunException inUse(Path ownerFile, UnaryOperator<String> message)
      throws IOException {
    String who = owner(ownerFile).map(Owner::text).orElse("another process");
    return new RunException(message.apply(who));
  }

  private static Path lockFile(Path folder, String name) {
    return folder.resolve(name + ".lock");
  }

  private static Path ownerFile(Path folder, String name) {
    return folder.resolve(name + ".owner.json");
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
