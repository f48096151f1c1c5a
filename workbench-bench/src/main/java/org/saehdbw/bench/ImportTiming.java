package org.saehdbw.bench;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a process took to import a model or to export it.
 *
 * @param millis how long it took, without Java's own start
 * @param heapMib the largest heap at any collection or at the end
 * @param peakRssMib the process's peak resident memory, 0 where the system does not tell
 */
public record ImportTiming(
    @JsonProperty("ms") double millis,
    @JsonProperty("heap_mib") double heapMib,
    @JsonProperty("peak_rss_mib") double peakRssMib) {}
