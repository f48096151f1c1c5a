package org.saehdbw.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.saehdbw.faces.FaceType;
import org.saehdbw.facesets.Faceset.RejectedFile;
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
    description = "Make aligned faces of photographs with landmarks.",
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
      description = "Kind of the landmark files: pts (iBUG, 300-W) or tem (London set).")
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

  @Option(names = "--gray", description = "Write gray faces with one channel.")
  private boolean gray;

  @Option(names = "--out", required = true, description = "Where the faces go.")
  private Path out;

  @Option(names = "--strict", description = "Exit with 1 where a file could not be used.")
  private boolean strict;

  @Override
  public Integer call() throws Exception {
    ImportSummary summary =
        FacesetImport.of(photos)
            .landmarks(LandmarkFormat.parse(landmarks))
            .faceType(FaceType.parse(faceType))
            .size(size)
            .gray(gray)
            .to(out);
    for (RejectedFile file : summary.bad()) {
      answer.remark("skipped " + file.name() + ": " + file.reason());
    }
    answer.print(
        summary,
        "imported "
            + summary.imported().size()
            + ", without landmarks "
            + summary.withoutLandmarks().size()
            + ", bad "
            + summary.bad().size()
            + "; the faces are in "
            + out);
    boolean failed = summary.imported().isEmpty() || (strict && !summary.bad().isEmpty());
    return failed ? ExitCode.FAILED : ExitCode.DONE;
  }
}
