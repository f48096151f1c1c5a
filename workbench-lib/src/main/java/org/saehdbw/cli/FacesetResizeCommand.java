package org.saehdbw.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.saehdbw.faces.FaceType;
import org.saehdbw.facesets.resizing.FacesetResizer;
import org.saehdbw.facesets.resizing.ResizeListener;
import org.saehdbw.facesets.resizing.ResizeSummary;
import org.saehdbw.pictures.GrayFrom;
import org.saehdbw.sources.Facesets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a new folder of faces in another size, of another face type, or in gray. */
@Command(
    name = "resize",
    description = {
      "Make a new folder of faces in another size, of another face type, in gray, or any of these"
          + " together.",
      "Landmarks, polygons and masks are converted too; the originals do not change. The same"
          + " command continues a run that was stopped."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./workbench faceset resize datasets/alice --size 192 --gray --out datasets/alice-192",
      "  ./workbench faceset resize datasets/alice --size 256 --face-type f --out datasets/alice-f",
      "  ./workbench faceset resize datasets/alice --channel g --out datasets/alice-green"
    })
public final class FacesetResizeCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private CommandOutput answer;

  @Parameters(
      paramLabel = "FACESET",
      description = "A folder of aligned faces, a folder with a faceset.pak, or drawn faces.")
  private String source;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      description = "New side, 32 to 2048 (default: each face's own).")
  private @Nullable Integer size;

  @Option(
      names = "--face-type",
      paramLabel = "TYPE",
      description = "New face type: h, mf, f, wf or head (default: each face's own).")
  private @Nullable String faceType;

  @Option(names = "--gray", description = "Convert colour to gray with the weights of luma.")
  private boolean gray;

  @Option(
      names = "--channel",
      paramLabel = "b|g|r",
      description = "Convert colour to gray by taking one channel.")
  private @Nullable String channel;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "Folder for the faces: new, empty, or created by the same command.")
  private Path out;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Number of faces converted at the same time, 1 to 64 (default: the processors, at most 8).")
  private @Nullable Integer threads;

  @Option(names = "--strict", description = "Exit with 1 where a file could not be used.")
  private boolean strict;

  @Override
  public Integer call() throws Exception {
    requireWishes();
    int readers = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    ProgressLine reading = answer.progress();
    FacesetResizer resizer =
        asked(FacesetResizer.of(Facesets.open(source, Math.max(1, readers), reading)));
    reading.end();
    ResizeSummary summary;
    try (StopOnSignal stop = StopOnSignal.install()) {
      Progress progress = new Progress(stop);
      try {
        summary = resizer.to(out, progress);
      } finally {
        progress.line.end();
      }
      answer.print(summary, String.join(System.lineSeparator(), summary.lines()));
    }
    if (!summary.complete()) {
      return ExitCode.STOPPED;
    }
    boolean nothing = summary.made() + summary.kept() == 0;
    return nothing || (strict && !summary.skipped().isEmpty()) ? ExitCode.FAILED : ExitCode.DONE;
  }

  private void requireWishes() {
    if (gray && channel != null) {
      throw new ParameterException(
          command.commandLine(), "give --gray or --channel, got both of them");
    }
    if (size == null && faceType == null && channel == null && !gray) {
      throw new ParameterException(
          command.commandLine(), "nothing to do: give --size, --face-type, --gray or --channel");
    }
    // Before the faceset is read, which may take a while.
    way();
    type();
  }

  private FacesetResizer asked(FacesetResizer every) {
    FacesetResizer asked = threads == null ? every : every.threads(threads);
    asked = size == null ? asked : asked.size(size);
    asked = type().map(asked::faceType).orElse(asked);
    return way().map(asked::gray).orElse(asked);
  }

  private Optional<FaceType> type() {
    return Optional.ofNullable(faceType).map(FaceType::parse);
  }

  private Optional<GrayFrom> way() {
    if (channel == null) {
      return gray ? Optional.of(GrayFrom.LUMA) : Optional.empty();
    }
    return Optional.of(
        switch (channel) {
          case "b" -> GrayFrom.BLUE;
          case "g" -> GrayFrom.GREEN;
          case "r" -> GrayFrom.RED;
          default ->
              throw new ParameterException(
                  command.commandLine(), "--channel must be b, g or r, got " + channel);
        });
  }

  /** The bar, and Ctrl-C. */
  private final class Progress implements ResizeListener {
    private final StopOnSignal stop;
    private final ProgressLine line = answer.progress("faces", "");

    Progress(StopOnSignal stop) {
      this.stop = stop;
    }

    @Override
    public void warned(String message) {
      answer.remark("warning: " + message);
    }

    @Override
    public void advanced(int done, int missing) {
      line.advanced(done, missing);
    }

    @Override
    public boolean stopRequested() {
      return stop.requested();
    }
  }
}
