package org.saehdbw.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The process that holds a {@link FolderLock}, or any process in a form that is still true after
 * the wall clock was set.
 *
 * @param pid its number
 * @param host the machine's name
 * @param processStarted tells it from a later process of the same number; compared as text, never
 *     with a clock
 */
public record LockOwner(long pid, String host, String processStarted) {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

  /**
   * The field of {@code /proc/PID/stat} after its name that counts ticks from boot to its start.
   */
  private static final int START_TICKS = 19;

  /** Returns who it is for people: {@code process 12 on host}. */
  public String text() {
    return "process " + pid + " on " + host;
  }

  /** Whether it is a process of this machine, so that its number means something here. */
  public boolean isHere() {
    return host.equals(hostName());
  }

  /**
   * Whether the process may live: it is on another machine, or a process of its number and start
   * lives here.
   */
  public boolean mayLive() {
    return !isHere()
        || ProcessHandle.of(pid).map(LockOwner::started).filter(this::isSameStart).isPresent();
  }

  /** An owner whose start was written by another rule than ours is told by its number alone. */
  private boolean isSameStart(String started) {
    return started.equals(processStarted)
        || started.startsWith("boot ") != processStarted.startsWith("boot ");
  }

  static LockOwner self() {
    return of(ProcessHandle.current());
  }

  /** Returns a process of this machine. */
  public static LockOwner of(ProcessHandle process) {
    return new LockOwner(process.pid(), hostName(), started(process));
  }

  /** Returns it as the text of a file that {@link #read} reads. */
  public String toJson() throws IOException {
    return new ObjectMapper().writeValueAsString(this);
  }

  /** Reads what {@link #toJson} wrote; empty if the file does not exist or holds something else. */
  public static Optional<LockOwner> read(Path file) throws IOException {
    try {
      JsonNode node = new ObjectMapper().readTree(Utf8File.readDamaged(file));
      return Optional.of(
          new LockOwner(
              node.path("pid").asLong(),
              node.path("host").asText(),
              node.path("processStarted").asText()));
    } catch (JsonProcessingException | NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * When the process started, in a form that stays the same when the wall clock is set: on Linux
   * the boot and the ticks since then. Java's start time is computed from the wall clock there.
   */
  private static String started(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      // The program's name is in brackets and may hold spaces and brackets.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return "boot " + Files.readString(BOOT).strip() + " ticks " + fields[START_TICKS];
    } catch (IOException | IndexOutOfBoundsException e) {
      return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
