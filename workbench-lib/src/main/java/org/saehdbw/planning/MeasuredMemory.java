package org.saehdbw.planning;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.saehdbw.architectures.ModelSpec;

/**
 * Peak resident memory of real runs, each in a process of its own, as it ships with the workbench
 * ({@code bench memory} makes the file).
 *
 * @param machine on which it was measured
 * @param runs one row each
 */
public record MeasuredMemory(String machine, List<Run> runs) {
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
   * @param fitted whether the shipped prediction was fitted from it; the others test it
   * @param peakMib the most resident memory
   */
  public record Run(Kind kind, String model, int batch, boolean fitted, double peakMib) {
    /** Returns the cost of its step. */
    public StepCost cost() {
      return StepCost.of(ModelSpec.parse(model), batch);
    }
  }

  /** Copies the list. */
  public MeasuredMemory {
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

  private static MeasuredMemory parse(String text) {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    List<Run> runs =
        lines.stream().skip(2).map(line -> line.split(",")).map(MeasuredMemory::run).toList();
    return new MeasuredMemory(lines.get(0).substring(MACHINE.length()), runs);
  }

  private static Run run(String[] cells) {
    return new Run(
        Kind.valueOf(cells[0].toUpperCase(Locale.ROOT)),
        cells[1],
        Integer.parseInt(cells[2]),
        cells[3].equals("fit"),
        Double.parseDouble(cells[4]));
  }
}
