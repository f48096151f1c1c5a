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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives a run tags. */
@Command(
    name = "tag",
    description = {
      "Give a run tags: short words by which runs list finds it. Without words its tags are shown.",
      "The run may be training meanwhile."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./workbench runs tag 7 film night", "  ./workbench runs tag 7 --remove night"})
public final class RunsTagCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private CommandOutput answer;
  @Mixin private RunArgument run;

  @Parameters(index = "1..*", paramLabel = "WORD", arity = "0..*", description = "Tags to add.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--remove",
      paramLabel = "WORD",
      description = "A tag to remove; can be repeated.")
  private List<String> fewer = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    WrongArguments.requireNothingBefore(command);
    RunFolder found = run.find();
    RunLabels labels =
        words.isEmpty() && fewer.isEmpty()
            ? RunLabels.read(found)
            : RunLabels.change(found, before -> before.withoutTags(fewer).withTags(words));
    String tags = labels.tags().isEmpty() ? "no tags" : String.join(", ", labels.tags());
    answer.print(LabelsRow.of(found, labels), found.name() + ": " + tags);
    return ExitCode.DONE;
  }
}
