package org.saehdbw.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.saehdbw.deepfacelab.ModelInfo;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what a model of DeepFaceLab is, or what a run would be as one. */
@Command(
    name = "info",
    description =
        "Say what a model of DeepFaceLab is, or what a run would be as one. Every file is checked;"
            + " nothing is written.",
    footerHeading = "%nExample:%n",
    footer = "  ./workbench model info workspace/model --model shared")
public final class ModelInfoCommand implements Callable<Integer> {
  private static final double MIB = 1 << 20;

  @Mixin private CommandOutput answer;

  @Parameters(
      paramLabel = "FOLDER|RUN",
      description =
          "The folder of a model's files, or a run: its number, its folder's name, its --name or"
              + " its path.")
  private String asked;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "The model's name, where the folder holds several.")
  private @Nullable String name;

  @Mixin private RunsFolderOption runs;

  @Override
  public Integer call() throws IOException {
    ModelInfo info = look();
    info.remarks().forEach(answer::remark);
    answer.print(data(info), text(info));
    return ExitCode.DONE;
  }

  private ModelInfo look() throws IOException {
    Path path = Path.of(asked);
    boolean isModel = Files.isDirectory(path) && !RunFolder.isRun(path);
    return isModel
        ? ModelInfo.of(path, Optional.ofNullable(name))
        : ModelInfo.of(RunNames.find(runs.existing(), asked));
  }

  private static Map<String, Object> data(ModelInfo info) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("source", info.source());
    data.put("name", info.name());
    data.put("class", info.modelClass().name());
    data.put("model", info.spec().toString());
    data.put("iteration", info.iteration());
    data.put("parameters", info.parameters());
    data.put("optimizer", info.optimizer().orElse("none"));
    data.put("updates", info.updates());
    data.put("losses", info.losses());
    data.put("preview_samples", info.previewSamples());
    data.put("discriminators", info.discriminators());
    data.put("options", info.options());
    data.put("files", info.files());
    data.put("remarks", info.remarks());
    return data;
  }

  private static String text(ModelInfo info) {
    StringBuilder text = new StringBuilder();
    line(text, "model", info.spec() + ", " + info.name() + "_" + info.modelClass());
    line(text, "iteration", info.iteration());
    line(text, "parameters", String.format(Locale.ROOT, "%,d", info.parameters()));
    line(
        text,
        "optimizer",
        info.optimizer().map(kind -> kind + ", " + info.updates() + " updates").orElse("no state"));
    line(
        text,
        "losses",
        info.losses().isEmpty()
            ? "unknown"
            : info.losses().stream()
                .map(loss -> String.format(Locale.ROOT, "%.4f", loss))
                .collect(Collectors.joining(" ", "", " (src dst)")));
    line(text, "preview", info.previewSamples() + " samples a side");
    line(
        text,
        "discriminators",
        info.discriminators().isEmpty() ? "none" : String.join(", ", info.discriminators()));
    text.append("options\n");
    info.options().forEach((key, value) -> text.append(row("  " + key, value)));
    text.append("files\n");
    info.files()
        .forEach(
            (file, bytes) ->
                text.append(row("  " + file, String.format(Locale.ROOT, "%.2f MiB", bytes / MIB))));
    return text.toString().stripTrailing();
  }

  private static void line(StringBuilder text, String name, Object value) {
    text.append(row(name, value));
  }

  private static String row(String name, Object value) {
    return String.format(Locale.ROOT, "%-34s %s%n", name, value);
  }
}
