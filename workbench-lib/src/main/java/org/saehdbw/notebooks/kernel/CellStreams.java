package org.saehdbw.notebooks.kernel;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.DisplayStream;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/**
 * The streams of the running cell, in place of the kernel's own: text goes out in blocks, and each
 * cell is handed to {@link QueuedCells}.
 */
final class CellStreams extends JupyterIO {
  private final PrintedText outText;
  private final PrintedText errText;
  private final QueuedCells queue;

  private CellStreams(PrintedText outText, PrintedText errText, QueuedCells queue) {
    super(StandardCharsets.UTF_8);
    this.outText = outText;
    this.errText = errText;
    this.queue = queue;
  }

  /**
   * Makes streams for a kernel.
   *
   * @throws ReflectiveOperationException if the kernel has other fields than 1.0a8
   */
  static CellStreams open(QueuedCells queue) throws ReflectiveOperationException {
    PrintedText out =
        PrintedText.open(ShellReplyEnvironment::writeToStdOut, process(FileDescriptor.out));
    PrintedText err =
        PrintedText.open(ShellReplyEnvironment::writeToStdErr, process(FileDescriptor.err));
    CellStreams streams = new CellStreams(out, err, queue);
    KernelField.set(
        JupyterIO.class, "out", streams, new PrintStream(out, true, StandardCharsets.UTF_8));
    KernelField.set(
        JupyterIO.class, "err", streams, new PrintStream(err, true, StandardCharsets.UTF_8));
    KernelField.set(JupyterIO.class, "display", streams, new AfterText(streams));
    return streams;
  }

  /** What the process prints, outside of all cells. */
  private static PrintStream process(FileDescriptor stream) {
    return new PrintStream(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
  }

  /** Sends all text that waits, so that what is shown next comes after it. */
  void sendText() {
    outText.sendNow();
    errText.sendNow();
  }

  @Override
  protected void setEnv(ShellReplyEnvironment cell) {
    super.setEnv(cell);
    outText.attach(cell);
    errText.attach(cell);
    queue.begin(cell);
  }

  @Override
  protected void retractEnv(ShellReplyEnvironment cell) {
    sendText();
    super.retractEnv(cell);
  }

  /** Pictures and tables come after the text that was printed before them. */
  private static final class AfterText extends DisplayStream {
    private final CellStreams streams;

    AfterText(CellStreams streams) {
      this.streams = streams;
    }

    @Override
    public void display(DisplayData data) {
      streams.sendText();
      super.display(data);
    }

    @Override
    public void updateDisplay(DisplayData data) {
      streams.sendText();
      super.updateDisplay(data);
    }

    @Override
    public void updateDisplay(String name, DisplayData data) {
      streams.sendText();
      super.updateDisplay(name, data);
    }
  }
}
