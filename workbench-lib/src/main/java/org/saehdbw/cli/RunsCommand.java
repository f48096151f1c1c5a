package org.saehdbw.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunNames;
import org.saehdbw.runs.RunSummary;
import org.saehdbw.runs.metrics.MetricsRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists runs, or shows one; reads files only, so a running trainer is never disturbed. */
@Command(
    name = "runs",
    description = "List runs, show one run's card, check its files, repeat it, or ask its trainer.",
    synopsisSubcommandLabel = "[verify|replay|trust|stop|save|backup|pause|resume]",
    subcommands = {
      RunsVerifyCommand.class,
      RunsReplayCommand.class,
      RunsTrustCommand.class,
      RunsAsk.Stop.class,
      RunsAsk.Save.class,
      RunsAsk.Backup.class,
      RunsAsk.Pause.class,
      RunsAsk.Resume.class
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./workbench runs 7", "  ./workbench runs stop 7"})
public final class RunsCommand implements Callable<Integer> {
  @Mixin private CommandOutput answer;

  @Parameters(
      paramLabel = "RUN",
      arity = "0..1",
      description = RunArgument.FORMS + " Without one all runs are listed.")
  private @Nullable String run;

  @Mixin private RunsFolderOption runs;

  @Override
  public Integer call() throws Exception {
    Path folder = runs.existing();
    if (run != null) {
      RunFolder found = RunNames.find(folder, run);
      RunSummary summary = RunSummary.of(found);
      Map<String, Object> row = row(summary);
      RunMeterCard meters = RunMeterCard.of(found, summary);
      row.put("meters", meters.data());
      row.put("changes", RunCard.changes(found));
      answer.print(List.of(row), RunCard.text(found, summary, meters));
      return ExitCode.DONE;
    }
    List<RunSummary> all = RunFolder.list(folder);
    List<Map<String, Object>> rows = new ArrayList<>();
    all.forEach(summary -> rows.add(row(summary)));
    String text =
        all.isEmpty()
            ? "no runs in " + folder
            : all.stream().map(RunsCommand::text).collect(Collectors.joining("\n"));
    answer.print(rows, text);
    return ExitCode.DONE;
  }

  private static Map<String, Object> row(RunSummary run) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", run.name());
    row.put("path", run.path().toString());
    row.put("status", run.status().text());
    row.put("iteration", run.iteration());
    run.lastRow().ifPresent(last -> putLosses(row, last));
    row.put("last_save", run.lastSave().map(Instant::toString).orElse(""));
    row.put("problems", run.problems());
    return row;
  }

  private static void putLosses(Map<String, Object> row, MetricsRow last) {
    putKnown(row, "src_loss", last.srcLoss());
    putKnown(row, "dst_loss", last.dstLoss());
    putKnown(row, "step_ms", last.stepMillis());
  }

  /** What another program did not write down is left out. */
  private static void putKnown(Map<String, Object> row, String name, Number value) {
    if (!Double.isNaN(value.doubleValue())) {
      row.put(name, value);
    }
  }

  private static String text(RunSummary run) {
    Optional<String> losses =
        run.lastRow()
            .filter(row -> !Float.isNaN(row.srcLoss()))
            .map(r -> String.format(Locale.ROOT, "src %.4f dst %.4f", r.srcLoss(), r.dstLoss()));
    String line =
        String.format(
            Locale.ROOT,
            "%s  %s  iteration %d  %s  %s",
            run.name(),
            run.status().text(),
            run.iteration(),
            losses.orElse(run.problems().isEmpty() ? "no losses yet" : "losses not known"),
            run.lastSave().map(time -> "saved " + time).orElse("never saved"));
    return run.problems().isEmpty() ? line : line + "\n  " + String.join("\n  ", run.problems());
  }
}
