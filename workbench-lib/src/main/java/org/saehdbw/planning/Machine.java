package org.saehdbw.planning;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.saehdbw.runs.Processor;
import org.saehdbw.runs.Versions;

/**
 * What a calibration holds for: figures of one such machine say nothing of another one.
 *
 * @param processor its maker's name for it
 * @param usableThreads logical processors that the program may use
 * @param threads of engine and optimizer
 * @param system name and architecture of the operating system
 * @param java its version
 * @param versions of the workbench and its engine
 */
public record Machine(
    String processor,
    int usableThreads,
    int threads,
    String system,
    String java,
    Map<String, String> versions) {
  /** Copies the map. */
  public Machine {
    versions = Map.copyOf(versions);
  }

  /** Returns this machine with as many threads as a trainer uses: the physical cores. */
  public static Machine here() throws IOException {
    Processor processor = Processor.here();
    return new Machine(
        processor.name(),
        processor.threads(),
        processor.cores(),
        System.getProperty("os.name", "") + " " + System.getProperty("os.arch", ""),
        System.getProperty("java.runtime.version", "unknown"),
        Versions.read());
  }

  /** Returns what differs from another machine, as {@code threads 2, here 4}; empty if nothing. */
  String differences(Machine here) {
    Map<String, String> theirs = facts();
    Map<String, String> ours = here.facts();
    StringBuilder text = new StringBuilder();
    theirs.forEach(
        (name, value) -> {
          if (!value.equals(ours.get(name))) {
            text.append(text.isEmpty() ? "" : "; ")
                .append(name + " " + value + ", here " + ours.get(name));
          }
        });
    return text.toString();
  }

  private Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("processor", processor);
    facts.put("usable threads", String.valueOf(usableThreads));
    facts.put("threads", String.valueOf(threads));
    facts.put("system", system);
    facts.put("Java", java);
    for (String name : new String[] {"workbench", "djl", "pytorch"}) {
      facts.put(name, versions.getOrDefault(name, "unknown"));
    }
    return facts;
  }

  /** Returns the processor and the threads. */
  @Override
  public String toString() {
    return processor + ", " + threads + (threads == 1 ? " thread" : " threads");
  }
}
