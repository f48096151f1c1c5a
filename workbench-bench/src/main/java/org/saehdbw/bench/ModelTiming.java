package org.saehdbw.bench;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The step of one model in a process of its own.
 *
 * @param step times and the process's peak resident memory
 * @param cpuMillis processor time of one step over all threads, the mean of the timed ones: what a
 *     busy machine changes least
 * @param baseRssMib the peak after steps of a tiny model, before this one was made: what Java and
 *     PyTorch take by themselves; 0 where the system does not tell
 */
public record ModelTiming(
    @JsonProperty("step") StepTiming step,
    @JsonProperty("cpu_ms") double cpuMillis,
    @JsonProperty("base_rss_mib") double baseRssMib) {
  /** Returns what the model's step adds to the process's peak. */
  double addedMib() {
    return step.peakRssMib() - baseRssMib;
  }
}
