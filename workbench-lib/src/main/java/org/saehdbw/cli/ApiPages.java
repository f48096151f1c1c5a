package org.saehdbw.cli;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DocumentationTool;
import javax.tools.ToolProvider;
import org.saehdbw.files.FileTree;
import org.saehdbw.files.Rename;
import org.saehdbw.files.Sha256;

/**
 * The pages of all public classes, made by the JDK's own javadoc from the checkout's sources.
 *
 * @param sources the folder with {@code java/} and {@code javadoc/overview.html}
 * @param folder where the pages go
 */
record ApiPages(Path sources, Path folder) {
  private static final String STAMP = "sources.sha256";

  /** Returns the front page. */
  Path frontPage() {
    return folder.resolve("index.html");
  }

  /**
   * Whether the pages are those of these sources.
   *
   * @throws IOException if the sources cannot be listed
   */
  boolean areCurrent() throws IOException {
    return wereHere() && Files.readString(folder.resolve(STAMP)).equals(digest());
  }

  /** Whether the folder has pages of some sources. */
  boolean wereHere() {
    return Files.isRegularFile(folder.resolve(STAMP)) && Files.isRegularFile(frontPage());
  }

  /**
   * Makes the pages beside their place and puts them there when they are whole.
   *
   * @param packages whose pages are made, with those below them
   * @throws IOException if this Java has no javadoc, or it fails; the message has what it said
   */
  void make(String packages) throws IOException {
    DocumentationTool tool = ToolProvider.getSystemDocumentationTool();
    if (tool == null) {
      throw new IOException("the pages need a JDK, this Java has no javadoc: " + java());
    }
    Path parent = Files.createDirectories(folder.toAbsolutePath().getParent());
    Path part = Files.createTempDirectory(parent, folder.getFileName() + ".part");
    try {
      run(tool, part, packages);
      Files.writeString(part.resolve(STAMP), digest());
      FileTree.delete(folder);
      Rename.toFree(part, folder);
    } finally {
      FileTree.delete(part);
    }
  }

  private static String java() {
    return System.getProperty("java.home", "unknown");
  }

  private void run(DocumentationTool tool, Path to, String packages) throws IOException {
    StringWriter said = new StringWriter();
    List<String> options = new ArrayList<>(List.of("-quiet", "-Xdoclint:none", "-notimestamp"));
    options.addAll(List.of("-public", "-encoding", "UTF-8", "-charset", "UTF-8"));
    // The Jupyter kernel is no part of the class path of commands.
    options.add("--ignore-source-errors");
    options.addAll(List.of("-windowtitle", "SAEHDBW Workbench", "-doctitle", "SAEHDBW Workbench"));
    options.addAll(List.of("-overview", sources.resolve("javadoc/overview.html").toString()));
    options.addAll(List.of("-sourcepath", sources.resolve("java").toString()));
    options.addAll(List.of("-classpath", System.getProperty("java.class.path", "")));
    options.addAll(List.of("-subpackages", packages, "-d", to.toString()));
    try (var files = tool.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      boolean done = tool.getTask(said, files, null, null, options, null).call();
      if (!done || !Files.isRegularFile(to.resolve("index.html"))) {
        throw new IOException(
            "javadoc failed: "
                + said.toString().lines().limit(5).collect(Collectors.joining("; ")));
      }
    }
  }

  /** Of names, sizes and times: reading 6 MB would take longer than the answer. */
  private String digest() throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        all.append(file).append(' ').append(Files.size(file));
        all.append(' ').append(Files.getLastModifiedTime(file)).append('\n');
      }
      return Sha256.hex(all.toString().getBytes(StandardCharsets.UTF_8));
    }
  }
}
