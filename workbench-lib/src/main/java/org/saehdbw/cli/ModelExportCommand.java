package org.saehdbw.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.saehdbw.deepfacelab.ExportedModel;
import org.saehdbw.deepfacelab.ModelExport;
import org.saehdbw.onnx.ExportedOnnx;
import org.saehdbw.onnx.OnnxExport;
import org.saehdbw.runs.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a run's newest checkpoint as a model of DeepFaceLab, or as an ONNX file. */
@Command(
    name = "export",
    description = {
      "Write a run's newest checkpoint as a model that DeepFaceLab can continue (FOLDER),",
      "or as an ONNX file that other programs run (--dfm, --onnx)."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./workbench model export 7 workspace/model --model gray192",
      "  ./workbench model export 7 --dfm gray192.dfm"
    })
public final class ModelExportCommand implements Callable<Integer> {
  private static final String DFM = ".dfm";
  private static final String ONNX = ".onnx";

  @Spec private CommandSpec command;

  @Mixin private CommandOutput answer;

  @Mixin private RunArgument run;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FOLDER",
      description = "Folder for DeepFaceLab's files; other models in it are not changed.")
  private @Nullable Path folder;

  @Option(
      names = "--dfm",
      paramLabel = "FILE.dfm",
      description =
          "Write an ONNX file for programs that load DFM files. It takes and gives three channels;"
              + " that of a gray model makes gray of them itself.")
  private @Nullable Path dfm;

  @Option(
      names = "--onnx",
      paramLabel = "FILE.onnx",
      description = "Write the same file under a name for ONNX Runtime and other tools.")
  private @Nullable Path onnx;

  @Option(
      names = "--one-channel",
      description = "With --onnx: a gray model takes and gives one channel.")
  private boolean oneChannel;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "With --dfm or --onnx: the file takes N faces at once; without it any number.")
  private @Nullable Integer batch;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description =
          "With FOLDER: the model's name in DeepFaceLab; the default is the one it came with, or"
              + " the run's.")
  private @Nullable String name;

  @Option(
      names = "--force",
      description = "Replace a model of the same name and class, or a file of the same name.")
  private boolean force;

  @Override
  public Integer call() throws IOException {
    requireOneTarget();
    RunFolder found = run.find();
    if (folder == null) {
      exportFile(found, Objects.requireNonNull(dfm == null ? onnx : dfm));
    } else {
      exportFolder(found, folder);
    }
    return ExitCode.DONE;
  }

  private void requireOneTarget() {
    long targets = Stream.of(folder, dfm, onnx).filter(Objects::nonNull).count();
    if (targets != 1) {
      throw wrong("give one of FOLDER, --dfm and --onnx, got " + (targets == 0 ? "none" : targets));
    }
    requireEnding("--dfm", dfm, DFM);
    requireEnding("--onnx", onnx, ONNX);
    if (oneChannel && onnx == null) {
      throw wrong("--one-channel needs --onnx: programs that load DFM files give three channels");
    }
    if (batch != null && folder != null) {
      throw wrong("--batch needs --dfm or --onnx");
    }
    if (name != null && folder == null) {
      throw wrong("--model names the files in FOLDER; --dfm and --onnx name their file themselves");
    }
  }

  private void requireEnding(String option, @Nullable Path file, String ending) {
    if (file != null && !file.toString().endsWith(ending)) {
      throw wrong(option + " needs a file that ends in " + ending + ", got " + file);
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  private void exportFolder(RunFolder found, Path to) throws IOException {
    ModelExport wanted = ModelExport.of(found);
    wanted = name == null ? wanted : wanted.name(name);
    ExportedModel model = (force ? wanted.force() : wanted).into(to);
    model.remarks().forEach(answer::remark);
    answer.print(
        data(found, model), model + ": " + model.files().size() + " files of " + found.name());
  }

  private void exportFile(RunFolder found, Path file) throws IOException {
    OnnxExport wanted = OnnxExport.of(found).progress(answer.progress());
    wanted = oneChannel ? wanted.oneChannel() : wanted;
    wanted = batch == null ? wanted : wanted.batch(batch);
    ExportedOnnx model = (force ? wanted.force() : wanted).write(file);
    model.remarks().forEach(answer::remark);
    answer.print(data(model), model + ", of " + model.run());
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

  private static Map<String, Object> data(ExportedOnnx model) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("run", model.run());
    data.put("file", model.file().toString());
    data.put("model", model.spec().toString());
    data.put("iteration", model.iteration());
    data.put("channels", model.channels());
    data.put("batch", model.batch().isPresent() ? model.batch().getAsInt() : "any");
    data.put("opset", model.opset());
    data.put("bytes", model.bytes());
    data.put("remarks", model.remarks());
    return data;
  }
}
