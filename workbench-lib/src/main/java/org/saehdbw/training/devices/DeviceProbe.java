package org.saehdbw.training.devices;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.saehdbw.files.Utf8File;
import org.saehdbw.processes.ChildJvm;
import org.saehdbw.processes.ChildStart;
import org.saehdbw.processes.LogTail;
import org.saehdbw.processes.ProcessWatch;

/** Lists the machine's cards in a child process that cannot take the run with it. */
public final class DeviceProbe {
  /** How long a child that was ended may take to be gone; one inside a driver's call may not. */
  private static final Duration TO_END = Duration.ofSeconds(2);

  private final String label;
  private final List<String> command;
  private final boolean possible;

  private DeviceProbe(String label, List<String> command, boolean possible) {
    this.label = label;
    this.command = List.copyOf(command);
    this.possible = possible;
  }

  /** Returns the probe of this program: itself once more in a small virtual machine. */
  public static DeviceProbe ofThisProgram() {
    List<String> command = new ArrayList<>();
    command.add(ChildJvm.java());
    command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"));
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith("ai.djl.") || name.startsWith("DJL_") || name.startsWith("PYTORCH_")) {
        command.add("-D" + name + "=" + System.getProperty(name));
      }
    }
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), DeviceListing.class.getName()));
    return new DeviceProbe(
        "java " + DeviceListing.class.getName(), command, TorchBuild.ofThisProgram().forCards());
  }

  /**
   * Returns a probe that runs another program.
   *
   * @param command the program and its arguments; the path of the JSON file that it has to write is
   *     added as the last one: <code>{"cards": [{"name": "cuda:0", "memoryMib": 8192}]}</code>
   */
  public static DeviceProbe of(List<String> command) {
    return new DeviceProbe(String.join(" ", command), command, true);
  }

  /** Says whether the PyTorch in use was built for cards; if not, there is nothing to ask. */
  public boolean possible() {
    return possible;
  }

  /**
   * Runs the child and waits for its list.
   *
   * @throws DeviceProbeException if it does not start, does not end in time, fails, or writes no
   *     list; it is not left running, unless the message says so
   * @throws InterruptedException if the thread is interrupted; the child has been ended
   */
  DeviceListing list(Duration timeOut) throws DeviceProbeException, InterruptedException {
    try {
      Path folder = Files.createTempDirectory("devices");
      Path log = folder.resolve("log");
      Path list = folder.resolve("devices.json");
      try {
        run(list, log, timeOut);
        return read(list);
      } finally {
        delete(list, log, folder);
      }
    } catch (DeviceProbeException e) {
      throw e;
    } catch (IOException e) {
      throw new DeviceProbeException(
          String.format(
              Locale.ROOT,
              "the child process that lists cards (%s) could not be used: %s",
              label,
              e.getMessage()),
          e);
    }
  }

  private void run(Path list, Path log, Duration timeOut) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(command);
    line.add(list.toString());
    // A file, not a pipe: a pipe that nobody reads fills up and stops the child.
    Process child = ChildStart.of(line).printingTo(log).start();
    Thread atExit = new Thread(() -> end(child), "end-device-listing");
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      if (!child.waitFor(timeOut.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new DeviceProbeException(late(child, timeOut));
      }
    } finally {
      end(child);
      forget(atExit);
    }
    if (child.exitValue() != 0) {
      throw new DeviceProbeException(
          String.format(
              Locale.ROOT,
              "the child process that lists cards (%s) ended with exit code %d%s",
              label,
              child.exitValue(),
              lastLine(log)));
    }
  }

  private String late(Process child, Duration timeOut) throws InterruptedException {
    end(child);
    boolean gone = child.waitFor(TO_END.toNanos(), TimeUnit.NANOSECONDS);
    return String.format(
        Locale.ROOT,
        "the child process that lists cards (%s) gave no answer within %s s and %s",
        label,
        Double.toString(timeOut.toMillis() / 1000.0).replaceAll("\\.0$", ""),
        gone ? "was ended" : "cannot be ended (process " + child.pid() + ")");
  }

  private static void end(Process child) {
    ProcessWatch.kill(child.toHandle());
  }

  private static void forget(Thread atExit) {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // This program is ending, and the hook runs or has run.
    }
  }

  private DeviceListing read(Path list) throws IOException {
    if (!Files.exists(list)) {
      throw new DeviceProbeException(
          String.format(
              Locale.ROOT, "the child process that lists cards (%s) wrote no list", label));
    }
    try {
      return new ObjectMapper().readValue(Utf8File.readDamaged(list), DeviceListing.class);
    } catch (JsonProcessingException e) {
      throw new DeviceProbeException(
          String.format(
              Locale.ROOT,
              "the child process that lists cards (%s) wrote a list that cannot be read",
              label),
          e);
    }
  }

  private static String lastLine(Path log) throws IOException {
    LogTail tail = LogTail.of(log);
    return tail.lines().isEmpty() ? "" : ": " + tail.last().strip();
  }

  private static void delete(Path... files) {
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // A child that cannot be ended keeps its log open, and Windows its file.
        file.toFile().deleteOnExit();
      }
    }
  }
}
