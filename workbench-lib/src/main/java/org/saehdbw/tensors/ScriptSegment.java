package org.saehdbw.tensors;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A part of a step's script as methods of its own: what is computed in it need not be kept, since
 * it can be computed again.
 *
 * @param kind how its gradients are found
 * @param lines its operations, in order
 * @param reads the arrays that it takes, by name: parameters, inputs, constants and boundaries
 * @param outputs the boundaries that later segments read
 * @param terms the losses that it ends in
 * @param gradientReads what gets a gradient: parameters, and boundaries of earlier segments
 * @param gradientOutputs those of the outputs that come with a gradient from later segments
 */
public record ScriptSegment(
    Kind kind,
    List<ScriptLine> lines,
    List<String> reads,
    List<String> outputs,
    List<String> terms,
    List<String> gradientReads,
    List<String> gradientOutputs) {

  /** How a segment's gradients are found. */
  public enum Kind {
    /** There are none. */
    PLAIN,
    /** It ends in losses alone: gradients follow at once. */
    ENDING,
    /** Gradients come from later segments: what it computed is kept for them. */
    KEPT,
    /** Gradients come from later segments: it is computed again for them. */
    RECOMPUTED
  }

  /** Copies the lists. */
  public ScriptSegment {
    lines = List.copyOf(lines);
    reads = List.copyOf(reads);
    outputs = List.copyOf(outputs);
    terms = List.copyOf(terms);
    gradientReads = List.copyOf(gradientReads);
    gradientOutputs = List.copyOf(gradientOutputs);
  }

  /**
   * Returns the module of all segments, with methods {@code forward0(xs)} and, where a segment's
   * gradients are found with its results or after computing these again, {@code backward0(xs)},
   * numbered in order.
   */
  public static String module(List<ScriptSegment> segments) {
    StringBuilder text = new StringBuilder();
    text.append("class M(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n");
    for (int i = 0; i < segments.size(); i++) {
      ScriptSegment segment = segments.get(i);
      if (segment.kind() != Kind.ENDING) {
        text.append(segment.forward("forward" + i));
      }
      if (segment.kind() == Kind.ENDING || segment.kind() == Kind.RECOMPUTED) {
        text.append(segment.backward("backward" + i));
      }
    }
    return text.toString();
  }

  /** Returns the method that takes {@link #reads} and gives outputs, then terms. */
  private String forward(String name) {
    return method(name, reads, "", results());
  }

  /**
   * Returns the method that takes {@link #reads}, then a gradient for each of {@link
   * #gradientOutputs}, and gives a number whose gradients are those of the whole step's losses;
   * behind it, if gradients follow at once, outputs and terms.
   */
  private String backward(String name) {
    List<String> taken = new ArrayList<>(reads);
    gradientOutputs.forEach(output -> taken.add("g" + output));
    List<String> sums = new ArrayList<>();
    if (!terms.isEmpty()) {
      sums.add("torch.sum(torch.cat(" + list(terms) + ", 1))");
    }
    gradientOutputs.forEach(
        output -> sums.add("torch.sum(torch.mul(" + output + ", g" + output + "))"));
    StringBuilder total = new StringBuilder();
    for (String sum : sums) {
      String joined = total.isEmpty() ? sum : "torch.add(total, " + sum + ")";
      total.append("    total = ").append(joined).append('\n');
    }
    List<String> results = new ArrayList<>(List.of("total"));
    if (kind == Kind.ENDING) {
      results().forEach(result -> results.add("torch.detach(" + result + ")"));
    }
    return method(name, taken, total.toString(), results);
  }

  /** Returns what the forward method gives: outputs, then terms. */
  public List<String> results() {
    List<String> results = new ArrayList<>(outputs);
    results.addAll(terms);
    return List.copyOf(results);
  }

  private String method(String name, List<String> taken, String end, List<String> results) {
    StringBuilder text = new StringBuilder();
    text.append("  def ").append(name);
    text.append("(self: __torch__.M, xs: List[Tensor]) -> List[Tensor]:\n    ");
    taken.forEach(array -> text.append(array).append(", "));
    text.append(" = xs\n");
    lines.forEach(line -> text.append(line.text()));
    text.append(end);
    return text.append("    return ").append(list(results)).append('\n').toString();
  }

  private static String list(List<String> names) {
    return names.stream().collect(Collectors.joining(", ", "[", "]"));
  }
}
