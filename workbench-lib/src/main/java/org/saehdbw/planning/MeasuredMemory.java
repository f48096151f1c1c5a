package org.saehdbw.planning;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.training.steps.StepMemory;

/**
 * Peak resident memory of real runs, each in a process of its own, as it ships with the workbench
 * ({@code bench memory} makes the file).
 *
 * @param machines on which runs were measured, in words by their names in the file
 * @param runs one row each
 */
public record MeasuredMemory(Map<String, String> machines, List<Run> runs) {
  /** The columns of the file. */
  public static final String HEADER =
      "process,model,batch,micro_batch,activation_checkpointing,role,machine,peak_mib";

  private static final String FILE = "measured-memory.csv";
  private static final String MACHINE = "# ";

  /** What a process did. */
  public enum Kind {
    /** Training steps on random pictures and nothing else. */
    STEP,
    /** A whole trainer that saves between two steps: faces, previews and checkpoints too. */
    TRAINER,
    /** The same, but training continues while a copy of the model is written. */
    TRAINER_BESIDE
  }

  /**
   * One run in 32-bit floats.
   *
   * @param kind what the process did
   * @param model short name
   * @param batch samples a side
   * @param memory how its steps save memory
   * @param fitted whether the shipped prediction was fitted from it; the others test it
   * @param machine on which it was measured, a name of {@link #machines}
   * @param peakMib the most resident memory
   */
  public record Run(
      Kind kind,
      String model,
      int batch,
      StepMemory memory,
      boolean fitted,
      String machine,
      double peakMib) {
    /** Returns the cost of its step. */
    public StepCost cost() {
      return StepCost.of(ModelSpec.parse(model), batch);
    }

    /** Whether its steps compute the whole batch at once and keep activations. */
    public boolean isPlain() {
      return memory.equals(StepMemory.PLAIN);
    }

    /** Returns its row of the file. */
    public String line() {
      return String.format(
          Locale.ROOT,
          "%s,%s,%d,%d,%s,%s,%s,%.1f",
          kind.name().toLowerCase(Locale.ROOT),
          model,
          batch,
          memory.microBatch(),
          memory.checkpointing() ? "y" : "n",
          fitted ? "fit" : "test",
          machine,
          peakMib);
    }
  }

  /** Copies both. */
  public MeasuredMemory {
    machines = Map.copyOf(machines);
    runs = List.copyOf(runs);
  }

  /** Reads what ships. */
  public static MeasuredMemory read() {
    try (InputStream in = MeasuredMemory.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is not in the workbench's jar");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Machines come first, {@code # NAME: WORDS} each, then the header. */
  static MeasuredMemory parse(String text) {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    Map<String, String> machines = new LinkedHashMap<>();
    int at = 0;
    for (; lines.get(at).startsWith(MACHINE); at++) {
      String[] words = lines.get(at).substring(MACHINE.length()).split(": ", 2);
      machines.put(words[0], words[1]);
    }
    List<Run> runs =
        lines.stream().skip(at + 1L).map(line -> line.split(",")).map(MeasuredMemory::run).toList();
    for (Run run : runs) {
      if (!machines.containsKey(run.machine())) {
        throw new IllegalStateException(
            String.format(
                Locale.ROOT,
                "a row's machine must be one of %s, got %s in %s",
                machines.keySet(),
                run.machine(),
                run.line()));
      }
    }
    return new MeasuredMemory(machines, runs);
  }

  private static Run run(String[] cells) {
    return new Run(
        Kind.valueOf(cells[0].toUpperCase(Locale.ROOT)),
        cells[1],
        Integer.parseInt(cells[2]),
        new StepMemory(Integer.parseInt(cells[3]), cells[4].equals("y")),
        cells[5].equals("fit"),
        cells[6],
        Double.parseDouble(cells[7]));
  }

  /** Returns the machine of a row in words. */
  public String machineOf(Run run) {
    return machines.getOrDefault(run.machine(), run.machine());
  }
}
