package org.saehdbw.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.saehdbw.evaluation.EvaluationManifest;
import org.saehdbw.evaluation.FaceFigures;
import org.saehdbw.experiments.EvaluatedSide;
import org.saehdbw.experiments.Evaluation;
import org.saehdbw.experiments.Evaluator;
import org.saehdbw.experiments.PairedFaces;
import org.saehdbw.runs.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures a run's newest checkpoint by faces that it never saw; the run folder is only read. */
@Command(
    name = "evaluate",
    description = {
      "Measure a run's newest checkpoint on faces it was not trained on.",
      "Several runs are measured on the same faces, those that the first one holds out, and compared"
          + " face by face with it and with the mean training face."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./workbench evaluate 7 --write-manifest held-out.json",
      "  ./workbench evaluate 3 7 9"
    })
public final class EvaluateCommand implements Callable<Integer> {
  @Mixin private CommandOutput answer;

  @Mixin private RunArguments runs;

  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description = "Use the faces listed in this file, as other runs did.")
  private @Nullable Path manifest;

  @Option(
      names = "--faces",
      paramLabel = "FACESET",
      description =
          "Use other faces for both sides: a folder, or drawn faces such as"
              + " drawn:200,size=128,seed=9.")
  private @Nullable String faces;

  @Option(
      names = "--most",
      paramLabel = "N",
      defaultValue = "" + Evaluator.MOST,
      description =
          "Largest number of faces of each side, spread over poses (default: ${DEFAULT-VALUE}).")
  private int most;

  @Option(
      names = "--write-manifest",
      paramLabel = "FILE",
      description = "Write the list of faces to a new file, for --manifest.")
  private @Nullable Path out;

  @Override
  public Integer call() throws Exception {
    if (out != null && Files.exists(out)) {
      throw new IllegalArgumentException(
          "--write-manifest must be a new file, " + out + " is there already");
    }
    List<RunFolder> found = runs.find();
    Optional<EvaluationManifest> pinned =
        manifest == null ? Optional.empty() : Optional.of(EvaluationManifest.read(manifest));
    List<Evaluation> evaluations = new ArrayList<>();
    for (RunFolder run : found) {
      ProgressLine progress = answer.progress();
      Evaluator evaluator = evaluator(run, found.size() > 1, progress);
      Evaluation evaluation =
          (pinned.isPresent() ? evaluator.on(pinned.get()) : evaluator).evaluate();
      progress.end();
      // All are measured on the faces of the first one.
      pinned = Optional.of(evaluation.manifest());
      evaluation
          .remarks()
          .forEach(line -> answer.remark(found.size() > 1 ? run.name() + ": " + line : line));
      evaluations.add(evaluation);
    }
    if (out != null) {
      evaluations.get(0).manifest().write(out);
    }
    print(found, evaluations);
    return ExitCode.DONE;
  }

  private Evaluator evaluator(RunFolder run, boolean besideMean, ProgressLine progress) {
    String name = besideMean ? run.name() + ": " : "";
    Evaluator evaluator =
        Evaluator.of(run)
            .most(most)
            .progress((stage, done, of) -> progress.at(name + stage, done, of));
    if (faces != null) {
      evaluator = evaluator.faces(faces);
    }
    return besideMean ? evaluator.besideMeanFace() : evaluator;
  }

  private void print(List<RunFolder> runs, List<Evaluation> evaluations) {
    if (evaluations.size() == 1) {
      answer.print(data(evaluations.get(0)), text(evaluations.get(0)));
      return;
    }
    PairedFaces compared = PairedFaces.of(evaluations);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("runs", evaluations.stream().map(EvaluateCommand::data).toList());
    data.put("paired", PairedFacesText.data(compared));
    answer.print(data, PairedFacesText.text(compared, runs));
  }

  private static Map<String, Object> data(Evaluation evaluation) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("run", evaluation.run());
    data.put("model", evaluation.model());
    data.put("stage", evaluation.stage());
    data.put("iteration", evaluation.iteration());
    data.put("figures", evaluation.figures());
    data.put("src", data(evaluation.src()));
    data.put("dst", data(evaluation.dst()));
    data.put("remarks", evaluation.remarks());
    return data;
  }

  private static Map<String, Object> data(EvaluatedSide side) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("faceset", side.faceset());
    data.put("trained_on", side.trainedOn());
    data.put("other_form", side.otherForm());
    data.put("all", data(side.all()));
    Map<String, Object> bins = new LinkedHashMap<>();
    side.byBin().forEach((bin, figures) -> bins.put(bin, data(figures)));
    data.put("bins", bins);
    return data;
  }

  private static Map<String, Object> data(FaceFigures figures) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("faces", figures.faces());
    data.putAll(figures.byName(""));
    return data;
  }

  static String text(Evaluation evaluation) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s, %s, iteration %d%n",
            evaluation.run(),
            evaluation.model(),
            evaluation.iteration()));
    text.append(
        String.format(
            Locale.ROOT,
            "%-4s %-34s %5s %9s %9s %7s %8s %9s %9s%n",
            "side",
            "pose in degrees",
            "faces",
            "luma MSE",
            "PSNR dB",
            "SSIM",
            "mask IoU",
            "eyes MSE",
            "sharpness"));
    add(text, "src", evaluation.src());
    add(text, "dst", evaluation.dst());
    evaluation
        .swap()
        .ifPresent(
            swap -> {
              text.append(String.format(Locale.ROOT, "swap of %d faces%n", swap.faces()));
              swap.byName()
                  .forEach(
                      (name, value) ->
                          text.append(String.format(Locale.ROOT, "  %-24s %.5f%n", name, value)));
            });
    return text.toString().stripTrailing();
  }

  private static void add(StringBuilder text, String name, EvaluatedSide side) {
    text.append(row(name, "all", side.all()));
    side.byBin().forEach((bin, figures) -> text.append(row(name, bin, figures)));
  }

  /** A figure that there is none of is a dash. */
  private static String row(String side, String pose, FaceFigures figures) {
    return String.format(
        Locale.ROOT,
        "%-4s %-34s %5d %9s %9s %7s %8s %9s %9s%n",
        side,
        pose,
        figures.faces(),
        number("%.5f", figures.lumaMse()),
        number("%.2f", figures.lumaPsnrDb()),
        number("%.4f", figures.lumaSsim()),
        number("%.4f", figures.maskIou()),
        number("%.5f", figures.eyesMouthMse()),
        number("%.3f", figures.sharpnessRatio()));
  }

  private static String number(String format, double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "-";
  }
}
