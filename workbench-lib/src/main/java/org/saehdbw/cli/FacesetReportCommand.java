package org.saehdbw.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.saehdbw.charts.HealthCharts;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.health.FacesetHealth;
import org.saehdbw.facesets.health.HealthReport;
import org.saehdbw.reports.HealthPage;
import org.saehdbw.sources.Facesets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says whether facesets will train well; reads them and changes nothing in them. */
@Command(
    name = "report",
    description = {
      "Check whether a faceset, or a src and dst pair, will train well: one page of HTML that needs"
          + " no network, and the findings as text.",
      "The facesets are read and never changed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./workbench faceset report datasets/src datasets/dst --resolution 192",
      "  ./workbench faceset report datasets/src/faceset.pak --out src.html --json",
      "  ./workbench faceset report datasets/src datasets/dst --figures paper --width-mm 85"
    })
public final class FacesetReportCommand implements Callable<Integer> {
  private static final String PAGE = "<!doctype html>";
  private static final Path FOLDER = Path.of("results", "faceset-report");

  @Mixin private CommandOutput answer;

  @Parameters(
      index = "0",
      paramLabel = "SRC",
      description = "A folder of aligned faces, a faceset.pak, or drawn:N,size=S.")
  private String src;

  @Parameters(
      index = "1",
      paramLabel = "DST",
      arity = "0..1",
      description = "The faceset of the person to replace.")
  private @Nullable String dst;

  @Option(
      names = "--resolution",
      paramLabel = "R",
      defaultValue = "192",
      description =
          "The model's resolution, at which the faces are checked, 32 to 1024 (default:"
              + " ${DEFAULT-VALUE}).")
  private int resolution;

  @Option(
      names = "--out",
      paramLabel = "FILE.html",
      description =
          "File for the page; an earlier page is overwritten, any other file is not (default:"
              + " results/faceset-report/NAMES.html).")
  private @Nullable Path out;

  @Option(
      names = "--threads",
      description =
          "Number of faces measured at the same time, 1 to 64 (default: as many as processors).")
  private @Nullable Integer threads;

  @Mixin private FiguresOption figures;

  @Override
  public Integer call() throws Exception {
    figures.check();
    List<Faceset> facesets = new ArrayList<>();
    int readers = Runtime.getRuntime().availableProcessors();
    ProgressLine reading = answer.progress();
    facesets.add(Facesets.open(src, readers, reading));
    if (dst != null) {
      facesets.add(Facesets.open(dst, readers, reading));
    }
    reading.end();
    Path page = out == null ? FOLDER.resolve(fileName(facesets)) : out;
    requireOutside(page);
    requirePage(page);
    facesets.forEach(
        one -> one.remarks().forEach(remark -> answer.remark(one.name() + ": " + remark)));
    FacesetHealth health =
        facesets.size() == 1
            ? FacesetHealth.of(facesets.get(0))
            : FacesetHealth.of(facesets.get(0), facesets.get(1));
    if (threads != null) {
      health = health.threads(threads);
    }
    int[] counts = facesets.stream().mapToInt(one -> one.entries().size()).toArray();
    ProgressLine progress = answer.progress();
    HealthReport report =
        health
            .progress(
                (role, done) ->
                    progress.at(
                        role + ": faces measured", done, counts[role.equals("src") ? 0 : 1]))
            .at(resolution);
    progress.end();
    HealthPage.write(report, page).forEach(answer::remark);
    figures.save(() -> HealthCharts.all(report), answer);
    answer.print(
        HealthJson.of(report, page), report + System.lineSeparator() + "the page is " + page);
    return ExitCode.DONE;
  }

  /** A name of letters, digits and dashes, whatever the facesets are called. */
  private static String fileName(List<Faceset> facesets) {
    StringBuilder name = new StringBuilder();
    for (Faceset faceset : facesets) {
      String plain = faceset.name().replaceAll("[^A-Za-z0-9._-]+", "-");
      name.append(name.isEmpty() ? "" : "-to-").append(plain.isEmpty() ? "faceset" : plain);
    }
    return name + ".html";
  }

  /** A file that is not a page is not overwritten. */
  private static void requirePage(Path page) throws IOException {
    if (!Files.exists(page)) {
      return;
    }
    try (InputStream start = Files.newInputStream(page)) {
      String text = new String(start.readNBytes(PAGE.length()), StandardCharsets.ISO_8859_1);
      if (!text.equalsIgnoreCase(PAGE)) {
        throw new IllegalArgumentException(
            "--out must be a new file or an earlier page, got " + page + ", which is another file");
      }
    }
  }

  /** A report must not stand among the faces. */
  private void requireOutside(Path page) {
    Path file = page.toAbsolutePath().normalize();
    for (String name : dst == null ? List.of(src) : List.of(src, dst)) {
      if (!Facesets.isSynthetic(name)
          && file.startsWith(Path.of(name).toAbsolutePath().normalize())) {
        throw new IllegalArgumentException(
            "--out must lie outside of the facesets, which are never changed, got "
                + page
                + " in "
                + name);
      }
    }
  }
}
