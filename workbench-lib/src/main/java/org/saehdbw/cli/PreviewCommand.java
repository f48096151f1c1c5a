package org.saehdbw.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.saehdbw.dashboard.AccessToken;
import org.saehdbw.dashboard.PageOptions;
import org.saehdbw.dashboard.PageServer;
import org.saehdbw.dashboard.RunIndex;
import org.saehdbw.dashboard.sweeps.StudyFolder;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Serves the live page of runs until it is stopped. */
@Command(
    name = "preview",
    description = {
      "Show runs in a browser: previews, charts, and buttons that save, pause or stop a training;"
          + " sweeps and comparisons with all their trials.",
      "The page is served on this machine only; Ctrl-C ends it and no training."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./workbench preview",
      "  ./workbench preview 7",
      "  ./workbench preview results/sweeps/dims",
      "  ./workbench preview --runs results/sweeps/dims/runs --port 8000"
    })
public final class PreviewCommand implements Callable<Integer> {
  /** Says that the server ends when nothing can be read from standard input any more. */
  static final String WITH_PARENT = "--with-parent";

  @Spec private CommandSpec command;
  @Mixin private CommandOutput answer;

  @Parameters(
      paramLabel = "RUN",
      arity = "0..*",
      description =
          RunArgument.FORMS
              + " Without one all runs of the folder are shown, and the sweeps beside it. Or one"
              + " folder: of runs, of a sweep or comparison, or of several of them.")
  private List<String> chosen = List.of();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = {
        "The port, 1 to 65535, or 0 for any free one.",
        "Without it " + PageOptions.USUAL_PORT + ", or the next one that is free."
      })
  private @Nullable Integer port;

  @Option(
      names = "--host",
      paramLabel = "H",
      defaultValue = PageOptions.LOOPBACK,
      description = {
        "The address to serve on (default: ${DEFAULT-VALUE}, this machine only).",
        "0.0.0.0 is reached from other machines; the page then asks for a token."
      })
  private String host;

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      description = {
        "Also answer requests to this name, such as that of a proxy or a container's machine; the"
            + " page then asks for a token. May be repeated."
      })
  private List<String> names = List.of();

  @Option(
      names = "--token",
      paramLabel = "T",
      arity = "0..1",
      fallbackValue = "",
      description = {
        "Ask each browser for this text first, at least 16 characters; without T one is made.",
        "Use it too where others log in on this machine."
      })
  private @Nullable String token;

  @Mixin private RunsFolderOption runs;

  @Option(names = "--no-browser", description = "Open no browser.")
  private boolean noBrowser;

  @Option(
      names = WITH_PARENT,
      hidden = true,
      description = "End when standard input ends, as when the starting process does.")
  private boolean withParent;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = runs.existing();
    Optional<Path> named = folder();
    List<RunFolder> found = new ArrayList<>();
    if (named.isEmpty()) {
      for (String run : chosen) {
        found.add(RunNames.find(folder, run));
      }
    }
    PageOptions options = options();
    RunIndex index =
        named.isPresent()
            ? RunIndex.in(named.get())
            : found.isEmpty() ? RunIndex.of(folder) : RunIndex.of(found);
    try (PageServer server = PageServer.start(options, index)) {
      String address =
          found.size() == 1
              ? server.address(found.get(0))
              : named.flatMap(StudyFolder::of).map(server::address).orElse(server.address());
      say(address, options);
      if (!noBrowser && !withParent) {
        DesktopBrowser.open(address);
      }
      if (withParent) {
        while (System.in.read() >= 0) {
          // Only the end counts.
        }
      } else {
        new CountDownLatch(1).await();
      }
    }
    return ExitCode.DONE;
  }

  /**
   * The folder that was named, if it is not a run.
   *
   * @throws ParameterException if something else was named beside it
   */
  private Optional<Path> folder() {
    for (String one : chosen) {
      Path path;
      try {
        path = Path.of(one);
      } catch (InvalidPathException e) {
        continue;
      }
      boolean several = Files.isDirectory(path) && holdsSeveral(path);
      if (several && chosen.size() > 1) {
        throw new ParameterException(
            command.commandLine(),
            "a folder of runs or of a sweep must be named alone, got " + String.join(", ", chosen));
      }
      if (several) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }

  /** A run named by the name of a folder here stays that run. */
  private static boolean holdsSeveral(Path path) {
    return !RunFolder.isRun(path) && path.getNameCount() > 0 && RunIndex.holdsSeveral(path);
  }

  private PageOptions options() {
    try {
      Optional<AccessToken> needed =
          token == null && names.isEmpty() && PageOptions.isLoopback(host)
              ? Optional.empty()
              : Optional.of(
                  token == null || token.isEmpty() ? AccessToken.random() : AccessToken.of(token));
      return new PageOptions(
          host, port == null ? PageOptions.USUAL_PORT : port, port == null, needed, names);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private void say(String address, PageOptions options) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("address", address);
    String text = "page: " + address + "  (Ctrl-C ends it)";
    if (options.token().isPresent()) {
      String secret = options.token().get().secret();
      row.put("token", secret);
      text += "\ntoken: " + secret + "  (the page asks for it)";
    }
    answer.print(row, text);
  }
}
