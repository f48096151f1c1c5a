package org.saehdbw.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Face data saved before pictures are edited, and put back afterwards. */
@Command(
    name = "meta",
    description = {
      "Save the face data of a folder's files in meta.dat, and put them back.",
      "For editing faces with programs that lose face data or change the pictures' size."
    },
    synopsisSubcommandLabel = "WHAT",
    subcommands = {FacesetMetaSaveCommand.class, FacesetMetaRestoreCommand.class},
    footerHeading = "%nExample:%n",
    footer = "  ./workbench faceset meta save datasets/mine")
public final class FacesetMetaCommand implements Runnable {
  @Spec private CommandSpec command;

  /** Without a direction there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(command.commandLine(), "give save or restore");
  }
}
