package org.saehdbw.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.saehdbw.facesets.FacesetReport;
import org.saehdbw.facesets.LeftOut;
import org.saehdbw.facesets.LyingFaces;
import org.saehdbw.sources.Facesets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Counts a faceset's faces by type, size, channels and direction, and names what was left out. */
@Command(
    name = "info",
    description = "Show what a faceset contains.",
    footerHeading = "%nExample:%n",
    footer = {
      "  ./workbench faceset info datasets/london --json",
      "  ./workbench faceset info datasets/people.pak"
    })
public final class FacesetInfoCommand implements Callable<Integer> {
  @Mixin private CommandOutput answer;

  @Parameters(
      paramLabel = "FACESET",
      description = "A folder of aligned faces or of persons, or a .pak file.")
  private Path faceset;

  @Option(names = "--strict", description = "Exit with 1 where a file could not be used.")
  private boolean strict;

  @Override
  public Integer call() throws Exception {
    int readers = Runtime.getRuntime().availableProcessors();
    ProgressLine progress = answer.progress();
    FacesetReport report = FacesetReport.of(Facesets.scan(faceset, readers, progress), progress);
    progress.end();
    answer.print(report, text(report));
    boolean failed = report.faces() == 0 || (strict && !report.rejected().isEmpty());
    return failed ? ExitCode.FAILED : ExitCode.DONE;
  }

  private static String text(FacesetReport report) {
    StringJoiner lines = new StringJoiner(System.lineSeparator());
    lines.add(report.name() + ": " + report.faces() + " faces");
    if (report.faces() > 0) {
      lines.add("bytes          " + report.bytes());
      if (!report.persons().isEmpty()) {
        lines.add("persons        " + report.persons());
      }
      lines.add("face types     " + report.faceTypes());
      lines.add("sizes          " + report.sizes());
      lines.add("channels       " + report.channels());
      lines.add("with xseg mask " + report.withSegmentation());
      if (!report.turned().isEmpty()) {
        lines.add(
            "turned         "
                + report.turned().size()
                + " files ask to be shown turned (EXIF), which is ignored, first "
                + report.turned().get(0));
      }
      if (!report.lying().isEmpty()) {
        lines.add(
            "lying          "
                + report.lying().size()
                + " of "
                + Math.min(LyingFaces.MOST, report.faces())
                + " faces show a face on its side or upside down against their landmarks, first "
                + LeftOut.names(report.lying())
                + "; import the photographs again with --apply-exif-turn");
      }
      for (FacesetReport.YawBin bin : report.yaw()) {
        if (bin.faces() > 0) {
          lines.add(
              String.format(
                  Locale.ROOT,
                  "yaw %4d to %4d degrees: %d",
                  bin.fromDegrees(),
                  bin.toDegrees(),
                  bin.faces()));
        }
      }
    }
    LeftOut.lines("left out", report.rejected()).forEach(lines::add);
    report.remarks().forEach(lines::add);
    return lines.toString();
  }
}
