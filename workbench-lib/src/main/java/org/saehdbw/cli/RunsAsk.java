package org.saehdbw.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunLock;
import org.saehdbw.runs.RunNames;
import org.saehdbw.runs.RunRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Asks the trainer of a run for something, through the run folder. */
abstract class RunsAsk implements Callable<Integer> {
  @Mixin private CommandOutput answer;

  @Parameters(paramLabel = "RUN", description = RunArgument.FORMS)
  private String run;

  @Mixin private RunsFolderOption runs;

  @Override
  public Integer call() throws Exception {
    RunFolder found = RunNames.find(runs.existing(), run);
    String said = ask(found);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", found.name());
    row.put("path", found.path().toString());
    row.put("asked", said);
    answer.print(row, found.name() + ": " + said);
    return ExitCode.DONE;
  }

  /** Asks, and says what the trainer does next. */
  abstract String ask(RunFolder folder) throws IOException;

  @Command(
      name = "stop",
      footerHeading = "%nExample:%n",
      footer = "  ./workbench runs stop 7",
      description = "Ask the trainer of a run to save a checkpoint and stop.")
  static final class Stop extends RunsAsk {
    @Override
    String ask(RunFolder folder) throws IOException {
      RunRequest.STOP.ask(folder);
      return "saves a checkpoint after this iteration and stops";
    }
  }

  @Command(
      name = "save",
      footerHeading = "%nExample:%n",
      footer = "  ./workbench runs save 7",
      description = "Ask the trainer of a run to save a checkpoint.")
  static final class Save extends RunsAsk {
    @Override
    String ask(RunFolder folder) throws IOException {
      RunRequest.SAVE.ask(folder);
      return "saves a checkpoint after this iteration";
    }
  }

  @Command(
      name = "backup",
      footerHeading = "%nExample:%n",
      footer = "  ./workbench runs backup 7",
      description =
          "Ask the trainer of a run to save a checkpoint and to copy it to the run's backups.")
  static final class Backup extends RunsAsk {
    @Override
    String ask(RunFolder folder) throws IOException {
      RunRequest.BACKUP.ask(folder);
      return "saves a checkpoint after this iteration and copies it to " + folder.backups();
    }
  }

  @Command(
      name = "pause",
      footerHeading = "%nExample:%n",
      footer = "  ./workbench runs pause 7",
      description = "Ask the trainer of a run to save a checkpoint and to wait.")
  static final class Pause extends RunsAsk {
    @Override
    String ask(RunFolder folder) throws IOException {
      RunRequest.PAUSE.ask(folder);
      return "saves a checkpoint after this iteration and waits until runs resume";
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
    @Override
    String ask(RunFolder folder) throws IOException {
      if (RunLock.holder(folder).isEmpty()) {
        throw new RunException(
            folder.path()
                + ": is not being trained; continue it with train --resume "
                + folder.name());
      }
      if (!RunRequest.PAUSE.isAsked(folder)) {
        return "is not paused; nothing changed";
      }
      RunRequest.PAUSE.withdraw(folder);
      return "continues";
    }
  }
}
