package org.saehdbw.cli;

import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.saehdbw.planning.BatchFinder;
import org.saehdbw.planning.BudgetSearch;
import org.saehdbw.planning.CostCard;
import org.saehdbw.planning.CostSettings;
import org.saehdbw.planning.EqualCost;
import org.saehdbw.planning.Estimate;
import org.saehdbw.planning.PublishedSizes;
import org.saehdbw.planning.StepCost;
import org.saehdbw.planning.StepMeasurement;
import org.saehdbw.tensors.CostOps;

/** What {@code plan --json} shows. Predictions that nobody can make are null. */
final class PlanJson {
  private PlanJson() {}

  static Map<String, Object> card(CostCard card) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("model", card.spec().toString());
    map.put("batch", card.batch());
    map.put("precision", card.precision().option());
    putSettings(map, card.settings());
    map.put("parameters", card.parameters());
    StepCost.Part total = card.cost().total();
    map.put("forward_flops", total.forward());
    map.put("backward_flops", total.backward());
    map.put("parts", card.parts().stream().map(PlanJson::part).toList());
    map.put("stages", card.cost().allStages().stream().map(PlanJson::stage).toList());
    map.put("bytes", bytes(card));
    map.put("disk", card.disk());
    map.put("peak_resident_mib", estimate(card.peakResidentMib()));
    map.put("device_mib_counted", card.deviceMib());
    map.put("step_ms", estimate(card.stepMillis()));
    map.put("remark", card.remark());
    card.plain().ifPresent(plain -> map.put("without_settings", plain(plain)));
    return map;
  }

  /** Only where there are some, so that other answers stay as they are. */
  private static void putSettings(Map<String, Object> map, CostSettings settings) {
    if (!settings.isDefault()) {
      map.put("settings", settings.words());
    }
  }

  /** What is known of the same step without discriminators and styles. */
  private static Map<String, Object> plain(CostCard card) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("parameters", card.parameters());
    map.put("flops", card.work().total());
    map.put("peak_resident_mib", estimate(card.peakResidentMib()));
    map.put("device_mib_counted", card.deviceMib());
    map.put("step_ms", estimate(card.stepMillis()));
    map.put("remark", card.remark());
    return map;
  }

  private static Map<String, Object> bytes(CostCard card) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("weights", card.weightBytes());
    map.put("gradients", card.gradientBytes());
    map.put("optimizer", card.optimizerBytes());
    map.put("inputs", card.cost().inputBytes());
    map.put("activations", card.cost().total().activationBytes());
    map.put("activations_kept", card.keptBytes());
    map.put("device", card.deviceBytes());
    return map;
  }

  private static Map<String, Object> part(StepCost.Part part) {
    return row(
        part.name(),
        part.parameters(),
        part.forward(),
        part.backward(),
        part.activationBytes(),
        part.keptBytes());
  }

  private static Map<String, Object> stage(CostOps.Row row) {
    return row(
        row.name(),
        row.parameters(),
        row.forward(),
        row.backward(),
        row.activationBytes(),
        row.keptBytes());
  }

  private static Map<String, Object> row(
      String name,
      long parameters,
      CostOps.Work forward,
      CostOps.Work backward,
      long activations,
      long kept) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("parameters", parameters);
    map.put("forward_flops", forward.total());
    map.put("backward_flops", backward.total());
    map.put("activation_bytes", activations);
    map.put("kept_bytes", kept);
    return map;
  }

  private static Object estimate(Optional<Estimate> estimate) {
    return estimate.<Object>map(known -> known).orElse(NullNode.getInstance());
  }

  static Map<String, Object> verdict(PlanVerdict verdict) {
    CostCard card = verdict.card();
    double budget = verdict.budgetMib();
    Map<String, Object> map = card(card);
    Map<String, Object> judged = new LinkedHashMap<>();
    judged.put("budget_mib", budget);
    judged.put(
        "fits_resident",
        card.peakResidentMib()
            .<Object>map(peak -> peak.within(budget).name().toLowerCase(Locale.ROOT))
            .orElse(NullNode.getInstance()));
    judged.put("largest_batch_resident", batch(verdict.largest()));
    judged.put("largest_batch_resident_save_between", batch(verdict.between()));
    judged.put(
        "chosen_way", verdict.chosen().<Object>map(PlanJson::way).orElse(NullNode.getInstance()));
    judged.put("ways", verdict.ways().stream().map(PlanJson::way).toList());
    judged.put("fits_device_counted", card.deviceMib() <= budget);
    judged.put("largest_batch_device_counted", card.largestDeviceBatch(budget));
    map.put("budget", judged);
    return map;
  }

  private static Map<String, Object> way(PlanVerdict.Row row) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("micro_batch", row.way().step().microBatch());
    map.put("activation_checkpointing", row.way().step().checkpointing());
    map.put("save_beside", row.way().beside());
    map.put("peak_resident_mib", row.peak());
    return map;
  }

  private static Object batch(OptionalInt largest) {
    return largest.isPresent() ? largest.getAsInt() : NullNode.getInstance();
  }

  static Map<String, Object> budget(
      List<BudgetSearch.Candidate> found, List<BudgetSearch.NextStep> next, BudgetSearch search) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("budget_mib", search.budgetMib());
    map.put("of", search.card() ? "device, counted" : "resident, predicted");
    map.put("batch", search.batch());
    map.put("ranked_by", "parameters, then FLOPs");
    map.put("models", found.stream().map(each -> candidate(each, search)).toList());
    List<Map<String, Object>> steps = new ArrayList<>();
    for (BudgetSearch.NextStep step : next) {
      Map<String, Object> row = candidate(step.candidate(), search);
      row.put("dim", step.dim());
      steps.add(row);
    }
    map.put("next_dims_of_the_first", steps);
    return map;
  }

  private static Map<String, Object> candidate(BudgetSearch.Candidate each, BudgetSearch search) {
    Map<String, Object> map = summary(each.card());
    map.put("memory_mib", PlanText.memory(each.card(), search));
    map.put("largest_batch", each.largestBatch());
    return map;
  }

  private static Map<String, Object> summary(CostCard card) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("model", card.spec().toString());
    map.put("parameters", card.parameters());
    map.put("flops", card.work().total());
    map.put("step_ms", estimate(card.stepMillis()));
    return map;
  }

  static Map<String, Object> equal(
      CostCard colour, List<EqualCost.Match> matches, EqualCost search) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("equal", search.measure().option());
    map.put("batch", search.batch());
    map.put("like", equalRow(colour, 0));
    map.put(
        "models", matches.stream().map(m -> equalRow(m.card(), m.differencePercent())).toList());
    return map;
  }

  private static Map<String, Object> equalRow(CostCard card, double difference) {
    Map<String, Object> map = summary(card);
    map.put("device_mib_counted", card.deviceMib());
    map.put("difference_percent", difference);
    return map;
  }

  static List<Map<String, Object>> published(List<PublishedSizes.Row> rows) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (PublishedSizes.Row row : rows) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("model", row.model());
      map.put("published_mib", row.publishedMib());
      map.put("expected_mib", row.expectedMib());
      map.put("sample_batch", row.batch());
      map.put("error_percent", row.errorPercent());
      map.put("note", row.note());
      all.add(map);
    }
    return all;
  }

  private static Object batch(Optional<StepMeasurement> found) {
    return found.<Object>map(StepMeasurement::batch).orElse(NullNode.getInstance());
  }

  static Map<String, Object> batches(
      String model, CostSettings settings, BatchFinder.Found found, double budget, double surplus) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("model", model);
    putSettings(map, settings);
    map.put("budget_mib", budget);
    map.put("trainer_surplus_mib", surplus);
    map.put("largest_batch", batch(found.largest()));
    map.put("fastest_batch", batch(found.fastest()));
    List<Map<String, Object>> tried = new ArrayList<>();
    for (StepMeasurement each : found.tried()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("batch", each.batch());
      row.put("outcome", each.outcome().text());
      row.put("steps", each.steps());
      row.put("step_ms", each.stepMillis());
      row.put("samples_per_second", each.samplesPerSecond());
      row.put("peak_mib", each.peakMib());
      row.put("message", each.message());
      tried.add(row);
    }
    map.put("tried", tried);
    return map;
  }
}
