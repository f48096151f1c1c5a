package org.saehdbw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares docs/architecture.md with the sources, so that its table and its look-ups stay true. */
class ArchitectureDocTest {
  private static final Path ROOT = root();
  private static final Path SOURCES = ROOT.resolve("workbench-lib/src/main/java/org/saehdbw");

  private static final int MOST_CLASSES = 25;

  /** Larger packages, each with the reason why it is not cut. */
  private static final Map<String, String> LARGE =
      Map.of(
          "cli", "one class for each command",
          "dataloaders", "one loader: its parts are package-private",
          "synthesis", "one drawing program: its parts are package-private");

  private static final String WRITE = "architecture.write";
  private static final int LOOK_UPS = 15;

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (\\w+) \\| `([a-z.]+)` \\| (\\d+) \\| .");
  private static final Pattern FILE = Pattern.compile("`([A-Z]\\w+\\.java)`");

  @Test
  void theTableHasEveryPackageWithItsNumberOfClasses() throws IOException {
    if (Boolean.getBoolean(WRITE)) {
      writeNumbers();
    }
    Map<String, Integer> table = new TreeMap<>();
    for (Matcher row = ROW.matcher(page()); row.find(); ) {
      table.put(row.group(2), Integer.valueOf(row.group(3)));
    }
    assertThat(table)
        .as("docs/architecture.md; -D%s=true writes the numbers", WRITE)
        .isEqualTo(classes());
  }

  @Test
  void theTableHasTheTiersOfThePackageRules() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Matcher row = ROW.matcher(page()); row.find(); ) {
      int tier = row.group(1).equals("ground") ? 0 : Integer.parseInt(row.group(1));
      if (!PackageTiers.TIERS.get(tier).contains(row.group(2))) {
        wrong.add(row.group());
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void noPackageIsAHeap() throws IOException {
    Map<String, Integer> heaps = classes();
    heaps.values().removeIf(count -> count <= MOST_CLASSES);
    heaps.keySet().removeAll(LARGE.keySet());
    assertThat(heaps).isEmpty();
  }

  /** One search and at most two files, all of which exist. */
  @Test
  void everyLookUpLeadsToFilesThatExist() throws IOException {
    String section = page().split("## Where do I find \\.\\.\\.")[1].split("\n## ")[0];
    List<String> rows =
        section.lines().filter(line -> line.startsWith("| ") && line.contains("?")).toList();
    assertThat(rows).hasSize(LOOK_UPS);
    List<String> names;
    try (Stream<Path> walk = Files.walk(SOURCES)) {
      names = walk.map(file -> file.getFileName().toString()).toList();
    }
    for (String row : rows) {
      List<String> files = FILE.matcher(row).results().map(hit -> hit.group(1)).toList();
      assertThat(files).as(row).hasSizeBetween(1, 2);
      assertThat(names).as(row).containsAll(files);
    }
  }

  private static String page() throws IOException {
    return Files.readString(ROOT.resolve("docs/architecture.md"));
  }

  private static void writeNumbers() throws IOException {
    Map<String, Integer> classes = classes();
    String page =
        ROW.matcher(page())
            .replaceAll(
                row ->
                    Matcher.quoteReplacement(
                        row.group()
                                .replaceFirst(
                                    "\\| \\d+ \\| .$", "| " + classes.get(row.group(2)) + " | ")
                            + row.group().charAt(row.group().length() - 1)));
    Files.writeString(ROOT.resolve("docs/architecture.md"), page);
  }

  private static Map<String, Integer> classes() throws IOException {
    Map<String, Integer> classes = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(SOURCES)) {
      walk.filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("package-info.java"))
          .map(file -> SOURCES.relativize(file.getParent()).toString().replace('\\', '.'))
          .forEach(name -> classes.merge(name.replace('/', '.'), 1, Integer::sum));
    }
    return classes;
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("CHANGELOG.md"))) {
      folder = Objects.requireNonNull(folder.getParent(), "no CHANGELOG.md above");
    }
    return folder;
  }
}
