package org.saehdbw.bench;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What saves cost one child process, medians.
 *
 * @param stallMillis for how long a save keeps the training thread
 * @param stepMillis a step while nothing is written
 * @param besideMillis a step while a checkpoint is written; 0 where none was
 * @param writeMillis from the begin of a save until it is durable
 * @param costMillis the stall, and what all steps beside the write took more than other steps
 * @param peakRssMib the process's peak resident memory, 0 where the system does not tell
 */
public record SaveTiming(
    @JsonProperty("stall_ms") double stallMillis,
    @JsonProperty("step_ms") double stepMillis,
    @JsonProperty("beside_ms") double besideMillis,
    @JsonProperty("write_ms") double writeMillis,
    @JsonProperty("cost_ms") double costMillis,
    @JsonProperty("peak_rss_mib") double peakRssMib) {
  /** Returns how many steps of training a save stalls. */
  double stallSteps() {
    return stallMillis / stepMillis;
  }
}
