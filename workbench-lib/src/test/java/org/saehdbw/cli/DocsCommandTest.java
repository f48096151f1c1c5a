package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.tensors.TensorOps;

class DocsCommandTest {
  private static final Path SOURCES = Path.of("src/main");
  private static final Path OVERVIEW = SOURCES.resolve("javadoc/overview.html");

  @TempDir private Path folder;

  @Test
  void everyLinkOfTheFrontPageLeadsToAClassOrAPackage() throws IOException {
    List<String> links =
        Pattern.compile("\\{@link ([\\w.]+)}")
            .matcher(Files.readString(OVERVIEW))
            .results()
            .map((MatchResult found) -> found.group(1))
            .toList();
    assertThat(links).hasSizeGreaterThan(20);
    for (String link : links) {
      Path path = SOURCES.resolve("java").resolve(link.replace('.', '/'));
      assertThat(Files.isDirectory(path) || Files.isRegularFile(Path.of(path + ".java")))
          .as(link)
          .isTrue();
    }
  }

  @Test
  void theFrontPageHasAnExampleOfEachOperation() throws IOException {
    String page = Files.readString(OVERVIEW);
    assertThat(Arrays.stream(TensorOps.class.getDeclaredMethods()).map(Method::getName).toList())
        .filteredOn(name -> !name.startsWith("lambda"))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(page).contains("ops." + name + "("));
  }

  @Test
  void makesPagesOnceForTheSameSources() throws IOException {
    Path sources = folder.resolve("main");
    Path code = Files.createDirectories(sources.resolve("java/p")).resolve("A.java");
    Files.writeString(code, "package p;\n/** The first letter. */\npublic class A {}\n");
    Files.createDirectories(sources.resolve("javadoc"));
    Files.writeString(
        sources.resolve("javadoc/overview.html"),
        "<html><body><p>See {@link p.A}.</p></body></html>");
    ApiPages pages = new ApiPages(sources, folder.resolve("docs"));
    assertThat(pages.areCurrent()).isFalse();
    pages.make("p");
    assertThat(pages.areCurrent()).isTrue();
    assertThat(Files.readString(pages.frontPage())).contains("p/A.html");
    Files.writeString(code, "package p;\n/** Another letter. */\npublic class A {}\n");
    assertThat(pages.areCurrent()).isFalse();
    pages.make("p");
    assertThat(Files.readString(folder.resolve("docs/p/A.html"))).contains("Another letter");
    try (var left = Files.list(folder)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("main", "docs");
    }
  }

  @Test
  void aFolderWithOtherFilesIsKept() throws IOException {
    Path kept = Files.writeString(folder.resolve("mine.txt"), "mine");
    StringWriter err = new StringWriter();
    int code =
        Workbench.run(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            "docs",
            "--no-browser",
            "--out",
            folder.toString());
    assertThat(code).isNotEqualTo(ExitCode.DONE);
    assertThat(err.toString()).contains(folder.toString());
    assertThat(kept).hasContent("mine");
  }
}
