package org.saehdbw.notebooks.kernel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jshell.JShell;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.reply.CompleteReply;
import org.dflib.jjava.jupyter.messages.reply.InspectReply;
import org.dflib.jjava.jupyter.messages.request.CompleteRequest;
import org.dflib.jjava.jupyter.messages.request.InspectRequest;
import org.jspecify.annotations.Nullable;
import org.saehdbw.files.Workspace;
import org.saehdbw.notebooks.help.Completion;
import org.saehdbw.notebooks.help.CursorHelp;
import org.saehdbw.parallel.Background;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers a notebook that asks what is at the cursor (Shift-Tab, Tab). JJava 1.0a8 asks its shell
 * with a place one behind the cursor, which fails at the end of a cell, and knows no documentation.
 */
public final class HelpRequests {
  private static final Logger LOG = LoggerFactory.getLogger(HelpRequests.class);
  private static final String SOURCES = "workbench-lib/src/main/java";

  private final List<String> imported;
  private @Nullable CursorHelp help;

  private HelpRequests(List<String> imported) {
    this.imported = imported;
  }

  /**
   * Takes these requests over as soon as the kernel is connected, and rewords errors of cells.
   *
   * @param imported full names of the classes that need no import
   */
  public static void install(List<String> imported) {
    HelpRequests requests = new HelpRequests(imported);
    Background.start(
        "kernel-help",
        () -> {
          Optional<JupyterConnection> connection = KernelConnection.await();
          connection.ifPresentOrElse(
              requests::takeOver,
              () -> LOG.warn("help at the cursor is that of the Java kernel: it has other parts"));
          return connection.isPresent();
        });
  }

  private void takeOver(JupyterConnection connection) {
    connection.setHandler(MessageType.INSPECT_REQUEST, this::inspect);
    connection.setHandler(MessageType.COMPLETE_REQUEST, this::complete);
    CellReply.install(connection, imported);
  }

  private void inspect(ShellReplyEnvironment cell, Message<InspectRequest> message) {
    cell.setBusyDeferIdle();
    InspectRequest request = message.getContent();
    Optional<String> found = Optional.empty();
    try {
      found = help().flatMap(h -> h.documentation(request.getCode(), request.getCursorPos()));
    } catch (RuntimeException e) { // no help is better than an error at each key
      LOG.debug("no documentation", e);
    }
    DisplayData shown = found.map(DisplayData::new).orElse(DisplayData.EMPTY);
    cell.reply(new InspectReply(found.isPresent(), shown));
  }

  private void complete(ShellReplyEnvironment cell, Message<CompleteRequest> message) {
    cell.setBusyDeferIdle();
    CompleteRequest request = message.getContent();
    int at = request.getCursorPos();
    Completion found = new Completion(at, at, List.of());
    try {
      found = help().map(h -> h.completion(request.getCode(), at)).orElse(found);
    } catch (RuntimeException e) {
      LOG.debug("no completion", e);
    }
    cell.reply(reply(found));
  }

  /** JupyterLab reads kinds and signatures from this part of the metadata. */
  private static CompleteReply reply(Completion found) {
    List<Map<String, Object>> types = new ArrayList<>();
    for (Completion.Choice choice : found.choices()) {
      types.add(
          Map.of(
              "start", found.start(),
              "end", found.end(),
              "text", choice.text(),
              "type", choice.kind(),
              "signature", choice.signature()));
    }
    return new CompleteReply(
        found.choices().stream().map(Completion.Choice::text).toList(),
        found.start(),
        found.end(),
        Map.of("_jupyter_types_experimental", types));
  }

  private Optional<CursorHelp> help() {
    if (help == null) {
      Path sources = Workspace.home().resolve(SOURCES);
      Optional<JShell> shell = KernelSources.shell();
      help = shell.map(one -> new CursorHelp(one, sources)).orElse(null);
    }
    return Optional.ofNullable(help);
  }
}
