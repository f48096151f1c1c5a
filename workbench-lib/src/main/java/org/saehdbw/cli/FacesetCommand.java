package org.saehdbw.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The faceset tools. */
@Command(
    name = "faceset",
    description = "Create, inspect, convert and sort facesets.",
    synopsisSubcommandLabel = "TOOL",
    subcommands = {
      FacesetDrawCommand.class,
      FacesetImportCommand.class,
      FacesetInfoCommand.class,
      FacesetMetaCommand.class,
      FacesetPackCommand.class,
      FacesetUnpackCommand.class,
      FacesetResizeCommand.class,
      FacesetSortCommand.class,
      FacesetReportCommand.class
    },
    footerHeading = "%nExample:%n",
    footer = "  ./workbench faceset info datasets/london")
public final class FacesetCommand implements Runnable {
  @Spec private CommandSpec command;

  /** Without a tool there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(),
        "no tool given: " + String.join(", ", command.subcommands().keySet()));
  }
}
