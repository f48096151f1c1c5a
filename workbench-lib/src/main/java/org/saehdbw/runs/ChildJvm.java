package org.saehdbw.runs;

import java.util.List;
import org.saehdbw.processes.Utf8Names;

/** The {@link org.saehdbw.processes.ChildJvm} of sweeps and comparisons. */
public final class ChildJvm {
  private ChildJvm() {}

  /** Returns the command that runs {@code mainClass}, its arguments to be added. */
  public static List<String> command(List<String> javaOptions, String mainClass) {
    return org.saehdbw.processes.ChildJvm.command(javaOptions, mainClass);
  }

  /** Returns a builder for a command, with the variables that PyTorch wants. */
  public static ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putIfAbsent("GOMP_SPINCOUNT", "1000");
    builder.environment().putIfAbsent("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");
    Utf8Names.set(builder.environment());
    return builder;
  }
}
