package org.saehdbw.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.saehdbw.facesets.LeftOut;
import org.saehdbw.facesets.backup.MetadataBackup;
import org.saehdbw.pictures.FaceFileException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Saves the face data of a folder's files. */
@Command(
    name = "save",
    description = "Save the face data of a folder's files in its meta.dat.",
    footerHeading = "%nExample:%n",
    footer = "  ./workbench faceset meta save datasets/mine")
public final class FacesetMetaSaveCommand implements Callable<Integer> {
  @Mixin private CommandOutput answer;

  @Parameters(paramLabel = "FOLDER", description = "A folder of aligned faces.")
  private Path folder;

  @Option(
      names = "--force",
      description = "Replace an existing meta.dat if every face in it is saved again.")
  private boolean force;

  @Override
  public Integer call() throws IOException, FaceFileException {
    Path backup = folder.resolve(MetadataBackup.FILE_NAME);
    if (Files.exists(backup) && !force) {
      throw new IllegalArgumentException(backup + " is there already; --force replaces it");
    }
    MetadataBackup.Saved saved =
        MetadataBackup.save(folder, force, answer.progress("pictures", "read")::advanced);
    LeftOut.lines("left out", saved.leftOut()).forEach(answer::remark);
    answer.print(saved, "saved the face data of " + saved.faces() + " files in " + saved.file());
    return ExitCode.DONE;
  }
}
