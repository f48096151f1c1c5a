package org.saehdbw.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.saehdbw.deepfacelab.ImportedModel;
import org.saehdbw.deepfacelab.ModelImport;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.training.plan.TrainingSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a run folder of a model that DeepFaceLab saved. */
@Command(
    name = "import",
    description = {
      "Make a run folder of a model that DeepFaceLab saved, SAEHD or SAEHDBW.",
      "train --resume continues it; --set src=... --set dst=... name the faces. After",
      "pretraining, start a new run from it (from)."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./workbench model import workspace/model",
      "  ./workbench train --resume 1 --set src=datasets/alice --set dst=datasets/bob",
      "  ./workbench model import workspace/model --model shared --to-gray"
    })
public final class ModelImportCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private CommandOutput answer;

  @Parameters(paramLabel = "FOLDER", description = "Folder of the model's files.")
  private Path folder;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "The model's name, where the folder holds several.")
  private @Nullable String name;

  @Option(
      names = "--run-name",
      paramLabel = "NAME",
      description = "Name the run folder; the default is the model's name.")
  private @Nullable String runName;

  @Option(
      names = "--to-gray",
      description =
          "Convert a colour model to one channel: gray input gives the same latent code; output"
              + " is converted to luma.")
  private boolean toGray;

  @Option(
      names = "--to-colour",
      description = "Convert a gray model to three channels; its output stays gray.")
  private boolean toColour;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Set one setting of the run, such as held_out=0; can be repeated.")
  private List<String> words = List.of();

  @Option(
      names = "--preview-sample",
      description = "Also draw the preview sample that came with the model.")
  private boolean preview;

  @Mixin private RunsFolderOption runs;

  @Override
  public Integer call() throws IOException, SettingsException {
    if (toGray && toColour) {
      throw new ParameterException(
          command.commandLine(), "give --to-gray or --to-colour, got both of them");
    }
    ModelImport wanted = ModelImport.of(folder).words(words);
    wanted = name == null ? wanted : wanted.name(name);
    wanted = runName == null ? wanted : wanted.runName(runName);
    wanted = toGray ? wanted.toGray() : wanted;
    wanted = toColour ? wanted.toColour() : wanted;
    ImportedModel model = (preview ? wanted.withPreview() : wanted).into(runs.path());
    model.remarks().forEach(answer::remark);
    answer.print(data(model), text(model));
    return ExitCode.DONE;
  }

  private static Map<String, Object> data(ImportedModel model) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("run", model.run().name());
    data.put("path", model.run().path().toString());
    data.put("name", model.name());
    data.put("class", model.modelClass().name());
    data.put("model", model.spec().toString());
    data.put("iteration", model.iteration());
    data.put("pretrain", model.pretrain());
    data.put("optimizer", model.optimizer().orElse("none"));
    data.put("seconds", model.seconds());
    data.put("remarks", model.remarks());
    return data;
  }

  private static String text(ImportedModel model) throws IOException {
    return String.format(Locale.ROOT, "%s in %.1f s%n%s", model, model.seconds(), next(model));
  }

  /** The command that goes on with it; pretrain is fixed in a run, so training is another one. */
  private static String next(ImportedModel model) throws IOException {
    Path run = model.run().path();
    String resume = "./workbench train --resume " + run;
    if (!model.pretrain()) {
      return "continue with: " + resume + " --set src=... --set dst=...";
    }
    return String.format(
            Locale.ROOT,
            "train with: ./workbench train %s --set from=%s --set src=... --set dst=...%n",
            config(model),
            run)
        + "continue pretraining with: "
        + resume
        + " --set pretraining_data=...";
  }

  /** The run's own settings, unless its dims are none for a settings file. */
  private static String config(ImportedModel model) throws IOException {
    Path file = model.run().settingsFile();
    try {
      SettingsReader.readFile(TrainingSettings.defaults(), file);
      return file + " --set pretrain=false";
    } catch (SettingsException e) {
      return "CONFIG";
    }
  }
}
