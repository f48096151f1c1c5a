package org.saehdbw.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.saehdbw.faces.FaceType;
import org.saehdbw.synthesis.SyntheticFaces;
import org.saehdbw.synthesis.SyntheticParameters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Draws aligned faces of invented people into a new folder. */
@Command(
    name = "draw",
    description = "Draw synthetic aligned faces with exact landmarks.",
    footerHeading = "%nExample:%n",
    footer =
        "  ./workbench faceset draw --count 600 --size 128 --seed 7 --identity 0+1"
            + " --out datasets/drawn")
public final class FacesetDrawCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private CommandOutput answer;

  @Option(names = "--out", required = true, description = "Folder for the faces: new or empty.")
  private Path out;

  @Option(
      names = "--count",
      defaultValue = "600",
      description = "How many faces, 1 to 1000000 (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--size",
      defaultValue = "128",
      description = "Side of the faces in pixels, 16 to 2048 (default: ${DEFAULT-VALUE}).")
  private int size;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "The same seed draws the same faces (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--identity",
      split = "\\+",
      paramLabel = "K",
      description = "The people to draw, 0 to 7; several alternate: 0+3 (default: all).")
  private List<Integer> identities = List.of();

  @Option(names = "--colour", description = "Three channels (the default).")
  private boolean colour;

  @Option(names = "--gray", description = "One channel.")
  private boolean gray;

  @Option(
      names = "--face-type",
      defaultValue = "wf",
      description = "How much of the head: h, mf, f, wf or head (default: ${DEFAULT-VALUE}).")
  private String faceType;

  @Option(
      names = "--threads",
      defaultValue = "2",
      description = "Number of faces drawn at the same time, 1 to 64 (default: ${DEFAULT-VALUE}).")
  private int threads;

  /** What {@code --json} shows. */
  private record Summary(int faces, String source, String folder, String parameters) {}

  @Override
  public Integer call() throws Exception {
    if (colour && gray) {
      throw new ParameterException(
          command.commandLine(), "give --colour or --gray, got both of them");
    }
    SyntheticFaces faces =
        SyntheticFaces.of(count).size(size).seed(seed).faceType(FaceType.parse(faceType));
    if (gray) {
      faces = faces.gray();
    }
    if (!identities.isEmpty()) {
      faces = faces.identities(identities.stream().mapToInt(Integer::intValue).toArray());
    }
    ProgressLine progress = answer.progress("faces", "drawn");
    faces.writeTo(out, threads, written -> progress.advanced(written, count));
    progress.end();
    answer.print(
        new Summary(
            count,
            faces.source(),
            out.toString(),
            out.resolve(SyntheticParameters.NAME).toString()),
        "drew " + faces.source() + " into " + out);
    return ExitCode.DONE;
  }
}
