package org.saehdbw.experiments.sweeps.results;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a trial ended. All but {@link #DONE} are answers too: they tell of the point. */
public enum TrialStatus {
  /** Its budget was used, or its target reached. */
  DONE,
  /** Java or the engine got no memory, the system killed it, or it passed {@code memory_mib}. */
  OUT_OF_MEMORY,
  /** A loss or a weight was NaN or infinite. */
  NOT_FINITE,
  /** It took longer than {@code timeout_s}. */
  TIMED_OUT,
  /** It ended otherwise; the result's message says how. */
  FAILED;

  /** Returns the words in ledgers, tables and summaries, such as {@code out of memory}. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  @Override
  public String toString() {
    return text();
  }
}
