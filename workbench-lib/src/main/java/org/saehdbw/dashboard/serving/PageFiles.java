package org.saehdbw.dashboard.serving;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.saehdbw.dashboard.answers.PageProblem;
import org.saehdbw.files.Sha256;

/** The files of the pages, from the jar. Each is known by name; no path is resolved. */
public final class PageFiles {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "txt", "text/plain; charset=utf-8");
  private static final List<String> OWN =
      List.of(
          "compare.html",
          "compare.js",
          "index.html",
          "run.html",
          "style.css",
          "groups.js",
          "icon.svg",
          "api.js",
          "charts.js",
          "format.js",
          "index.js",
          "keys.js",
          "axes.js",
          "labels.js",
          "merge.html",
          "merge.js",
          "merge-options.js",
          "merge-track.js",
          "merge-view.js",
          "matrix.js",
          "parallel.js",
          "previews.js",
          "run.js",
          "scatter.js",
          "sweep.html",
          "sweep.js",
          "sweeps.js",
          "zoom.js");
  private static final String FOLDER = "/org/saehdbw/dashboard/";
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  /** A file with its checksum. */
  private record Stored(byte[] bytes, String type, String tag, boolean fixed) {}

  private final Map<String, Stored> files = new HashMap<>();

  /**
   * Reads all files.
   *
   * @throws IOException if the build left one out
   */
  PageFiles() throws IOException {
    Properties libraries = new Properties();
    try (InputStream in = open(FOLDER + "libraries.properties")) {
      libraries.load(in);
    }
    String version = String.valueOf(libraries.getProperty("uplot"));
    for (String name : OWN) {
      byte[] bytes = bytes(FOLDER + name);
      if (name.endsWith(".html")) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        bytes = text.replace("@uplot@", version).getBytes(StandardCharsets.UTF_8);
      }
      files.put("/page/" + name, stored(bytes, name, false));
    }
    String from = "/META-INF/resources/webjars/uplot/" + version + "/";
    String to = "/lib/uplot-" + version + "/";
    files.put(to + "uplot.js", stored(bytes(from + "dist/uPlot.iife.min.js"), ".js", true));
    files.put(to + "uplot.css", stored(bytes(from + "dist/uPlot.min.css"), ".css", true));
    files.put(to + "licence.txt", stored(bytes(from + "LICENSE"), ".txt", true));
  }

  private static Stored stored(byte[] bytes, String name, boolean fixed) {
    String type = name.substring(name.lastIndexOf('.') + 1);
    String tag = '"' + Sha256.hex(bytes).substring(0, 16) + '"';
    return new Stored(bytes, TYPES.getOrDefault(type, "text/plain"), tag, fixed);
  }

  private static byte[] bytes(String resource) throws IOException {
    try (InputStream in = open(resource)) {
      return in.readAllBytes();
    }
  }

  private static InputStream open(String resource) throws IOException {
    InputStream in = PageFiles.class.getResourceAsStream(resource);
    if (in == null) {
      throw new IOException(resource + " is not in the workbench's jar; build it again");
    }
    return in;
  }

  /**
   * Answers with a file.
   *
   * @param path such as {@code /page/style.css}
   * @throws PageProblem if there is none of this name
   */
  public void answer(Context request, String path) {
    @Nullable Stored file = files.get(path);
    if (file == null) {
      throw new PageProblem(404, "this page does not exist");
    }
    request.header("ETag", file.tag());
    request.header("Cache-Control", file.fixed() ? FOR_EVER : "no-cache");
    if (file.tag().equals(request.header("If-None-Match"))) {
      request.status(304);
      return;
    }
    request.contentType(file.type()).result(file.bytes());
  }
}
