package org.saehdbw.dashboard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.saehdbw.dashboard.answers.PageProblem;
import org.saehdbw.runs.RunFolder;

/**
 * The preview pictures of a run: which there are, and the bytes of one. Links are not followed, so
 * that nothing outside the folder of previews can be read.
 */
final class PreviewHistory {
  private static final Pattern NAME = Pattern.compile("(\\d{7,12})_([A-Za-z0-9-]{1,40})\\.png");
  private static final long MOST_BYTES = 1L << 26;

  private PreviewHistory() {}

  /** Returns the iterations of each kind of picture, ascending, by its name. */
  static Map<String, List<Long>> grids(RunFolder run) throws IOException {
    Map<String, List<Long>> grids = new TreeMap<>();
    if (!Files.isDirectory(run.previews(), LinkOption.NOFOLLOW_LINKS)) {
      return grids;
    }
    for (Path file : run.previewFiles()) {
      Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
      if (name.matches()) {
        grids
            .computeIfAbsent(name.group(2), grid -> new ArrayList<>())
            .add(Long.parseLong(name.group(1)));
      }
    }
    grids.values().forEach(iterations -> iterations.sort(null));
    return grids;
  }

  /** What came since an earlier list, by kind. */
  static Map<String, List<Long>> added(
      Map<String, List<Long>> before, Map<String, List<Long>> now) {
    Map<String, List<Long>> added = new HashMap<>();
    now.forEach(
        (grid, iterations) -> {
          Set<Long> known = Set.copyOf(before.getOrDefault(grid, List.of()));
          List<Long> fresh =
              iterations.stream().filter(one -> !known.contains(one)).collect(Collectors.toList());
          if (!fresh.isEmpty()) {
            added.put(grid, fresh);
          }
        });
    return added;
  }

  /** Returns the file's name of the newest picture of unmasked faces, or of any kind. */
  static Optional<String> newest(RunFolder run) {
    try {
      Map<String, List<Long>> grids = grids(run);
      Optional<Map.Entry<String, List<Long>>> grid =
          grids.entrySet().stream()
              .min(Comparator.comparing(entry -> !entry.getKey().equals("faces")));
      return grid.map(
          entry -> {
            List<Long> iterations = entry.getValue();
            long last = iterations.get(iterations.size() - 1);
            return String.valueOf(run.preview(last, entry.getKey()).getFileName());
          });
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns the bytes of a picture.
   *
   * @param name the file's name
   * @throws PageProblem if it is not a picture of this run's previews
   */
  static byte[] read(RunFolder run, String name) throws IOException {
    boolean plain = NAME.matcher(name).matches();
    if (!plain || !Files.isDirectory(run.previews(), LinkOption.NOFOLLOW_LINKS)) {
      throw absent();
    }
    Path file = run.previews().resolve(name);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw absent();
    }
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      if (channel.size() > MOST_BYTES) {
        throw new PageProblem(413, "this picture is too large to be shown");
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
      return bytes.array();
    }
  }

  private static PageProblem absent() {
    return new PageProblem(404, "this picture does not exist");
  }
}
