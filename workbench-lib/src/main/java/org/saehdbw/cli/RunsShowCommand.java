package org.saehdbw.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.queries.RunFacts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows all that is known of one run. */
@Command(
    name = "show",
    description = {
      "Show one run's card: status, figures beside those of the mean face, dates, faces, settings"
          + " that differ from the default, files, tags and note.",
      "It is also shown by runs RUN. Files are only read, also while the run trains."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./workbench runs show 7",
      "  ./workbench runs show 7 --figure loss.pdf --width-mm 85 --font-pt 8",
      "  ./workbench runs show 7 --chart throughput --figure speed.svg --width-mm 170",
      "  ./workbench runs show 7 --figures paper"
    })
public final class RunsShowCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private CommandOutput answer;
  @Mixin private RunArgument run;
  @Mixin private RunFiguresOption figures;

  @Override
  public Integer call() throws IOException {
    WrongArguments.requireNothingBefore(command);
    figures.check();
    RunFolder found = run.find();
    show(found, answer, figures.save(found));
    return ExitCode.DONE;
  }

  static void show(RunFolder run, CommandOutput answer) throws IOException {
    show(run, answer, List.of());
  }

  private static void show(RunFolder run, CommandOutput answer, List<String> figures)
      throws IOException {
    RunFacts facts = RunFacts.of(run);
    RunMeterCard meters = RunMeterCard.of(run, facts.summary());
    RunBackground background = RunBackground.of(facts);
    Map<String, Object> row = RunRow.of(facts);
    row.put("meters", meters.data());
    row.put("changes", RunCard.changes(run));
    HeldOutText.sentence(facts.lastSave()).ifPresent(text -> row.put("verdict", text));
    background.putData(row);
    if (!figures.isEmpty()) {
      row.put("figure", figures.get(0));
      row.put("figures", figures);
    }
    StringBuilder text = new StringBuilder(RunCard.text(facts, meters, background));
    figures.forEach(file -> text.append("\nfigure: ").append(file));
    answer.print(List.of(row), text.toString());
  }
}
