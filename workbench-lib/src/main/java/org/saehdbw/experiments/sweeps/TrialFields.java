package org.saehdbw.experiments.sweeps;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A result as the fields of a ledger's line. */
final class TrialFields {
  private TrialFields() {}

  static Map<String, Object> of(TrialResult result, int rung) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("trial", result.trial().number());
    fields.put("rung", rung);
    fields.put("status", result.status());
    result.runFolder().ifPresent(run -> fields.put("run", String.valueOf(run.getFileName())));
    fields.put("iterations", result.iterations());
    fields.put("train_s", result.trainSeconds());
    fields.put("wall_s", result.wallSeconds());
    if (!Double.isNaN(result.peakResidentMib())) {
      fields.put("peak_resident_mib", result.peakResidentMib());
    }
    Map<String, Double> figures = new LinkedHashMap<>(result.figures());
    figures.values().removeIf(value -> !Double.isFinite(value));
    fields.put("figures", figures);
    if (!result.message().isEmpty()) {
      fields.put("message", result.message());
    }
    return fields;
  }

  static TrialResult result(Trial trial, JsonNode fields, Path runs) {
    Map<String, Double> figures = new LinkedHashMap<>();
    fields
        .path("figures")
        .properties()
        .forEach(e -> figures.put(e.getKey(), e.getValue().asDouble()));
    return new TrialResult(
        trial,
        fields.path("status").asText(),
        Optional.ofNullable(fields.get("run")).map(run -> runs.resolve(run.asText())),
        fields.path("iterations").asLong(),
        fields.path("train_s").asDouble(),
        fields.path("wall_s").asDouble(),
        fields.path("peak_resident_mib").asDouble(Double.NaN),
        figures,
        fields.path("message").asText());
  }
}
