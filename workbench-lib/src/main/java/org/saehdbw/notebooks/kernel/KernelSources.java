package org.saehdbw.notebooks.kernel;

import java.util.Optional;
import jdk.jshell.JShell;
import org.saehdbw.training.classes.NotebookClass;
import org.saehdbw.training.classes.NotebookSources;

/** The cells of the Java kernel, if this process is one. */
public final class KernelSources implements NotebookSources {
  private static final String STATICS = "org.dflib.jjava.kernel.JavaNotebookStatics";

  /** Made as a service. */
  public KernelSources() {}

  @Override
  public Optional<NotebookClass> find(Class<?> type) {
    return shell().flatMap(shell -> ShellClasses.find(shell, type));
  }

  /** JJava's own jar is not on the class path of the library. */
  static Optional<JShell> shell() {
    try {
      Object kernel = Class.forName(STATICS).getMethod("kernel").invoke(null);
      return kernel == null
          ? Optional.empty()
          : Optional.of((JShell) kernel.getClass().getMethod("getJShell").invoke(kernel));
    } catch (ReflectiveOperationException e) {
      return Optional.empty();
    }
  }
}
