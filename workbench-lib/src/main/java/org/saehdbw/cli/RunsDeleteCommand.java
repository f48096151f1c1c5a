package org.saehdbw.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunMoves;
import org.saehdbw.runs.queries.RunFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Deletes runs with all their files. */
@Command(
    name = "delete",
    description = {
      "Delete runs with all their files: weights, previews, metrics, labels. It asks first.",
      "A run that is being trained, and a run of a sweep or comparison, is not deleted; then none of"
          + " the runs is. To hide runs only: runs archive."
    },
    footerHeading = "%nExample:%n",
    footer = "  ./workbench runs delete 3 4")
public final class RunsDeleteCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private CommandOutput answer;
  @Mixin private RunArguments runs;

  @Option(names = "--yes", description = "Do not ask; needed where input is not a terminal.")
  private boolean sure;

  @Override
  public Integer call() throws IOException {
    WrongArguments.requireNothingBefore(command);
    List<RunFolder> found = runs.find();
    long bytes = 0;
    for (RunFolder run : found) {
      RunMoves.requireDeletable(run);
      bytes += RunFiles.of(run).bytes();
    }
    if (!sure && !ProgressLine.isTerminal()) {
      throw new ParameterException(
          command.commandLine(),
          "--yes is needed, because input is not a terminal and cannot be asked");
    }
    if (!sure && !isConfirmed(found, bytes)) {
      answer.print(List.of(), "nothing was deleted");
      return ExitCode.STOPPED;
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    for (RunFolder run : found) {
      RunMoves.delete(run);
      rows.add(LabelsRow.of(run));
      answer.tell("deleted " + run.name());
    }
    for (Path folder :
        found.stream().map(run -> run.path().resolveSibling("")).distinct().toList()) {
      RunMoves.deleteLeftovers(folder);
    }
    answer.print(rows, "deleted " + count(found) + ", " + RunBackground.size(bytes));
    return ExitCode.DONE;
  }

  private boolean isConfirmed(List<RunFolder> found, long bytes) throws IOException {
    found.forEach(run -> answer.tell("  " + run.name()));
    answer.tell(
        String.format(
            Locale.ROOT,
            "Delete %s, %s, with all weights and previews? Type yes: ",
            found.size() == 1 ? "this run" : "these " + count(found),
            RunBackground.size(bytes)));
    return isYes(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  }

  /** Anything but yes is a no. */
  static boolean isYes(Reader in) throws IOException {
    String said = new BufferedReader(in).readLine();
    return said != null && said.strip().toLowerCase(Locale.ROOT).equals("yes");
  }

  private static String count(List<RunFolder> found) {
    return found.size() == 1 ? "1 run" : found.size() + " runs";
  }
}
