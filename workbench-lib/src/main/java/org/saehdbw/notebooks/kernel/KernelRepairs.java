package org.saehdbw.notebooks.kernel;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.dflib.jjava.jupyter.channels.JupyterSocket;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repairs two faults of JJava 1.0a8: cells that wait behind a failed one still run, and printed
 * lines are lost. Four parts of the kernel are replaced before it is connected.
 */
public final class KernelRepairs {
  private static final Logger LOG = LoggerFactory.getLogger(KernelRepairs.class);

  private KernelRepairs() {}

  /**
   * Replaces the parts. Must run before types are registered with the kernel's renderer.
   *
   * @throws IllegalStateException if this kernel has other fields; it then works as it came
   */
  public static void install(BaseKernel kernel) {
    try {
      QueuedCells queue = new QueuedCells();
      CellStreams streams = CellStreams.open(queue);
      Renderer renderer = AfterText.like(kernel.getRenderer(), streams);
      StringStyler styler = Failures.like(errorStyler(kernel), queue, streams);
      KernelField.set(BaseKernel.class, "io", kernel, streams);
      KernelField.set(BaseKernel.class, "renderer", kernel, renderer);
      KernelField.set(BaseKernel.class, "errorStyler", kernel, styler);
      KernelField.set(BaseKernel.class, "commManager", kernel, new NothingDropped());
      // A cell puts back the stream that it found: what is printed after it then comes here too.
      System.setOut(streams.out);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this version of the Java kernel has other parts", e);
    }
  }

  private static StringStyler errorStyler(BaseKernel kernel) throws ReflectiveOperationException {
    return (StringStyler) KernelField.get(BaseKernel.class, "errorStyler", kernel);
  }

  /** A value is shown after the text that its cell has printed. */
  private static final class AfterText extends Renderer {
    private final CellStreams streams;

    private AfterText(CellStreams streams) {
      this.streams = streams;
    }

    static Renderer like(Renderer other, CellStreams streams) throws ReflectiveOperationException {
      AfterText renderer = new AfterText(streams);
      for (String name : List.of("renderFunctions", "suffixMappings")) {
        KernelField.set(
            Renderer.class, name, renderer, KernelField.get(Renderer.class, name, other));
      }
      return renderer;
    }

    @Override
    public DisplayData render(Object value, Map<String, Object> parameters) {
      streams.sendText();
      return super.render(value, parameters);
    }

    @Override
    public DisplayData render(Object value) {
      streams.sendText();
      return super.render(value);
    }
  }

  /** The kernel styles the text of an error, and of nothing else, before it replies. */
  private static final class Failures extends StringStyler {
    private final QueuedCells queue;
    private final CellStreams streams;

    private Failures(
        String primary,
        String secondary,
        String highlight,
        Function<Integer, String> prefix,
        QueuedCells queue,
        CellStreams streams) {
      super(primary, secondary, highlight, prefix);
      this.queue = queue;
      this.streams = streams;
    }

    @SuppressWarnings("unchecked")
    static StringStyler like(StringStyler other, QueuedCells queue, CellStreams streams)
        throws ReflectiveOperationException {
      return new Failures(
          (String) KernelField.get(StringStyler.class, "primaryStyle", other),
          (String) KernelField.get(StringStyler.class, "secondaryStyle", other),
          (String) KernelField.get(StringStyler.class, "hlStyle", other),
          (Function<Integer, String>) KernelField.get(StringStyler.class, "linePrefix", other),
          queue,
          streams);
    }

    private void failed() {
      streams.sendText();
      queue.failed();
    }

    @Override
    public String secondary(String text) {
      failed();
      return super.secondary(text);
    }

    @Override
    public List<String> primaryLines(String text) {
      failed();
      return super.primaryLines(text);
    }

    @Override
    public List<String> secondaryLines(String text) {
      failed();
      return super.secondaryLines(text);
    }

    @Override
    public List<String> highlightSubstringLines(String text, int start, int end) {
      failed();
      return super.highlightSubstringLines(text, start, end);
    }
  }

  /** Takes the socket of outputs before it is connected: then it drops no message. */
  private static final class NothingDropped extends CommManager {
    @Override
    public void setIOPubChannel(JupyterSocket socket) {
      super.setIOPubChannel(socket);
      try {
        Object outputs = socket;
        outputs.getClass().getMethod("setSndHWM", int.class).invoke(outputs, 0);
      } catch (ReflectiveOperationException e) {
        LOG.warn("lines that are printed quickly may be lost in this kernel", e);
      }
    }
  }
}
