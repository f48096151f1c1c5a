package org.saehdbw.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.saehdbw.charts.RunCharts;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.queries.RunFacts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
      "  ./workbench runs show 7 --chart throughput --figure speed.svg --width-mm 170"
    })
public final class RunsShowCommand implements Callable<Integer> {
  private static final String LOSS = "loss";
  private static final String THROUGHPUT = "throughput";
  private static final String STAGES = "stages";
  private static final String HELD_OUT = "held_out";
  private static final List<String> CHARTS = List.of(LOSS, HELD_OUT, THROUGHPUT, STAGES, "memory");

  @Spec private CommandSpec command;
  @Mixin private CommandOutput answer;
  @Mixin private RunArgument run;
  @Mixin private FigureOption figure;

  @Option(
      names = "--chart",
      paramLabel = "NAME",
      description =
          "The chart that --figure draws: loss, held_out, throughput, stages or memory (default:"
              + " loss).")
  private @Nullable String chart;

  @Override
  public Integer call() throws IOException {
    WrongArguments.requireNothingBefore(command);
    figure.check();
    if (chart != null && !figure.isWanted()) {
      throw new ParameterException(command.commandLine(), "--chart needs --figure FILE");
    }
    if (chart != null && !CHARTS.contains(chart)) {
      throw new ParameterException(
          command.commandLine(),
          "--chart must be one of " + String.join(", ", CHARTS) + ", got " + chart);
    }
    RunFolder found = run.find();
    Optional<String> file =
        figure.isWanted() ? Optional.of(figure.save(draw(found))) : Optional.empty();
    show(found, answer, file);
    return ExitCode.DONE;
  }

  private Figure draw(RunFolder run) throws IOException {
    return switch (chart == null ? LOSS : chart) {
      case LOSS -> RunCharts.loss(run);
      case HELD_OUT -> known(RunCharts.heldOut(run), run, "no save was judged on held-out faces");
      case THROUGHPUT -> RunCharts.throughput(run);
      case STAGES -> RunCharts.stages(run);
      default -> known(RunCharts.memory(run), run, "its memory was never measured");
    };
  }

  private static Figure known(Optional<Figure> figure, RunFolder run, String reason)
      throws IOException {
    return figure.orElseThrow(
        () -> new IOException(run.path() + ": has no such chart, because " + reason));
  }

  static void show(RunFolder run, CommandOutput answer) throws IOException {
    show(run, answer, Optional.empty());
  }

  private static void show(RunFolder run, CommandOutput answer, Optional<String> figure)
      throws IOException {
    RunFacts facts = RunFacts.of(run);
    RunMeterCard meters = RunMeterCard.of(run, facts.summary());
    RunBackground background = RunBackground.of(facts);
    Map<String, Object> row = RunRow.of(facts);
    row.put("meters", meters.data());
    row.put("changes", RunCard.changes(run));
    HeldOutText.sentence(facts.lastSave()).ifPresent(text -> row.put("verdict", text));
    background.putData(row);
    figure.ifPresent(file -> row.put("figure", file));
    String text = RunCard.text(facts, meters, background);
    answer.print(List.of(row), text + figure.map(file -> "\nfigure: " + file).orElse(""));
  }
}
