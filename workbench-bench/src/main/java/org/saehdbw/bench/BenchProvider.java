package org.saehdbw.bench;

import org.saehdbw.cli.CommandProvider;

/** Brings {@code bench} to the workbench's commands. */
public final class BenchProvider implements CommandProvider {
  /** Found by {@link java.util.ServiceLoader}. */
  public BenchProvider() {}

  @Override
  public Object command() {
    return new BenchCommand();
  }
}
