package org.saehdbw.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.saehdbw.faces.FaceType;
import org.saehdbw.facesets.LeftOut;
import org.saehdbw.facesets.importing.FacesetImport;
import org.saehdbw.facesets.importing.ImportSummary;
import org.saehdbw.facesets.importing.LandmarkFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes aligned faces of photographs with landmarks; files that cannot be used are skipped. */
@Command(
    name = "import",
    description = {
      "Make aligned faces of photographs that have landmark files beside them.",
      "This does not find landmarks: each photograph NAME.jpg needs 68 points in NAME.pts, .txt,"
          + " .csv or .json, or the London set's 189 in NAME.tem. Frames without landmarks must be"
          + " extracted with DeepFaceLab; its aligned faces need no import.",
      "Photographs that are read: " + FacesetImport.PICTURES + ". Others are named and left out."
    },
    footerHeading = "%nExample:%n",
    footer =
        "  ./workbench faceset import photos/london --landmarks tem --face-type wf --size 256"
            + " --out datasets/london")
public final class FacesetImportCommand implements Callable<Integer> {
  @Mixin private CommandOutput answer;

  @Parameters(paramLabel = "PHOTOS", description = "The folder of photographs.")
  private Path photos;

  @Option(
      names = "--landmarks",
      required = true,
      paramLabel = "KIND",
      description = {
        "Ending of the landmark files: pts, txt, csv, json or tem.",
        "pts, txt, csv: 68 lines \"x y\" or \"index x y\" separated by spaces, commas or"
            + " semicolons; columns may be named x and y in a header. In braces {} (iBUG, 300-W)"
            + " pixels count from 1, otherwise from 0.",
        "json: [[x, y], ...] or {\"landmarks\": [[x, y], ...]}, from 0.",
        "tem: the 189 points of the Face Research Lab London set."
      })
  private String landmarks;

  @Option(
      names = "--face-type",
      defaultValue = "wf",
      description = "How much of the head: h, mf, f, wf or head (default: ${DEFAULT-VALUE}).")
  private String faceType;

  @Option(
      names = "--size",
      defaultValue = "512",
      description = "Side of the faces in pixels, 16 to 2048 (default: ${DEFAULT-VALUE}).")
  private int size;

  @Option(
      names = "--gray",
      description =
          "Write gray faces with one channel (default: three channels, also for gray photographs).")
  private boolean gray;

  @Option(
      names = "--apply-exif-turn",
      description =
          "Turn photographs by their EXIF orientation where their landmarks belong to the turned"
              + " picture (default: such photographs are named and left out).")
  private boolean applyExifTurn;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "Folder for the faces: new or empty.")
  private Path out;

  @Option(
      names = "--force",
      description = "Also write into a folder with files; replaces faces of the same name.")
  private boolean force;

  @Option(names = "--strict", description = "Exit with 1 where a file could not be used.")
  private boolean strict;

  @Override
  public Integer call() throws Exception {
    ProgressLine progress = answer.progress();
    ImportSummary summary =
        FacesetImport.of(photos)
            .landmarks(LandmarkFormat.parse(landmarks))
            .faceType(FaceType.parse(faceType))
            .size(size)
            .gray(gray)
            .applyExifTurn(applyExifTurn)
            .force(force)
            .to(out, progress);
    progress.end();
    remarks(summary);
    answer.print(summary, text(summary));
    boolean failed = summary.imported().isEmpty() || (strict && !summary.bad().isEmpty());
    return failed ? ExitCode.FAILED : ExitCode.DONE;
  }

  private void remarks(ImportSummary summary) {
    LeftOut.lines("skipped", summary.bad()).forEach(answer::remark);
    LeftOut.lines("doubtful", summary.doubtful()).forEach(answer::remark);
    if (!summary.withoutLandmarks().isEmpty()) {
      answer.remark(
          String.format(
              Locale.ROOT,
              "left out %d photographs without a .%s file of the same name: %s",
              summary.withoutLandmarks().size(),
              LandmarkFormat.parse(landmarks).ending(),
              LeftOut.names(summary.withoutLandmarks())));
    }
    if (!summary.notRead().isEmpty()) {
      answer.remark(
          String.format(
              Locale.ROOT,
              "left out %d pictures of a kind that is not read: %s; these kinds are read: %s",
              summary.notRead().size(),
              LeftOut.names(summary.notRead()),
              FacesetImport.PICTURES));
    }
    if (summary.stray() > 0) {
      answer.remark("skipped " + summary.stray() + " files of the operating system");
    }
    if (!summary.turned().isEmpty()) {
      answer.remark(
          String.format(
              Locale.ROOT,
              "turned %d photographs by their EXIF orientation: %s",
              summary.turned().size(),
              LeftOut.names(summary.turned())));
    }
  }

  private String text(ImportSummary summary) {
    return String.format(
        Locale.ROOT,
        "imported %d, without landmarks %d, bad %d%s%s; the faces are in %s",
        summary.imported().size(),
        summary.withoutLandmarks().size(),
        summary.bad().size(),
        !summary.turnNeeded().isEmpty()
            ? String.format(
                Locale.ROOT,
                " (%d with landmarks of the turned picture: --apply-exif-turn)",
                summary.turnNeeded().size())
            : "",
        summary.doubtful().isEmpty()
            ? ""
            : String.format(Locale.ROOT, ", doubtful %d", summary.doubtful().size()),
        out);
  }
}
