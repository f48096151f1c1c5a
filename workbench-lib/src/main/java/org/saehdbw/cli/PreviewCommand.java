package org.saehdbw.cli;

import java.io.IOException;
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
      "Show runs in a browser: previews, charts, and buttons that save, pause or stop a training.",
      "The page is served on this machine only; Ctrl-C ends it and no training."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./workbench preview",
      "  ./workbench preview 7",
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
      description = RunArgument.FORMS + " Without one all runs of the folder are shown.")
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
    List<RunFolder> found = new ArrayList<>();
    for (String run : chosen) {
      found.add(RunNames.find(folder, run));
    }
    PageOptions options = options();
    RunIndex index = found.isEmpty() ? RunIndex.of(folder) : RunIndex.of(found);
    try (PageServer server = PageServer.start(options, index)) {
      String address = found.size() == 1 ? server.address(found.get(0)) : server.address();
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

  private PageOptions options() {
    try {
      Optional<AccessToken> needed =
          token == null && PageOptions.isLoopback(host)
              ? Optional.empty()
              : Optional.of(
                  token == null || token.isEmpty() ? AccessToken.random() : AccessToken.of(token));
      return new PageOptions(
          host, port == null ? PageOptions.USUAL_PORT : port, port == null, needed);
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
