package org.saehdbw.experiments.places;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The physical cores that this process may use, each with the numbers of its logical processors
 * that it may use. Known on Linux only.
 *
 * @param cores in the order of their first logical processor
 */
public record Cores(List<List<Integer>> cores) {
  private static final String ALLOWED = "Cpus_allowed_list:";

  /** Copies the list. */
  public Cores {
    cores = cores.stream().map(List::copyOf).toList();
  }

  /** Returns the cores of this process; none where the system does not say. */
  public static Cores here() {
    return of(Path.of("/proc/self/status"), Path.of("/sys/devices/system/cpu"));
  }

  /**
   * Reads the system's files.
   *
   * @param status says which logical processors a process may use
   * @param processors the folder with one folder for each logical processor
   */
  static Cores of(Path status, Path processors) {
    try {
      Map<List<Integer>, List<Integer>> byCore = new LinkedHashMap<>();
      for (int processor : allowed(status)) {
        Path siblings = processors.resolve("cpu" + processor + "/topology/thread_siblings_list");
        List<Integer> core =
            Files.exists(siblings) ? parse(Files.readString(siblings)) : List.of(processor);
        byCore.computeIfAbsent(core, c -> new ArrayList<>()).add(processor);
      }
      return new Cores(List.copyOf(byCore.values()));
    } catch (IOException | NumberFormatException e) {
      return new Cores(List.of());
    }
  }

  private static List<Integer> allowed(Path status) throws IOException {
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith(ALLOWED)) {
        return parse(line.substring(ALLOWED.length()));
      }
    }
    return List.of();
  }

  /** Reads a list such as {@code 0-3,8}. */
  private static List<Integer> parse(String list) {
    TreeSet<Integer> numbers = new TreeSet<>();
    for (String part : list.strip().split(",")) {
      String[] ends = part.split("-");
      int first = Integer.parseInt(ends[0]);
      IntStream.rangeClosed(first, Integer.parseInt(ends[ends.length - 1])).forEach(numbers::add);
    }
    return List.copyOf(numbers);
  }

  /**
   * Divides the cores among places.
   *
   * @param places how many
   * @param each cores of a place
   * @return for each place the numbers of its logical processors as {@code taskset} takes them;
   *     empty unless the places take exactly all cores, since cores that other programs leave idle
   *     shall not stay idle
   */
  public List<String> divide(int places, int each) {
    if (places < 2 || places * each != cores.size()) {
      return List.of();
    }
    return IntStream.range(0, places)
        .mapToObj(place -> cores.subList(place * each, (place + 1) * each))
        .map(
            own ->
                own.stream()
                    .flatMap(List::stream)
                    .map(String::valueOf)
                    .collect(Collectors.joining(",")))
        .toList();
  }
}
