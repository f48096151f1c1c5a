package org.saehdbw.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.saehdbw.files.Workspace;

/** The command that a user gives, for benchmarks of whole commands. */
final class EntryPoint {
  private EntryPoint() {}

  /** Returns {@code ./workbench} of this checkout with words behind it; more may be added. */
  static List<String> command(String... words) {
    boolean windows = System.getProperty("os.name", "").startsWith("Windows");
    Path home = Workspace.home().toAbsolutePath();
    List<String> command = new ArrayList<>();
    command.add(home.resolve(windows ? "workbench.cmd" : "workbench").toString());
    command.addAll(List.of(words));
    return command;
  }
}
