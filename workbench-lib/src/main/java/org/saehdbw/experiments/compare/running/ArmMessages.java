package org.saehdbw.experiments.compare.running;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.saehdbw.experiments.compare.results.ArmFacts;
import org.saehdbw.experiments.compare.results.StepTimes;
import org.saehdbw.experiments.ledger.LedgerFormat;

/** What is said between the comparison and an arm's process, one JSON document a line. */
public final class ArmMessages {
  private ArmMessages() {}

  /**
   * A block is wanted.
   *
   * @param settle steps before it that do not count
   * @param steps that do
   */
  record Request(int settle, int steps) {}

  /**
   * The process is ready, its warm-up behind it.
   *
   * @param facts what it holds
   */
  record Ready(ArmFacts facts) {}

  /**
   * A block was measured.
   *
   * @param steps each with the values of {@link StepTimes#NAMES}
   * @param peakMib peak resident memory so far; NaN where the system does not say
   * @param loaderThreads that make samples now
   */
  @SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
  record Measured(double[][] steps, double peakMib, int loaderThreads) {}

  static String line(Object message) {
    try {
      return LedgerFormat.JSON.writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + message.getClass() + " as JSON", e);
    }
  }

  static JsonNode tree(String line) throws JsonProcessingException {
    return LedgerFormat.JSON.readTree(line);
  }
}
