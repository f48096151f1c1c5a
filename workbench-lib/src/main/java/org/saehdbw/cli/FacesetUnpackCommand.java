package org.saehdbw.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.saehdbw.facesets.packs.FacesetPack;
import org.saehdbw.facesets.packs.LooseFileCleanup;
import org.saehdbw.facesets.packs.PackUnpacker;
import org.saehdbw.facesets.packs.UnpackSummary;
import org.saehdbw.pictures.FaceFileException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a pack's files out again. */
@Command(
    name = "unpack",
    description = {
      "Unpack the files of a pack without changing a byte.",
      "A file with other content is never overwritten; the same command continues where it stopped."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./workbench faceset unpack datasets/mine --delete-pack",
      "  ./workbench faceset unpack datasets/people.pak --out datasets/people"
    })
public final class FacesetUnpackCommand implements Callable<Integer> {
  @Mixin private CommandOutput answer;

  @Parameters(
      paramLabel = "PACK",
      description = "A .pak file, or a folder with a faceset.pak in it.")
  private Path pack;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where the files go (default: the folder with the pack).")
  private @Nullable Path out;

  @Option(
      names = "--delete-pack",
      description = "Delete the pack after all its files are unpacked and compared.")
  private boolean deletePack;

  @Override
  public Integer call() throws IOException, FaceFileException {
    Path file = Files.isDirectory(pack) ? pack.resolve(FacesetPack.FILE_NAME) : pack;
    Path beside = file.getParent();
    Path folder = out != null ? out : beside != null ? beside : Path.of(".");
    ProgressLine progress = answer.progress("files", "unpacked");
    UnpackSummary summary = PackUnpacker.unpack(file, folder, progress::advanced);
    progress.end();
    if (deletePack) {
      LooseFileCleanup.deletePack(file, folder);
      summary = summary.withPackDeleted();
    }
    boolean counts = Files.exists(folder.resolve(FacesetPack.FILE_NAME));
    answer.print(summary, text(summary, counts));
    return ExitCode.DONE;
  }

  private static String text(UnpackSummary summary, boolean packCounts) {
    String text =
        String.format(
            Locale.ROOT,
            "unpacked %d files into %s, %d were there already",
            summary.written(),
            summary.folder(),
            summary.there());
    if (summary.packDeleted()) {
      return text + "; the pack is removed";
    }
    return packCounts
        ? text + "; the " + FacesetPack.FILE_NAME + " there counts before them until it is removed"
        : text;
  }
}
