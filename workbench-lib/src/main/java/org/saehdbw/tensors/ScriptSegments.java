package org.saehdbw.tensors;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Cuts a step's script into segments for activation checkpointing (Chen et al., 2016): between them
 * only the boundaries are kept, and each segment is computed again when its gradients are due. A
 * segment with more bytes of gradients than of results is not: it would cost time and save little.
 *
 * <p>The operations are first put in the order of the losses that need them, so that one decoder is
 * done before the next begins. A segment begins with a layer of the network. Operations on
 * parameters and constants alone are part of every segment that needs them.
 */
public final class ScriptSegments {
  private final Map<String, ScriptLine> lines = new HashMap<>();
  private final Map<String, Integer> places = new HashMap<>();
  private final Set<String> fixed = new HashSet<>();
  private final Set<String> flowing = new HashSet<>();
  private final List<String> terms;
  private final Map<String, Long> trained;
  private final List<ScriptLine> ordered = new ArrayList<>();

  private ScriptSegments(List<ScriptLine> all, List<String> terms, Map<String, Long> trained) {
    this.terms = terms;
    this.trained = trained;
    flowing.addAll(trained.keySet());
    for (ScriptLine line : all) {
      places.put(line.name(), places.size());
      lines.put(line.name(), line);
      if (line.reads().stream().allMatch(r -> fixed.contains(r) || r.matches("[wk].*"))) {
        fixed.add(line.name());
      }
      if (!line.stops() && line.reads().stream().anyMatch(flowing::contains)) {
        flowing.add(line.name());
      }
    }
    Set<String> done = new HashSet<>();
    for (String term : terms) {
      TreeMap<Integer, ScriptLine> needed = new TreeMap<>();
      collect(term, done, needed);
      ordered.addAll(needed.values());
    }
  }

  /**
   * Cuts a script.
   *
   * @param all its operations
   * @param terms the losses, by their names in the script
   * @param trained the bytes of the parameters that get gradients, by their names in the script
   * @param most how many bytes of results and of gradients a segment holds at most, unless one
   *     layer has more
   */
  public static List<ScriptSegment> of(
      List<ScriptLine> all, List<String> terms, Map<String, Long> trained, long most) {
    ScriptSegments cutter = new ScriptSegments(all, List.copyOf(terms), Map.copyOf(trained));
    return cutter.described(cutter.cut(most));
  }

  /** Returns the bytes of all results, for the choice of {@code most}. */
  public static long bytes(List<ScriptLine> all) {
    return all.stream().mapToLong(ScriptLine::bytes).sum();
  }

  private void collect(String name, Set<String> done, Map<Integer, ScriptLine> needed) {
    ScriptLine line = lines.get(name);
    if (line != null && !fixed.contains(name) && done.add(name)) {
      needed.put(place(name), line);
      line.reads().forEach(read -> collect(read, done, needed));
    }
  }

  private int place(String name) {
    return places.getOrDefault(name, 0);
  }

  private List<List<ScriptLine>> cut(long most) {
    List<List<ScriptLine>> segments = new ArrayList<>();
    List<ScriptLine> segment = new ArrayList<>();
    List<ScriptLine> layer = new ArrayList<>();
    for (int i = 0; i < ordered.size(); i++) {
      ScriptLine line = ordered.get(i);
      boolean begins = i > 0 && !line.layer().equals(ordered.get(i - 1).layer());
      if (begins && isNetwork(line)) {
        boolean ended = !isNetwork(ordered.get(i - 1));
        if (!segment.isEmpty() && held(segment) + held(layer) > most) {
          segments.add(segment);
          segment = new ArrayList<>();
        }
        segment.addAll(layer);
        layer.clear();
        if (ended && most < Long.MAX_VALUE) {
          segments.add(segment);
          segment = new ArrayList<>();
        }
      }
      layer.add(line);
    }
    if (!segment.isEmpty() && held(segment) + held(layer) > most) {
      segments.add(segment);
      segment = new ArrayList<>();
    }
    segment.addAll(layer);
    segments.add(segment);
    return segments;
  }

  private static boolean isNetwork(ScriptLine line) {
    return !line.layer().isEmpty() && !line.layer().startsWith("losses/");
  }

  /** From the last segment to the first, as gradients flow. */
  private List<ScriptSegment> described(List<List<ScriptLine>> cuts) {
    Set<String> readLater = new HashSet<>();
    Set<String> withGradient = new HashSet<>();
    List<ScriptSegment> segments = new ArrayList<>();
    for (int i = cuts.size() - 1; i >= 0; i--) {
      ScriptSegment segment = describe(cuts.get(i), readLater, withGradient);
      readLater.addAll(segment.reads());
      withGradient.addAll(segment.gradientReads());
      segments.add(0, segment);
    }
    return List.copyOf(segments);
  }

  private ScriptSegment describe(
      List<ScriptLine> cut, Set<String> readLater, Set<String> withGradient) {
    List<ScriptLine> all = withFixed(cut);
    Set<String> made = new HashSet<>();
    Set<String> reads = new LinkedHashSet<>();
    for (ScriptLine line : all) {
      line.reads().stream().filter(read -> !made.contains(read)).forEach(reads::add);
      made.add(line.name());
    }
    List<String> ends = terms.stream().filter(made::contains).toList();
    List<String> outputs = cut.stream().map(ScriptLine::name).filter(readLater::contains).toList();
    List<String> due = outputs.stream().filter(withGradient::contains).toList();
    Set<String> useful = new HashSet<>(due);
    ends.stream().filter(flowing::contains).forEach(useful::add);
    ScriptSegment.Kind kind = kind(cut, useful.isEmpty(), due.isEmpty());
    for (int i = all.size() - 1; i >= 0; i--) {
      ScriptLine line = all.get(i);
      if (useful.contains(line.name()) && !line.stops()) {
        line.reads().stream().filter(flowing::contains).forEach(useful::add);
      }
    }
    List<String> gradientReads = reads.stream().filter(useful::contains).toList();
    return new ScriptSegment(kind, all, List.copyOf(reads), outputs, ends, gradientReads, due);
  }

  private ScriptSegment.Kind kind(List<ScriptLine> cut, boolean useless, boolean last) {
    if (useless) {
      return ScriptSegment.Kind.PLAIN;
    }
    if (last) {
      return ScriptSegment.Kind.ENDING;
    }
    boolean small = 2 * bytes(cut) < held(cut);
    return small ? ScriptSegment.Kind.KEPT : ScriptSegment.Kind.RECOMPUTED;
  }

  private List<ScriptLine> withFixed(List<ScriptLine> cut) {
    TreeMap<Integer, ScriptLine> needed = new TreeMap<>();
    for (ScriptLine line : cut) {
      line.reads().forEach(read -> collectFixed(read, needed));
    }
    List<ScriptLine> all = new ArrayList<>(needed.values());
    all.addAll(cut);
    return all;
  }

  private void collectFixed(String name, Map<Integer, ScriptLine> needed) {
    ScriptLine line = lines.get(name);
    if (line != null && fixed.contains(name) && needed.put(place(name), line) == null) {
      line.reads().forEach(read -> collectFixed(read, needed));
    }
  }

  private long held(List<ScriptLine> some) {
    long gradients =
        some.stream()
            .flatMap(line -> gradientsOf(line).stream())
            .distinct()
            .mapToLong(name -> trained.getOrDefault(name, 0L))
            .sum();
    return bytes(some) + gradients;
  }

  /** The parameters that a line reads, also those that were only converted for it. */
  private List<String> gradientsOf(ScriptLine line) {
    TreeMap<Integer, ScriptLine> converted = new TreeMap<>();
    line.reads().forEach(read -> collectFixed(read, converted));
    List<String> names = new ArrayList<>(line.reads());
    converted.values().forEach(one -> names.addAll(one.reads()));
    return names;
  }
}
