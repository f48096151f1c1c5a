package org.saehdbw.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.merging.jobs.FrameFigures;
import org.saehdbw.merging.jobs.JobFolder;
import org.saehdbw.merging.jobs.MergeFigures;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.reports.MergePage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures a merge frame by frame. */
@Command(
    name = "report",
    description = {
      "Measure a merge frame by frame: seams, flicker, brightness, coverage of the old face, jitter"
          + " of the landmarks; a page with charts and the worst frames, and a table as CSV. With"
          + " --src also whom the merged faces look like."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./workbench merge report results/merge/night",
      "  ./workbench merge report results/merge/night --src datasets/src"
    })
public final class MergeReportCommand implements Callable<Integer> {
  private static final int SHOWN = 5;

  @Spec private CommandSpec command;
  @Mixin private CommandOutput answer;

  @Parameters(
      paramLabel = "FOLDER",
      description = "The folder of the merge: what --out was, or FILM.merge.")
  private Path folder;

  @Option(
      names = "--src",
      paramLabel = "FACESET",
      description = {
        "A faceset of the src person: each merged face is compared with it and with the face that"
            + " was replaced (docs/merging.md)."
      })
  private @Nullable Path src;

  @Option(
      names = "--out",
      paramLabel = "FILE.html",
      description = "File for the page (default: report.html in the folder).")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException, FaceFileException {
    WrongArguments.requireNothingBefore(command);
    JobFolder job = new JobFolder(folder);
    if (!Files.isRegularFile(job.jobFile())) {
      throw new IOException(folder + ": is not the folder of a merge, it has no job.yaml");
    }
    Path page = out == null ? folder.resolve("report.html") : out;
    if (!MergePage.mayReplace(page)) {
      throw new IOException(page + ": is not a merge report; give --out another name");
    }
    ProgressLine progress = answer.progress();
    MergeFigures figures =
        src == null ? MergeFigures.of(job, progress) : MergeFigures.of(job, src, progress);
    progress.end();
    MergePage.write(figures, page).forEach(answer::remark);
    Path csv =
        page.resolveSibling(page.getFileName().toString().replaceFirst("\\.html?$", "") + ".csv");
    AtomicFile.write(csv, MergePage.csv(figures));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("frames", figures.frames().size());
    data.put("means", MergePage.means(figures));
    data.put("worst", worst(figures));
    data.put("page", page.toString());
    data.put("csv", csv.toString());
    answer.print(data, text(figures, page));
    return ExitCode.DONE;
  }

  private static List<Long> worst(MergeFigures figures) {
    List<Long> worst = new ArrayList<>();
    for (FrameFigures frame : figures.worst(SHOWN)) {
      worst.add(frame.number() + 1);
    }
    return worst;
  }

  private static String text(MergeFigures figures, Path page) {
    TextTable table = new TextTable("figure", "mean");
    MergePage.means(figures)
        .forEach((name, mean) -> table.row(name, String.format(Locale.ROOT, "%.3f", mean)));
    return figures.frames().size()
        + " frames with a drawn face\n\n"
        + table
        + "\n\nworst frames: "
        + worst(figures).toString().replaceAll("[\\[\\]]", "")
        + "\npage: "
        + page;
  }
}
