package org.saehdbw.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunNames;
import org.saehdbw.runs.exporting.CsvExport;
import org.saehdbw.runs.exporting.CsvLine;
import org.saehdbw.runs.exporting.TensorBoardExport;
import org.saehdbw.runs.queries.RunFacts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes runs in the forms that other programs read. */
@Command(
    name = "export",
    description = {
      "Write runs as TensorBoard's event files, or as CSV for pandas, R and spreadsheets.",
      "The last argument is the folder to write to; those before it are runs, or folders of runs."
          + " Files from an earlier export of the same runs are replaced; runs are only read, and may"
          + " be training."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./workbench runs export --to tensorboard results/runs results/tensorboard",
      "  ./workbench runs export --to csv 3 7 results/tables"
    })
public final class RunsExportCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private CommandOutput answer;
  @Mixin private RunsFolderOption runs;

  @Option(
      names = "--to",
      paramLabel = "FORM",
      required = true,
      description = "The form: ${COMPLETION-CANDIDATES}.")
  private Form form;

  @Parameters(paramLabel = "RUN... FOLDER", arity = "2..*", description = RunArgument.FORMS)
  private List<String> words;

  /** What runs are written as. */
  enum Form {
    tensorboard,
    csv
  }

  @Override
  public Integer call() throws IOException {
    WrongArguments.requireNothingBefore(command);
    Path out = Path.of(words.get(words.size() - 1));
    if (Files.exists(out) && (!Files.isDirectory(out) || RunFolder.isRun(out))) {
      throw new ParameterException(
          command.commandLine(),
          "the last argument must be a folder to write to, got "
              + out
              + (Files.isDirectory(out) ? ", which is a run" : ", which is a file"));
    }
    List<RunFacts> found = find(words.subList(0, words.size() - 1));
    Files.createDirectories(out);
    List<Path> files = form == Form.csv ? csv(found, out) : tensorBoard(found, out);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("runs", found.stream().map(run -> run.folder().name()).toList());
    data.put("files", files.stream().map(Path::toString).toList());
    List<String> lines = new ArrayList<>();
    files.forEach(file -> lines.add("written: " + file));
    if (form == Form.tensorboard) {
      lines.add("to look at them: tensorboard --logdir " + ShellWords.of(List.of(out.toString())));
    }
    answer.print(data, String.join("\n", lines));
    return ExitCode.DONE;
  }

  private List<RunFacts> find(List<String> names) throws IOException {
    Map<Path, RunFolder> found = new LinkedHashMap<>();
    for (String name : names) {
      List<RunFolder> here = List.of();
      if (Files.isDirectory(Path.of(name)) && !RunFolder.isRun(Path.of(name))) {
        here = RunFolder.all(Path.of(name));
      }
      if (here.isEmpty()) {
        here = List.of(RunNames.find(runs.existing(), name));
      }
      here.forEach(run -> found.put(run.path().toAbsolutePath().normalize(), run));
    }
    return found.values().stream().map(RunFacts::of).toList();
  }

  private List<Path> tensorBoard(List<RunFacts> found, Path out) throws IOException {
    ProgressLine progress = answer.progress();
    List<Path> files = new ArrayList<>();
    for (RunFacts run : found) {
      progress.at("runs written", files.size(), found.size());
      files.add(TensorBoardExport.write(run, out));
    }
    progress.end();
    return files;
  }

  private static List<Path> csv(List<RunFacts> found, Path out) throws IOException {
    List<RunFolder> folders = found.stream().map(RunFacts::folder).toList();
    Path table = out.resolve("runs.csv");
    AtomicFile.write(table, RunsCsv.of(found) + CsvLine.END);
    return List.of(table, CsvExport.metrics(folders, out), CsvExport.saves(folders, out));
  }
}
