package org.saehdbw.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.saehdbw.charts.ChartFiles;
import org.saehdbw.charts.RunCurves;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.queries.RunFacts;
import org.saehdbw.runs.queries.SettingRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows runs beside each other. */
@Command(
    name = "compare",
    description = {
      "Show runs beside each other: settings that differ, last losses and figures of held-out"
          + " faces.",
      "One run each proves little: ./workbench compare and sweep say with intervals whether a"
          + " setting is better."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./workbench runs compare 3 7 9 --out losses",
      "  ./workbench runs compare 3 7 9 --figure losses.pdf --width-mm 85 --font-pt 8"
    })
public final class RunsCompareCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private CommandOutput answer;
  @Mixin private RunArguments runs;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Draw the loss curves of all runs on common axes into FILE.png and FILE.svg.")
  private @Nullable Path out;

  @Mixin private FigureOption figure;

  @Override
  public Integer call() throws IOException {
    WrongArguments.requireNothingBefore(command);
    figure.check();
    List<RunFacts> found = runs.findSeveral().stream().map(RunFacts::of).toList();
    RunComparison comparison = new RunComparison(found, SettingRow.differing(found));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("differing_settings", comparison.settingsData());
    data.put("runs", found.stream().map(RunRow::of).toList());
    String text = comparison.text();
    if (out != null || figure.isWanted()) {
      List<String> files = draw(found);
      data.put("charts", files);
      text += "\nloss curves: " + String.join(", ", files);
    }
    answer.print(data, text);
    return ExitCode.DONE;
  }

  private List<String> draw(List<RunFacts> runs) throws IOException {
    Map<String, RunFolder> byName = new LinkedHashMap<>();
    for (RunFacts run : runs) {
      byName.put("#" + run.folder().number() + " " + run.nameWithSeed(), run.folder());
    }
    Figure losses = RunCurves.losses(byName);
    List<String> files = new ArrayList<>();
    if (out != null) {
      files.addAll(write(losses, out));
    }
    if (figure.isWanted()) {
      files.add(figure.save(losses));
    }
    return files;
  }

  private static List<String> write(Figure losses, Path out) throws IOException {
    String name = String.valueOf(out.getFileName());
    String lower = name.toLowerCase(Locale.ROOT);
    boolean named = lower.endsWith(".png") || lower.endsWith(".svg");
    String plain = named ? name.substring(0, name.length() - ".png".length()) : name;
    Path png = out.resolveSibling(plain + ".png");
    Path svg = out.resolveSibling(plain + ".svg");
    ChartFiles.writePng(losses, png);
    ChartFiles.writeSvg(losses, svg);
    return List.of(png.toString(), svg.toString());
  }
}
