package org.saehdbw.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** DeepFaceLab's model files. */
@Command(
    name = "model",
    description = "Import and export DeepFaceLab models.",
    synopsisSubcommandLabel = "TOOL",
    subcommands = {ModelExportCommand.class, ModelImportCommand.class, ModelInfoCommand.class},
    footerHeading = "%nExample:%n",
    footer = "  ./workbench model info workspace/model")
public final class ModelCommand implements Runnable {
  @Spec private CommandSpec command;

  /** Without a tool there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(command.commandLine(), "no tool given: export, import or info");
  }
}
