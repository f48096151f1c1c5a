package org.saehdbw.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.saehdbw.dashboard.serving.PageOptions;
import org.saehdbw.processes.ChildJvm;
import org.saehdbw.processes.ChildStart;
import org.saehdbw.runs.RunFolder;
import picocli.CommandLine.Option;

/**
 * The option {@code --preview} of a command that trains, as a field with {@code @Mixin}: the run's
 * page in a process of its own, so that it takes nothing from the trainer's memory and threads. It
 * ends with this process, however this one ends.
 */
final class PageBeside {
  private static final int TRIES = 20;

  /** One thread more would not show a page sooner. */
  private static final List<String> SMALL =
      List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:ActiveProcessorCount=1");

  @Option(
      names = "--preview",
      description =
          "Also serve the page of the runs' folder on this machine, as the command preview does.")
  private boolean wanted;

  /**
   * Its input is a pipe, which the system closes when this process ends; it would be closed too if
   * this object were forgotten.
   */
  private @Nullable Process served;

  boolean isWanted() {
    return wanted;
  }

  /**
   * Starts the page's process if it is wanted, and says its address.
   *
   * @return the address, empty if it is not wanted
   * @throws IOException if no port is free or the process cannot be started
   */
  Optional<String> start(RunFolder run, CommandOutput answer) throws IOException {
    if (!wanted) {
      return Optional.empty();
    }
    int port = freePort();
    List<String> command =
        ChildJvm.command(
            SMALL,
            Workbench.class.getName(),
            List.of(
                "preview",
                "--runs",
                String.valueOf(run.path().toAbsolutePath().getParent()),
                "--port",
                String.valueOf(port),
                ServingOptions.WITH_PARENT));
    served = ChildStart.of(command).detached().sharingErrors().start();
    String address = "http://" + PageOptions.LOOPBACK + ":" + port + "/runs/" + run.name();
    answer.remark("page: " + address);
    return Optional.of(address);
  }

  /** Ends the page's process, if there is one. */
  void end() {
    Process page = served;
    if (page != null) {
      page.destroy();
    }
  }

  private static int freePort() throws IOException {
    for (int port = PageOptions.USUAL_PORT; ; port++) {
      try (ServerSocket free =
          new ServerSocket(port, 1, InetAddress.getByName(PageOptions.LOOPBACK))) {
        return free.getLocalPort();
      } catch (IOException e) {
        if (port == PageOptions.USUAL_PORT + TRIES) {
          throw e;
        }
      }
    }
  }
}
