package org.saehdbw.notebooks.kernel;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import org.dflib.jjava.jupyter.channels.DefaultReplyEnvironment;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.messages.ContentType;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishDisplayData;
import org.dflib.jjava.jupyter.messages.publish.PublishError;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.saehdbw.reports.Markup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way back of a cell's outputs, on which its error is reworded as {@link ErrorText} says. */
final class CellReply extends ShellReplyEnvironment {
  private static final Logger LOG = LoggerFactory.getLogger(CellReply.class);
  private static final Pattern COLOURS = Pattern.compile("\u001b\\[[\\d;]*m");
  private static final String RED = "\u001b[1m\u001b[31m";
  private static final String PLAIN = "\u001b[0m";

  private final List<String> imported;

  // Types of these arguments have super classes that we do not compile with: null, and set below.
  private CellReply(MessageContext context, List<String> imported) {
    super(null, null, null, context);
    this.imported = imported;
  }

  private static CellReply like(ShellReplyEnvironment cell, List<String> imported)
      throws ReflectiveOperationException {
    CellReply reply = new CellReply(cell.getContext(), imported);
    for (String name : List.of("shell", "iopub")) {
      Object socket = KernelField.get(DefaultReplyEnvironment.class, name, cell);
      KernelField.set(DefaultReplyEnvironment.class, name, reply, socket);
    }
    Object input = KernelField.get(ShellReplyEnvironment.class, "stdin", cell);
    KernelField.set(ShellReplyEnvironment.class, "stdin", reply, input);
    return reply;
  }

  /**
   * Puts itself between the kernel and each cell that runs later.
   *
   * @param imported full names of the classes that need no import
   */
  static void install(JupyterConnection connection, List<String> imported) {
    ShellHandler<ExecuteRequest> kernel = connection.getHandler(MessageType.EXECUTE_REQUEST);
    connection.setHandler(
        MessageType.EXECUTE_REQUEST,
        (cell, message) -> {
          ShellReplyEnvironment reply = cell;
          try {
            reply = like(cell, imported);
          } catch (ReflectiveOperationException e) {
            LOG.warn("errors are shown as the Java kernel does: it has other parts", e);
          }
          try {
            kernel.handle(reply, message);
          } finally {
            if (reply != cell) {
              reply.resolveDeferrals();
            }
          }
        });
  }

  @Override
  public <T extends ContentType<T>> void publish(T content) {
    if (content instanceof PublishError error) {
      publishError(error);
    } else {
      super.publish(content);
    }
  }

  private void publishError(PublishError error) {
    ErrorText shown;
    List<String> advice;
    try {
      String trace = COLOURS.matcher(String.join("\n", error.getStacktrace())).replaceAll("");
      shown = ErrorText.of(trace);
      advice = advice(trace);
    } catch (RuntimeException | LinkageError e) { // nothing may hide the error itself
      LOG.debug("an error is shown as it came", e);
      super.publish(error);
      return;
    }
    boolean folds = !shown.folded().isEmpty();
    List<String> lines =
        new ArrayList<>(folds ? List.of(red(shown.text())) : error.getStacktrace());
    advice.forEach(line -> lines.add(red(line)));
    super.publish(new PublishError(error.getErrorName(), error.getErrorMessage(), lines));
    if (folds) {
      super.publish(new PublishDisplayData(folded(shown.folded())));
    }
  }

  private static String red(String line) {
    return RED + line + PLAIN;
  }

  private static DisplayData folded(String trace) {
    DisplayData data = new DisplayData(trace);
    data.putHTML(
        "<details><summary>where it was found</summary><pre>"
            + trace.replace("\t", "    ").lines().map(Markup::escape).collect(joining("\n"))
            + "</pre></details>");
    return data;
  }

  private List<String> advice(String trace) {
    Optional<String> name = ErrorText.unknownClass(trace);
    return name.isEmpty() ? List.of() : ErrorText.advice(name.get(), CellReply::imports, imported);
  }

  private static List<String> imports(String name) {
    return KernelSources.shell()
        .map(JShell::sourceCodeAnalysis)
        .map(analysis -> analysis.listQualifiedNames(name, name.length()).getNames())
        .orElse(List.of());
  }
}
