package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.saehdbw.testing.JavaLiterals;
import org.saehdbw.testing.PlainWords;
import picocli.CommandLine;

/** Keeps old-fashioned words out of what users read: help, messages, documents and notebooks. */
class PlainWordsTest {
  private static final Path ROOT = root();

  /** So that a walk that finds nothing cannot pass. */
  private static final int LEAST_COMMANDS = 20;

  private static final int LEAST_LITERALS = 3000;
  private static final int LEAST_PAGES = 20;
  private static final int LEAST_NOTEBOOKS = 8;

  @Test
  void helpUsesPlainWords() {
    List<CommandLine> commands = new ArrayList<>();
    collect(Workbench.commandLine(), commands);
    assertThat(commands).hasSizeGreaterThanOrEqualTo(LEAST_COMMANDS);
    assertThat(
            commands.stream()
                .flatMap(
                    one ->
                        found(
                            one.getCommandSpec().qualifiedName(),
                            one.getUsageMessage(CommandLine.Help.Ansi.OFF)
                                .replaceAll("\\s+", " "))))
        .isEmpty();
  }

  @Test
  void messagesUsePlainWords() throws IOException {
    List<String> all = new ArrayList<>();
    List<String> found = new ArrayList<>();
    for (String folder :
        List.of(
            "workbench-lib/src/main/java",
            "workbench-bench/src/main/java",
            "docs/extending/src/main/java")) {
      for (Path file : files(ROOT.resolve(folder), ".java")) {
        for (String literal : JavaLiterals.of(Files.readString(file))) {
          all.add(literal);
          if (!PlainWords.ALLOWED_LITERALS.contains(literal)) {
            found(file.getFileName().toString(), literal).forEach(found::add);
          }
        }
      }
    }
    assertThat(all).hasSizeGreaterThanOrEqualTo(LEAST_LITERALS);
    assertThat(found).isEmpty();
  }

  @Test
  void documentsUsePlainWords() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (String page :
        List.of("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "results/README.md")) {
      pages.add(ROOT.resolve(page));
    }
    for (String folder : List.of("docs", "datasets", "experiments", "notebooks")) {
      pages.addAll(files(ROOT.resolve(folder), ".md"));
    }
    assertThat(pages).hasSizeGreaterThanOrEqualTo(LEAST_PAGES);
    List<String> found = new ArrayList<>();
    for (Path page : pages) {
      found(ROOT.relativize(page).toString(), PlainWords.withoutCode(Files.readString(page)))
          .forEach(found::add);
    }
    assertThat(found).isEmpty();
  }

  @Test
  void notebooksUsePlainWords() throws IOException {
    List<Path> notebooks = files(ROOT.resolve("notebooks"), ".ipynb");
    assertThat(notebooks).hasSizeGreaterThanOrEqualTo(LEAST_NOTEBOOKS);
    List<String> found = new ArrayList<>();
    for (Path notebook : notebooks) {
      for (JsonNode cell : new ObjectMapper().readTree(notebook.toFile()).path("cells")) {
        StringBuilder text = new StringBuilder();
        cell.path("source").forEach(line -> text.append(line.textValue()));
        boolean markdown = cell.path("cell_type").asText().equals("markdown");
        Stream<String> parts =
            markdown
                ? Stream.of(PlainWords.withoutCode(text.toString()))
                : JavaLiterals.of(text.toString()).stream();
        parts.flatMap(part -> found(notebook.getFileName().toString(), part)).forEach(found::add);
      }
    }
    assertThat(found).isEmpty();
  }

  /** The shell scripts and the Python programs, with their comments. */
  @Test
  void scriptsUsePlainWords() throws IOException {
    List<Path> scripts = files(ROOT.resolve("python"), ".py");
    scripts.addAll(files(ROOT.resolve("python"), ".sh"));
    scripts.add(ROOT.resolve("workbench"));
    scripts.add(ROOT.resolve("workbench.cmd"));
    assertThat(scripts).hasSizeGreaterThanOrEqualTo(5);
    List<String> found = new ArrayList<>();
    for (Path script : scripts) {
      found(script.getFileName().toString(), Files.readString(script)).forEach(found::add);
    }
    assertThat(found).isEmpty();
  }

  @Test
  void findsAPlantedWordAndNoneInComments() {
    String source =
        """
        // nobody reads this
        /* whatever */
        throw new IOException(file + ": is" + " no\\" \\"picture, and there" + " is no folder");
        char quote = '"'; String ledger = "begun";
        """;
    List<String> literals = JavaLiterals.of(source);
    assertThat(literals)
        .containsExactly(": is no\\\" \\\"picture, and there is no folder", "begun");
    assertThat(literals.stream().flatMap(one -> found("Planted", one)))
        .containsExactly(
            "Planted: 'is no' (use: is not a) in: : is no\\\" \\\"picture, and there is no folder",
            "Planted: 'there is no' (use: no ..., does not exist, is missing) in:"
                + " : is no\\\" \\\"picture, and there is no folder",
            "Planted: 'begun' (use: started) in: begun");
    assertThat(
            found(
                "Page",
                PlainWords.withoutCode("It stands.\n```\nnobody\n```\n`anew` is no longer here")))
        .containsExactly("Page: 'stands' (use: is) in: It stands. is no longer here");
  }

  private static Stream<String> found(String where, String text) {
    return PlainWords.in(text).map(word -> where + ": " + word);
  }

  private static void collect(CommandLine command, List<CommandLine> into) {
    into.add(command);
    command.getSubcommands().values().forEach(each -> collect(each, into));
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return new ArrayList<>(
          walk.filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(ending))
              .filter(file -> !file.toString().contains("target"))
              .filter(file -> !file.toString().contains(".ipynb_checkpoints"))
              .sorted()
              .toList());
    }
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("CHANGELOG.md"))) {
      folder = Objects.requireNonNull(folder.getParent(), "no CHANGELOG.md above");
    }
    return folder;
  }
}
