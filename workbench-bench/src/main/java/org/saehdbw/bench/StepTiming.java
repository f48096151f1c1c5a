package org.saehdbw.bench;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One child process's step time.
 *
 * @param stepMillis median over its steps
 * @param minMillis quickest step
 * @param maxMillis slowest step
 * @param peakRssMib the process's peak resident memory, 0 where the system does not tell
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StepTiming(
    @JsonProperty("step_ms") double stepMillis,
    @JsonProperty("min_ms") double minMillis,
    @JsonProperty("max_ms") double maxMillis,
    @JsonProperty("peak_rss_mib") double peakRssMib) {}
