package org.saehdbw.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.saehdbw.files.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the pages of all public classes. */
@Command(
    name = "docs",
    description =
        "Make the pages of all public classes, with a front page by task, and open them in a"
            + " browser. They are made again when the sources have changed (about half a minute).",
    footerHeading = "%nExample:%n",
    footer = "  ./workbench docs")
public final class DocsCommand implements Callable<Integer> {
  private static final String ALL = "org.saehdbw";

  @Mixin private CommandOutput answer;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the pages go; an earlier set is replaced (default: .workbench/docs).")
  private @Nullable Path out;

  @Option(names = "--no-browser", description = "Open no browser.")
  private boolean noBrowser;

  @Override
  public Integer call() throws IOException {
    Path home = Workspace.home();
    Path sources = home.resolve("workbench-lib/src/main");
    Path folder = out == null ? home.resolve(".workbench/docs") : out;
    ApiPages pages = new ApiPages(sources, folder);
    if (out != null) {
      requireReplaceable(folder, pages);
    }
    if (!Files.isDirectory(sources)) {
      throw new IOException("the pages are made from the sources, which are not in " + sources);
    }
    if (!pages.areCurrent()) {
      answer.remark("making the pages (about half a minute)");
      pages.make(ALL);
    }
    String page = pages.frontPage().toAbsolutePath().toUri().toString();
    answer.print(Map.of("page", page), "page: " + page);
    if (!noBrowser) {
      DesktopBrowser.open(page);
    }
    return ExitCode.DONE;
  }

  /** What is there is deleted, so it must be nothing else than such pages. */
  private static void requireReplaceable(Path folder, ApiPages pages) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("--out must be a folder, got the file " + folder);
    }
    try (var files = Files.list(folder)) {
      if (files.findAny().isPresent() && !pages.wereHere()) {
        throw new IllegalArgumentException(
            "--out must be an empty or new folder, or one of earlier pages, got " + folder);
      }
    }
  }
}
