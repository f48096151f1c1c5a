package org.saehdbw.experiments.sweeps.plan;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.saehdbw.tensors.CounterRandom;

/** What values one setting takes. */
public sealed interface Axis {
  /** Draws one value. */
  String draw(CounterRandom random);

  /**
   * The values themselves.
   *
   * @param values as text, at least one
   */
  record Values(@JsonValue List<String> values) implements Axis {
    /** Copies the list. */
    public Values {
      values = List.copyOf(values);
    }

    @Override
    public String draw(CounterRandom random) {
      return values.get(random.nextInt(values.size()));
    }
  }

  /**
   * Numbers between two bounds, both possible.
   *
   * @param low the smallest
   * @param high the largest, above {@code low}
   * @param log whether each doubling is as likely as any other
   * @param step whole numbers of steps from {@code low} only; 0 takes any number
   */
  record Range(double low, double high, boolean log, double step) implements Axis {
    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if they are the wrong way round, or a logarithm has no use
     *     of them
     */
    public Range {
      if (!(low < high) || step < 0 || (log && low <= 0)) {
        throw new IllegalArgumentException(
            "a range must have low below high, step at least 0, and low above 0 where log is true;"
                + String.format(
                    Locale.ROOT, " got low %s, high %s, step %s, log %s", low, high, step, log));
      }
    }

    @Override
    public String draw(CounterRandom random) {
      double share = random.nextDouble();
      double value = log ? low * Math.pow(high / low, share) : low + (high - low) * share;
      if (step > 0) {
        double steps = Math.rint((value - low) / step);
        value = low + step * Math.min(steps, Math.floor((high - low) / step));
      }
      boolean whole = step > 0 && low == Math.rint(low) && step == Math.rint(step);
      // Three digits say enough of a number that was drawn, and can be read.
      return whole ? String.valueOf(Math.round(value)) : String.format(Locale.ROOT, "%.3g", value);
    }
  }
}
