package org.saehdbw.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.saehdbw.facesets.LeftOut;
import org.saehdbw.facesets.backup.MetadataBackup;
import org.saehdbw.pictures.FaceFileException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts saved face data back. */
@Command(
    name = "restore",
    description = {
      "Put the face data of a folder's meta.dat back into its files.",
      "A picture of another size is scaled back. meta.dat stays."
    },
    footerHeading = "%nExample:%n",
    footer = "  ./workbench faceset meta restore datasets/mine")
public final class FacesetMetaRestoreCommand implements Callable<Integer> {
  @Mixin private CommandOutput answer;

  @Parameters(paramLabel = "FOLDER", description = "A folder with a meta.dat.")
  private Path folder;

  @Option(names = "--strict", description = "Exit with 1 where a file could not be restored.")
  private boolean strict;

  @Override
  public Integer call() throws IOException, FaceFileException {
    MetadataBackup.Restored restored =
        MetadataBackup.restore(folder, answer.progress("faces", "checked")::advanced);
    LeftOut.lines("left as it is:", restored.bad()).forEach(answer::remark);
    answer.print(
        restored,
        String.format(
            Locale.ROOT,
            "restored %d files, %d of them scaled back; %d were right already, %d are not in the"
                + " backup, %d are gone, %d are bad",
            restored.restored(),
            restored.resized(),
            restored.unchanged(),
            restored.notInBackup().size(),
            restored.missing(),
            restored.bad().size()));
    return strict && !restored.bad().isEmpty() ? ExitCode.FAILED : ExitCode.DONE;
  }
}
