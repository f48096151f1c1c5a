package org.saehdbw.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.saehdbw.dashboard.serving.AccessToken;
import org.saehdbw.dashboard.serving.PageOptions;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a page is served and to whom, as a field with {@code @Mixin}. */
final class ServingOptions {
  /** Says that the server ends when nothing can be read from standard input any more. */
  static final String WITH_PARENT = "--with-parent";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = {
        "The port of the page, 1 to 65535, or 0 for any free one.",
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

  @Option(names = "--no-browser", description = "Open no browser.")
  private boolean noBrowser;

  @Option(
      names = WITH_PARENT,
      hidden = true,
      description = "End when standard input ends, as when the starting process does.")
  private boolean withParent;

  /**
   * Returns what was chosen.
   *
   * @throws ParameterException if it is not allowed
   */
  PageOptions chosen() {
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

  /** Says where the page is and opens it in a browser, if one is wanted. */
  void open(String address, PageOptions options, CommandOutput answer) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("address", address);
    String text = "page: " + address + "  (Ctrl-C ends it)";
    if (options.token().isPresent()) {
      String secret = options.token().get().secret();
      row.put("token", secret);
      text += "\ntoken: " + secret + "  (the page asks for it)";
    }
    answer.print(row, text);
    if (!noBrowser && !withParent) {
      DesktopBrowser.open(address);
    }
  }

  /** Waits for the end: that of the starting process, or for ever. */
  void await() throws IOException, InterruptedException {
    if (withParent) {
      while (System.in.read() >= 0) {
        // Only the end counts.
      }
    } else {
      new CountDownLatch(1).await();
    }
  }
}
