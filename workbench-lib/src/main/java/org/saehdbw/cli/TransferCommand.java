package org.saehdbw.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.saehdbw.dataloaders.PicturePixels;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.GrayFrom;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;
import org.saehdbw.tensors.CounterRandom;
import org.saehdbw.transfers.Pixels;
import org.saehdbw.transfers.TransferMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes one transfer on a picture. */
@Command(
    name = "transfer",
    description = "Give a picture the colours, or in gray the brightness, of another one.",
    footerHeading = "%nExample:%n",
    footer = "  ./workbench transfer sot face.jpg reference.jpg out.png --gray")
public final class TransferCommand implements Callable<Integer> {
  private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg");
  private static final int QUALITY = 95;

  /** The words of MODE. */
  private static final class Modes implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return TransferMode.options().iterator();
    }
  }

  /** The words of {@code --gray-from}. */
  private static final class Ways implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return GrayFrom.options().iterator();
    }
  }

  @Mixin private CommandOutput answer;

  @Parameters(
      index = "0",
      paramLabel = "MODE",
      completionCandidates = Modes.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private String mode;

  @Parameters(index = "1", paramLabel = "SRC", description = "The picture that is changed.")
  private Path src;

  @Parameters(
      index = "2",
      paramLabel = "DST",
      description = "The picture whose colours are applied.")
  private Path dst;

  @Parameters(
      index = "3",
      paramLabel = "OUT",
      description = "File for the result, .png or .jpg; an existing file is never overwritten.")
  private Path out;

  @Option(names = "--gray", description = "Convert both pictures to gray first.")
  private boolean gray;

  @Option(
      names = "--gray-from",
      paramLabel = "WAY",
      defaultValue = "luma",
      completionCandidates = Ways.class,
      description = "How: one of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private String grayFrom;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed of the random modes idt, sot and mix (default: ${DEFAULT-VALUE}).")
  private long seed;

  /** What {@code --json} shows. */
  private record Summary(
      String mode, int width, int height, int channels, double millis, String file) {}

  @Override
  public Integer call() throws IOException, FaceFileException {
    TransferMode transfer = TransferMode.parse(mode);
    GrayFrom way = GrayFrom.parse(grayFrom);
    String ending = ending();
    if (Files.exists(out)) {
      throw new IllegalArgumentException("OUT must be a new file, " + out + " is there already");
    }
    Pixels content = read(src, way);
    Pixels reference = read(dst, way);
    if (content.channels() != reference.channels()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "SRC and DST must both be gray or both in colour, got %d and %d channels; --gray"
                  + " turns both gray",
              content.channels(),
              reference.channels()));
    }
    long begun = System.nanoTime();
    Pixels result =
        transfer.transfer().apply(content, reference, CounterRandom.of(seed, "transfer", 0, 0));
    double millis = (System.nanoTime() - begun) / 1e6;
    Path folder = out.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Picture picture = PicturePixels.toPicture(result);
    Files.write(
        out,
        ending.equals(".png")
            ? PictureFiles.encodePng(picture)
            : PictureFiles.encodeJpeg(picture, QUALITY));
    answer.print(
        new Summary(
            mode, result.width(), result.height(), result.channels(), millis, out.toString()),
        String.format(
            Locale.ROOT,
            "%s of %d x %d %s: %.1f ms, written to %s",
            mode,
            result.width(),
            result.height(),
            result.channels() == 1 ? "gray" : "colour",
            millis,
            out));
    return ExitCode.DONE;
  }

  private String ending() {
    String name = String.valueOf(out.getFileName()).toLowerCase(Locale.ROOT);
    return ENDINGS.stream()
        .filter(name::endsWith)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("OUT must end in .png, .jpg or .jpeg, got " + out));
  }

  private Pixels read(Path file, GrayFrom way) throws FaceFileException {
    Picture picture = PictureFiles.read(file);
    return PicturePixels.of(gray ? way.apply(picture) : picture);
  }
}
