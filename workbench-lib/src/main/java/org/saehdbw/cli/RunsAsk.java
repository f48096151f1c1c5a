package org.saehdbw.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.saehdbw.runs.RunAction;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Asks the trainer of a run for something, through the run folder. */
abstract class RunsAsk implements Callable<Integer> {
  private final RunAction action;

  @Mixin private CommandOutput answer;

  @Parameters(paramLabel = "RUN", description = RunArgument.FORMS)
  private String run;

  @Mixin private RunsFolderOption runs;

  private RunsAsk(RunAction action) {
    this.action = action;
  }

  @Override
  public Integer call() throws Exception {
    RunFolder found = RunNames.find(runs.existing(), run);
    String said = action.ask(found);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", found.name());
    row.put("path", found.path().toString());
    row.put("asked", said);
    answer.print(row, found.name() + ": " + said);
    return ExitCode.DONE;
  }

  @Command(
      name = "stop",
      footerHeading = "%nExample:%n",
      footer = "  ./workbench runs stop 7",
      description = "Ask the trainer of a run to save a checkpoint and stop.")
  static final class Stop extends RunsAsk {
    Stop() {
      super(RunAction.STOP);
    }
  }

  @Command(
      name = "save",
      footerHeading = "%nExample:%n",
      footer = "  ./workbench runs save 7",
      description = "Ask the trainer of a run to save a checkpoint.")
  static final class Save extends RunsAsk {
    Save() {
      super(RunAction.SAVE);
    }
  }

  @Command(
      name = "backup",
      footerHeading = "%nExample:%n",
      footer = "  ./workbench runs backup 7",
      description =
          "Ask the trainer of a run to save a checkpoint and to copy it to the run's backups.")
  static final class Backup extends RunsAsk {
    Backup() {
      super(RunAction.BACKUP);
    }
  }

  @Command(
      name = "preview",
      footerHeading = "%nExample:%n",
      footer = "  ./workbench runs preview 7",
      description = "Ask the trainer of a run to draw preview pictures.")
  static final class Preview extends RunsAsk {
    Preview() {
      super(RunAction.PREVIEW);
    }
  }

  @Command(
      name = "pause",
      footerHeading = "%nExample:%n",
      footer = "  ./workbench runs pause 7",
      description = "Ask the trainer of a run to save a checkpoint and to wait.")
  static final class Pause extends RunsAsk {
    Pause() {
      super(RunAction.PAUSE);
    }
  }

  @Command(
      name = "resume",
      footerHeading = "%nExample:%n",
      footer = "  ./workbench runs resume 7",
      description = {
        "Continue a training that waits after runs pause.",
        "A run without a trainer continues with train --resume."
      })
  static final class Resume extends RunsAsk {
    Resume() {
      super(RunAction.RESUME);
    }
  }
}
