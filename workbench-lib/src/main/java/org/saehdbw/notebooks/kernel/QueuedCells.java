package org.saehdbw.notebooks.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cells that wait behind the running one. Where it fails or is interrupted they are aborted, as
 * Jupyter's protocol has it for requests with {@code stop_on_error}; JJava 1.0 runs them all the
 * same.
 *
 * <p>What waits is read before the reply of the failed cell is sent: a request that a client sends
 * because of that reply is never taken for one that waited.
 */
final class QueuedCells {
  private static final Logger LOG = LoggerFactory.getLogger(QueuedCells.class);
  private static final int READABLE = 1;

  /** The requests of one "Run all" arrive within this time after one another. */
  private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final List<Message<?>> waiting = new ArrayList<>();
  private @Nullable ShellReplyEnvironment cell;
  private @Nullable Thread thread;

  /** A cell begins, on the thread that answers requests. */
  void begin(ShellReplyEnvironment newCell) {
    cell = newCell;
    thread = Thread.currentThread();
    waiting.clear();
    newCell.defer(() -> end(newCell));
  }

  /** The running cell has failed; its reply is still to be sent. */
  void failed() {
    ShellReplyEnvironment failed = cell;
    if (failed == null || Thread.currentThread() != thread || !stopsOnError(failed)) {
      return;
    }
    try {
      readWaiting(failed);
    } catch (ReflectiveOperationException e) {
      LOG.warn("cells that wait behind a failed one are not aborted in this kernel", e);
    }
  }

  private static boolean stopsOnError(ShellReplyEnvironment cell) {
    return cell.getContext() instanceof Message<?> message
        && message.getContent() instanceof ExecuteRequest request
        && request.shouldStopOnError();
  }

  private void readWaiting(ShellReplyEnvironment failed) throws ReflectiveOperationException {
    Object shell = shell(failed);
    var events = shell.getClass().getMethod("getEvents");
    var read = shell.getClass().getMethod("readMessage");
    long last = System.nanoTime();
    while (System.nanoTime() - last < SETTLE_NANOS) {
      if (((Integer) events.invoke(shell) & READABLE) != 0) {
        waiting.add((Message<?>) read.invoke(shell));
        last = System.nanoTime();
      } else {
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }
  }

  /** The reply is sent: what waited is answered, in its order. */
  private void end(ShellReplyEnvironment ended) {
    cell = null;
    List<Message<?>> answered = List.copyOf(waiting);
    waiting.clear();
    for (Message<?> message : answered) {
      try {
        answer(ended, message);
      } catch (Exception e) { // as the kernel's own loop: one request must not end all others
        LOG.warn("a request that waited behind a failed cell could not be answered", e);
      }
    }
  }

  private static void answer(ShellReplyEnvironment ended, Message<?> message)
      throws ReflectiveOperationException {
    Object shell = shell(ended);
    JupyterConnection connection =
        (JupyterConnection) KernelField.get(shell.getClass(), "connection", shell);
    ShellReplyEnvironment reply = environment(connection, shell, message);
    try {
      if (message.getContent() instanceof ExecuteRequest) {
        reply.setBusyDeferIdle();
        reply.reply(aborted(message));
      } else {
        handle(connection, reply, message);
      }
    } finally {
      reply.resolveDeferrals();
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static void handle(
      JupyterConnection connection, ShellReplyEnvironment reply, Message<?> message) {
    ShellHandler handler = connection.getHandler(message.getHeader().getType());
    if (handler != null) {
      handler.handle(reply, message);
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Message<?> aborted(Message<?> message) {
    return new Message(message, (MessageType) MessageType.EXECUTE_REPLY, new Aborted());
  }

  // Its parameter types have a super class in another package than that of the version we compile
  // with.
  private static ShellReplyEnvironment environment(
      JupyterConnection connection, Object shell, Message<?> message)
      throws ReflectiveOperationException {
    for (var method : JupyterConnection.class.getMethods()) {
      if (method.getName().equals("prepareReplyEnv")) {
        return (ShellReplyEnvironment) method.invoke(connection, shell, message);
      }
    }
    throw new NoSuchMethodException("JupyterConnection.prepareReplyEnv");
  }

  private static Object shell(ShellReplyEnvironment cell) throws ReflectiveOperationException {
    return ShellReplyEnvironment.class.getMethod("getShell").invoke(cell);
  }

  /** The content of a reply, as JSON. */
  @SuppressWarnings("unused") // read by the kernel's JSON writer
  private static final class Aborted {
    private final String status = "aborted";
  }
}
