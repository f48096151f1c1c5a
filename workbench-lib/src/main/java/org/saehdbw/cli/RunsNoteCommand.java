package org.saehdbw.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.labels.RunLabels;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a note to a run, or shows it. */
@Command(
    name = "note",
    description = {
      "Write a note to a run, in place of the one that it has; without text the note is shown.",
      "The run may be training meanwhile. Text that begins with a minus comes after --."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./workbench runs note 7 'Grain matched by eye; good in the dark scenes.'",
      "  ./workbench runs note 7 --add 'Second look: eyes too soft.'"
    })
public final class RunsNoteCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private CommandOutput answer;
  @Mixin private RunArgument run;

  @Parameters(index = "1..*", paramLabel = "TEXT", arity = "0..*", description = "The note.")
  private List<String> words = new ArrayList<>();

  @Option(names = "--add", description = "Add the text as a new line.")
  private boolean added;

  @Option(names = "--remove", description = "Delete the note.")
  private boolean removed;

  @Override
  public Integer call() throws IOException {
    WrongArguments.requireNothingBefore(command);
    String text = String.join(" ", words);
    if (removed && (added || !words.isEmpty())) {
      throw wrong("--remove cannot be combined with a text or --add");
    }
    if (!words.isEmpty() && text.isBlank()) {
      throw wrong("a note must not be blank; --remove deletes it");
    }
    if (added && words.isEmpty()) {
      throw wrong("--add needs a text");
    }
    RunFolder found = run.find();
    RunLabels labels =
        words.isEmpty() && !removed
            ? RunLabels.read(found)
            : RunLabels.change(found, before -> before.withNote(note(before.note(), text)));
    answer.print(
        LabelsRow.of(found, labels),
        labels.note().isEmpty()
            ? found.name() + ": no note"
            : found.name() + ":\n" + PlainLine.lines(labels.note()));
    return ExitCode.DONE;
  }

  private String note(String before, String text) {
    return added && !before.isEmpty() ? before + "\n" + text : text;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
