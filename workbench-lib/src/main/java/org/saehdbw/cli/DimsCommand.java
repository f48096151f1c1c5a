package org.saehdbw.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.saehdbw.experiments.CodeDims;
import org.saehdbw.experiments.Run;
import org.saehdbw.runs.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says how many dims a trained model uses. */
@Command(
    name = "dims",
    description =
        "Show how many dims a trained model uses, without training: the error on held-out faces with"
            + " a narrower code, and the channels that are unused.",
    footerHeading = "%nExample:%n",
    footer = "  ./workbench dims 7 --ranks 8,16,24,32 --within 2")
public final class DimsCommand implements Callable<Integer> {
  @Mixin private CommandOutput answer;

  @Mixin private RunArgument run;

  @Option(
      names = "--faces",
      paramLabel = "FACESET",
      description =
          "Measure on these faces instead of the run's own: a folder, or drawn faces such as"
              + " drawn:600,size=128.")
  private @Nullable String faces;

  @Option(
      names = "--ranks",
      paramLabel = "K",
      split = ",",
      description = "Ranks to measure, from 0 to ae_dims (default: powers of two).")
  private List<Integer> ranks = List.of();

  @Option(
      names = "--within",
      paramLabel = "PERCENT",
      defaultValue = "1",
      description =
          "How much larger the error may be and still count as equal (default: ${DEFAULT-VALUE} %%).")
  private double within;

  @Override
  public Integer call() throws IOException {
    RunFolder folder = run.find();
    CodeDims.Options options =
        CodeDims.Options.defaults().within(within).ranks(ranks.toArray(Integer[]::new));
    ProgressLine progress = answer.progress();
    CodeDims dims =
        CodeDims.of(
            Run.open(folder.path()), faces == null ? options : options.faces(faces), progress);
    progress.end();
    dims.remarks().forEach(answer::remark);
    answer.print(dims, text(dims));
    return ExitCode.DONE;
  }

  private static String text(CodeDims dims) {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%s, iteration %d%n%n", dims.model(), dims.iteration()));
    text.append("rank  variance kept  luma_mse  above the whole\n");
    for (CodeDims.RankError row : dims.ranks()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%4d  %11.2f %%  %8.5f  %13.2f %%%n",
              row.rank(),
              100 * row.varianceKept(),
              row.lumaMse(),
              row.abovePercent()));
    }
    text.append('\n').append(dims).append("\n\n");
    List<CodeDims.LayerChannels> dead = dims.layersWithDead();
    if (dead.isEmpty()) {
      text.append("no dead channels in ").append(dims.layers().size()).append(" layers");
    }
    dead.forEach(layer -> text.append(layer).append('\n'));
    return text.toString().stripTrailing();
  }
}
