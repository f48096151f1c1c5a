package org.saehdbw.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.saehdbw.facesets.FacesetFolder;
import org.saehdbw.facesets.FacesetReport;
import org.saehdbw.facesets.LeftOut;
import org.saehdbw.facesets.packs.FacesetPack;
import org.saehdbw.facesets.packs.LooseFileCleanup;
import org.saehdbw.facesets.packs.PackSummary;
import org.saehdbw.facesets.packs.PackWriter;
import org.saehdbw.parallel.Progress;
import org.saehdbw.pictures.FaceFileException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Packs a folder's aligned faces into one file that DeepFaceLab reads too. */
@Command(
    name = "pack",
    description = {
      "Pack a folder of aligned faces into one file, faceset.pak.",
      "Training takes the pack of a folder and passes over its loose files."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./workbench faceset pack datasets/mine",
      "  ./workbench faceset pack datasets/people --persons --out datasets/people.pak"
    })
public final class FacesetPackCommand implements Callable<Integer> {
  @Mixin private CommandOutput answer;

  @Parameters(
      paramLabel = "FOLDER",
      description = "A folder of aligned faces, or with --persons of subfolders of them.")
  private Path folder;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the pack goes: a .pak file or a folder (default: FOLDER/faceset.pak).")
  private @Nullable Path out;

  @Option(
      names = "--persons",
      description = "Pack FOLDER's subfolders, each the faces of one person.")
  private boolean persons;

  @Option(
      names = "--force",
      description = "Replace an existing pack if every face in it is packed again.")
  private boolean force;

  @Option(
      names = "--delete-originals",
      description =
          "After packing, read the pack back and delete the loose files whose bytes are in it.")
  private boolean deleteOriginals;

  @Override
  public Integer call() throws IOException, FaceFileException {
    Path target = target();
    if (Files.exists(target) && !force) {
      throw new IllegalArgumentException(
          target
              + " is there already; \"faceset unpack\" takes its files out, --force replaces it,"
              + " --out writes another file");
    }
    ProgressLine reading = answer.progress();
    FacesetFolder faces = scan(reading);
    reading.end();
    LeftOut.lines("left out", faces.rejected()).forEach(answer::remark);
    faces.remarks().forEach(answer::remark);
    Map<Integer, Integer> channels = new TreeMap<>();
    faces.entries().forEach(face -> channels.merge(face.channels(), 1, Integer::sum));
    FacesetReport.mixed(channels).ifPresent(answer::remark);
    int total = faces.entries().size();
    ProgressLine packing = answer.progress("faces", "packed");
    PackSummary summary =
        PackWriter.of(faces).force(force).to(target, done -> packing.advanced(done, total));
    packing.end();
    if (deleteOriginals) {
      ProgressLine comparing = answer.progress("faces", "compared");
      summary =
          summary.withDeleted(
              LooseFileCleanup.delete(target, folder, done -> comparing.advanced(done, total)));
      comparing.end();
    }
    answer.print(summary, text(summary));
    return ExitCode.DONE;
  }

  private Path target() {
    if (out == null) {
      return folder.resolve(FacesetPack.FILE_NAME);
    }
    if (Files.isDirectory(out)) {
      return out.resolve(FacesetPack.FILE_NAME);
    }
    if (!String.valueOf(out.getFileName()).endsWith(FacesetPack.ENDING)) {
      throw new IllegalArgumentException(
          "--out must be an existing folder or a file that ends in .pak, got " + out);
    }
    return out;
  }

  private FacesetFolder scan(Progress reading) throws FaceFileException {
    int readers = Runtime.getRuntime().availableProcessors();
    if (persons) {
      return FacesetFolder.scanPersons(folder, readers, reading);
    }
    FacesetFolder own = FacesetFolder.scan(folder, readers, reading);
    if (own.entries().isEmpty()) {
      int others = FacesetFolder.scanPersons(folder, readers, reading).entries().size();
      if (others > 0) {
        throw new IllegalArgumentException(
            folder
                + " has no faces of its own, its subfolders have "
                + others
                + ": --persons packs them");
      }
    }
    return own;
  }

  private static String text(PackSummary summary) {
    StringBuilder text = new StringBuilder("packed ").append(summary.faces()).append(" faces");
    if (!summary.persons().isEmpty()) {
      text.append(" of ").append(summary.persons().size()).append(" persons");
    }
    text.append(" into ").append(summary.file()).append(", ");
    text.append(summary.bytes()).append(" bytes");
    if (!summary.leftOut().isEmpty()) {
      text.append("; ").append(summary.leftOut().size()).append(" pictures are left out");
    }
    if (summary.deleted() > 0) {
      text.append("; ").append(summary.deleted()).append(" loose files removed");
    }
    return text.toString();
  }
}
