package org.saehdbw.notebooks;

import java.util.Locale;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.BaseNotebookStatics;
import org.saehdbw.files.Workspace;
import org.saehdbw.notebooks.kernel.HelpRequests;
import org.saehdbw.notebooks.kernel.KernelRepairs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Teaches the Java kernel our types: how they look, and their names without imports. */
public final class WorkbenchExtension implements Extension {
  private static final Logger LOG = LoggerFactory.getLogger(WorkbenchExtension.class);

  /** Made by the kernel, which finds this class as a service. */
  public WorkbenchExtension() {}

  /** Installs everything; what fails is logged, since an exception here would end the kernel. */
  @Override
  public void install(BaseKernel kernel) {
    Workspace.directLibraries();
    // What cells print and write is the same in every locale, and other programs can read it.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    attempt("repairs", () -> KernelRepairs.install(kernel));
    attempt("help at the cursor", () -> HelpRequests.install(DefaultImports.types()));
    attempt("renderers", () -> Renderers.register(kernel.getRenderer()));
    attempt("default imports", () -> BaseNotebookStatics.eval(DefaultImports.source()));
  }

  private static void attempt(String what, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("{} of the workbench could not be installed in this kernel", what, e);
    }
  }
}
