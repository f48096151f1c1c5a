package org.saehdbw.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.saehdbw.deepfacelab.ExportedModel;
import org.saehdbw.deepfacelab.ModelExport;
import org.saehdbw.runs.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a run's newest checkpoint as a model of DeepFaceLab. */
@Command(
    name = "export",
    description = "Write a run's newest checkpoint as a model that DeepFaceLab can continue.",
    footerHeading = "%nExample:%n",
    footer = "  ./workbench model export 7 workspace/model --model gray192")
public final class ModelExportCommand implements Callable<Integer> {
  @Mixin private CommandOutput answer;

  @Mixin private RunArgument run;

  @Parameters(
      index = "1",
      paramLabel = "FOLDER",
      description = "Folder for the files; other models in it are not changed.")
  private Path folder;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description =
          "The model's name in DeepFaceLab; the default is the one it came with, or the run's.")
  private @Nullable String name;

  @Option(names = "--force", description = "Replace a model of the same name and class.")
  private boolean force;

  @Override
  public Integer call() throws IOException {
    RunFolder found = run.find();
    ModelExport wanted = ModelExport.of(found);
    wanted = name == null ? wanted : wanted.name(name);
    ExportedModel model = (force ? wanted.force() : wanted).into(folder);
    model.remarks().forEach(answer::remark);
    answer.print(
        data(found, model), model + ": " + model.files().size() + " files of " + found.name());
    return ExitCode.DONE;
  }

  private static Map<String, Object> data(RunFolder run, ExportedModel model) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("run", run.name());
    data.put("folder", model.folder().toString());
    data.put("name", model.name());
    data.put("class", model.modelClass().name());
    data.put("model", model.spec().toString());
    data.put("iteration", model.iteration());
    data.put("files", model.files().stream().map(Path::toString).toList());
    data.put("remarks", model.remarks());
    return data;
  }
}
