package org.saehdbw.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.saehdbw.dashboard.merges.MergePageServer;
import org.saehdbw.dashboard.serving.PageOptions;
import org.saehdbw.merging.interactive.InteractiveMerge;
import org.saehdbw.merging.jobs.JobFile;
import org.saehdbw.merging.jobs.JobFolder;
import org.saehdbw.merging.jobs.Merge;
import org.saehdbw.merging.jobs.MergeResult;
import org.saehdbw.merging.jobs.MergeStatus;
import org.saehdbw.merging.options.OptionTrack;
import org.saehdbw.merging.projects.MergeProject;
import org.saehdbw.reports.DurationText;
import org.saehdbw.runs.RunNames;
import org.saehdbw.settings.SettingsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts a trained model's faces into frames. */
@Command(
    name = "merge",
    description = {
      "Put the faces that a trained model draws into frames: a folder of pictures, or a film.",
      "Faces are those of the dst faceset; each knows its frame by the name of the file that it was"
          + " cut from. Ctrl-C keeps what is done, and the same command continues. Nothing is"
          + " deleted, and frames without a face are written as they are."
    },
    synopsisSubcommandLabel = "[COMMAND]",
    subcommands = MergeReportCommand.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./workbench merge 7 --frames frames --faces datasets/dst --out results/merge/night",
      "  ./workbench merge 7 --video night.mp4 --faces datasets/dst --out night-merged.mp4",
      "  ./workbench merge 7 --video night.mkv --faces datasets/dst --out out.mkv"
          + " --set mask_mode=dst --set blur_mask_modifier=40 --from 100 --to 200",
      "  ./workbench merge --project film.yaml"
    })
public final class MergeCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private CommandOutput answer;

  @Parameters(paramLabel = "RUN", arity = "0..1", description = RunArgument.FORMS)
  private @Nullable String run;

  @Mixin private RunsFolderOption runs;

  @Option(names = "--frames", paramLabel = "FOLDER", description = "A folder of pictures.")
  private @Nullable Path frames;

  @Option(names = "--video", paramLabel = "FILM", description = "A film, in the place of --frames.")
  private @Nullable Path video;

  @Option(
      names = "--faces",
      paramLabel = "FACESET",
      description = "The dst faceset: a folder of aligned faces or a faceset.pak.")
  private @Nullable Path faces;

  @Option(
      names = "--out",
      paramLabel = "OUT",
      description = {
        "A folder for merged frames, masks and the ledger, new or of the same merge; or a film"
            + " (.mp4, .mov, .mkv, .webm), with the folder beside it (FILM.merge)."
      })
  private @Nullable Path out;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Set an option of merging, such as mode=seamless; can be repeated (docs/merging.md).")
  private List<String> words = List.of();

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = {
        "The job.yaml of another merge, or its folder: all frames get its options and keyframes."
      })
  private @Nullable Path settings;

  @Option(
      names = "--project",
      paramLabel = "FILE",
      description = {
        "A YAML file with several models and the faces of each, in the place of RUN, --frames,"
            + " --faces, --out and --set (docs/merging.md)."
      })
  private @Nullable Path project;

  @Mixin private FrameOptions range;

  @Option(
      names = "--keep-colour",
      description = "Give the result of a gray model the colours of the frame.")
  private boolean keepColour;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many frames are merged at once, 1 to 64 (default: the processors).")
  private @Nullable Integer threads;

  @Option(
      names = "--page",
      description = {
        "Serve a page on which options are chosen by eye, frame by frame. They go into job.yaml of"
            + " the folder; the same command without --page then makes what was seen."
      })
  private boolean page;

  @Mixin private ServingOptions serving;

  @Override
  public Integer call() throws Exception {
    Merge merge = merge();
    return page ? byEye(merge) : toTheEnd(merge);
  }

  private int byEye(Merge merge) throws Exception {
    PageOptions options = serving.chosen();
    try (InteractiveMerge interactive = InteractiveMerge.open(merge);
        MergePageServer server = MergePageServer.start(options, interactive)) {
      serving.open(server.address(), options, answer);
      serving.await();
    }
    return ExitCode.DONE;
  }

  private int toTheEnd(Merge merge) throws Exception {
    ProgressLine progress = answer.progress();
    MergeResult result;
    try (StopOnSignal stop = StopOnSignal.install()) {
      result = merge.start(progress, stop::requested);
      progress.end();
      result.remarks().forEach(answer::remark);
      answer.print(data(result), text(result));
    }
    return result.complete() ? ExitCode.DONE : ExitCode.STOPPED;
  }

  /**
   * Several models, by a project file: it says all but which frames and how the film is written.
   */
  private Merge ofProject(Path file) throws Exception {
    boolean isMore =
        Stream.of(run, frames, video, faces, out, settings).anyMatch(Objects::nonNull)
            || !words.isEmpty();
    if (isMore || keepColour || page) {
      throw wrong(
          "--project says run, frames, faces, out and settings itself: give no RUN, --frames,"
              + " --video, --faces, --out, --set, --settings, --keep-colour or --page with it");
    }
    try {
      Merge merge = range.on(MergeProject.read(file, runs.existing()));
      return threads == null ? merge : merge.threads(threads);
    } catch (IllegalArgumentException | SettingsException e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private Merge merge() throws Exception {
    if (project != null) {
      return ofProject(project);
    }
    String model = run;
    Path faceset = faces;
    Path target = out;
    if (model == null || faceset == null || target == null) {
      throw wrong("give a RUN, --faces FACESET and --out OUT, or --project FILE");
    }
    if ((frames == null) == (video == null)) {
      throw wrong("give --frames FOLDER or --video FILM, one of them");
    }
    try {
      Merge merge =
          range
              .on(Merge.of(RunNames.find(runs.existing(), model)))
              .frames(frames == null ? video : frames)
              .faces(faceset)
              .to(target);
      merge = merge.options(options(merge.out()));
      for (String word : words) {
        String[] parts = word.split("=", 2);
        if (parts.length < 2) {
          throw wrong("--set must be KEY=VALUE, got " + word);
        }
        merge = merge.set(parts[0], parts[1]);
      }
      merge = keepColour ? merge.keepingColour() : merge;
      return threads == null ? merge : merge.threads(threads);
    } catch (IllegalArgumentException | SettingsException e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /** Without --set and --settings a merge goes on with the options that its folder has. */
  private OptionTrack options(Path folder) throws IOException {
    Path own = new JobFolder(folder).jobFile();
    if (settings != null) {
      Path file = Files.isDirectory(settings) ? new JobFolder(settings).jobFile() : settings;
      return JobFile.read(file).options();
    }
    return words.isEmpty() && Files.exists(own)
        ? JobFile.read(own).options()
        : OptionTrack.DEFAULTS;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  private static Map<String, Object> data(MergeResult result) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("folder", result.folder().path().toString());
    result.film().ifPresent(film -> data.put("film", film.toString()));
    data.put("complete", result.complete());
    data.put("frames_made", result.made());
    for (MergeStatus status : MergeStatus.values()) {
      data.put(status.word(), result.count(status));
    }
    data.put("seconds", result.seconds());
    data.put("remarks", result.remarks());
    return data;
  }

  private static String text(MergeResult result) {
    String line =
        String.format(
            Locale.ROOT,
            "%s: %d frames merged, %d without a face, %d passed through, %d not readable; %d made"
                + " in %s",
            result.complete() ? "done" : "stopped; the same command continues",
            result.count(MergeStatus.MERGED),
            result.count(MergeStatus.NO_FACE),
            result.count(MergeStatus.PASSED),
            result.count(MergeStatus.BAD),
            result.made(),
            DurationText.of(result.seconds()));
    return line
        + "\nframes: "
        + result.folder().frames()
        + result.film().map(film -> "\nfilm: " + film).orElse("");
  }
}
