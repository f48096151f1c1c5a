package org.saehdbw.training.steps;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.saehdbw.tensors.Constant;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.ScriptForm;
import org.saehdbw.tensors.ScriptOps;
import org.saehdbw.tensors.ScriptSegment;
import org.saehdbw.tensors.ScriptSegments;

/**
 * A part's update as segments, and what is done with them in which order: all losses first, then
 * the gradients that are not found yet, from the last segment to the first.
 *
 * @param segments in the order of the forward pass
 * @param work in order
 * @param constants by their names in the script
 * @param lossNames the losses' names, one a column
 * @param terms the losses' names in the script
 */
record SegmentPlan(
    List<ScriptSegment> segments,
    List<Work> work,
    Map<String, Constant> constants,
    List<String> lossNames,
    List<String> terms) {
  /** A segment holds at most this part of all results and gradients (docs/performance.md). */
  private static final int SEGMENTS = 8;

  /**
   * One run of a segment.
   *
   * @param segment its place
   * @param gradients whether its gradients are computed, or only its results
   * @param forgotten the boundaries that are not needed any more afterwards
   * @param whole the parameters whose gradients are whole afterwards, by name
   */
  record Work(int segment, boolean gradients, List<String> forgotten, List<String> whole) {}

  static SegmentPlan of(
      StepBody program,
      StepPart part,
      int batch,
      List<Parameter> trained,
      ScriptForm form,
      boolean checkpointing) {
    ScriptOps ops = new ScriptOps(program.parameters(), form);
    List<ScriptOps.Name> inputs = new ArrayList<>();
    program.inputs(batch).forEach((Dims dims) -> inputs.add(ops.input(dims)));
    StepBody.Losses<ScriptOps.Name> losses = program.losses(part, ops, inputs);
    List<String> terms =
        losses.names().size() == 1 ? List.of(losses.terms().text()) : ops.columns(losses.terms());
    Map<String, Long> bytes = new HashMap<>();
    trained.forEach(p -> bytes.put(ops.parameter(p).text(), Float.BYTES * p.dims().count()));
    long all = ScriptSegments.bytes(ops.lines()) + bytes.values().stream().mapToLong(b -> b).sum();
    long most = checkpointing ? all / SEGMENTS : Long.MAX_VALUE;
    List<ScriptSegment> segments = ScriptSegments.of(ops.lines(), terms, bytes, most);
    Map<String, Constant> constants = new LinkedHashMap<>();
    ops.constants().forEach(constant -> constants.put(ops.name(constant), constant));
    return new SegmentPlan(segments, work(segments), constants, losses.names(), terms);
  }

  private static List<Work> work(List<ScriptSegment> segments) {
    List<Work> bare = new ArrayList<>();
    for (int i = 0; i < segments.size(); i++) {
      boolean ending = segments.get(i).kind() == ScriptSegment.Kind.ENDING;
      bare.add(new Work(i, ending, List.of(), List.of()));
    }
    for (int i = segments.size() - 1; i >= 0; i--) {
      ScriptSegment.Kind kind = segments.get(i).kind();
      if (kind == ScriptSegment.Kind.RECOMPUTED || kind == ScriptSegment.Kind.KEPT) {
        bare.add(new Work(i, true, List.of(), List.of()));
      }
    }
    return withEnds(segments, bare);
  }

  /** Adds what is over after each. */
  private static List<Work> withEnds(List<ScriptSegment> segments, List<Work> bare) {
    Map<String, Integer> last = new HashMap<>();
    Set<String> withGradients = new HashSet<>();
    for (int i = 0; i < bare.size(); i++) {
      ScriptSegment segment = segments.get(bare.get(i).segment());
      for (String read : segment.reads()) {
        last.put(read, i);
      }
      for (String output : segment.gradientOutputs()) {
        last.put(output, i);
      }
      if (bare.get(i).gradients()) {
        withGradients.addAll(segment.gradientReads());
      }
    }
    List<Work> all = new ArrayList<>();
    for (int i = 0; i < bare.size(); i++) {
      int now = i;
      List<String> forgotten = named(last, "t", now);
      List<String> whole = named(last, "w", now).stream().filter(withGradients::contains).toList();
      all.add(new Work(bare.get(i).segment(), bare.get(i).gradients(), forgotten, whole));
    }
    return List.copyOf(all);
  }

  private static List<String> named(Map<String, Integer> last, String kind, int now) {
    return last.entrySet().stream()
        .filter(entry -> entry.getValue() == now && entry.getKey().startsWith(kind))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
