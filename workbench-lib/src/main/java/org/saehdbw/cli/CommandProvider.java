package org.saehdbw.cli;

/**
 * Brings a command from another module, as the benchmarks do: named in {@code
 * META-INF/services/org.saehdbw.cli.CommandProvider} and found on the class path.
 */
public interface CommandProvider {
  /** A new object of a class that picocli knows as a command, with its name, help and example. */
  Object command();
}
