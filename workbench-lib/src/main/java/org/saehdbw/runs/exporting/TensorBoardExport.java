package org.saehdbw.runs.exporting;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.SettingValue;
import org.saehdbw.runs.metrics.MetricsColumn;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.queries.RunFacts;
import org.saehdbw.runs.queries.SavedFigures;

/**
 * Writes a run as one of TensorBoard's event files: losses, times and memory of every iteration,
 * the figures of every save, the preview pictures and the settings. The same run gives the same
 * file, so that it can be written again while the run goes on.
 */
public final class TensorBoardExport {
  private static final String FILE = "events.out.tfevents.%010d.workbench";
  private static final Pattern PREVIEW = Pattern.compile("(\\d+)_(.+)\\.png");

  /** How columns are grouped on TensorBoard's page. */
  private static final Map<MetricsColumn, String> TAGS = tags();

  private TensorBoardExport() {}

  private static Map<MetricsColumn, String> tags() {
    Map<MetricsColumn, String> tags = new LinkedHashMap<>();
    tags.put(MetricsColumn.SRC_LOSS, "loss/");
    tags.put(MetricsColumn.DST_LOSS, "loss/");
    tags.put(MetricsColumn.LR_FACTOR, "schedule/");
    for (MetricsColumn time :
        new MetricsColumn[] {
          MetricsColumn.STEP,
          MetricsColumn.WAIT,
          MetricsColumn.COPY,
          MetricsColumn.COMPUTE,
          MetricsColumn.OPTIMIZER,
          MetricsColumn.SAVE,
          MetricsColumn.PREVIEW
        }) {
      tags.put(time, "time/");
    }
    tags.put(MetricsColumn.SAMPLES, "speed/");
    tags.put(MetricsColumn.RESIDENT, "memory/");
    tags.replaceAll((column, group) -> group + column.header());
    return tags;
  }

  /**
   * Writes a run's event file into a folder of the run's name.
   *
   * @param out the folder of all exported runs, made if need be: what {@code --logdir} takes
   * @return the file
   * @throws IOException if the run cannot be read or the file cannot be written
   */
  public static Path write(RunFacts run, Path out) throws IOException {
    double start = run.dates().started().map(at -> at.toEpochMilli() / 1000.0).orElse(0.0);
    Path folder = Files.createDirectories(out.resolve(run.folder().name()));
    Path file = folder.resolve(String.format(Locale.ROOT, FILE, (long) start));
    List<SavedFigures> saves = SavedFigures.history(run.folder().events());
    Map<Path, Matcher> previews = previews(run.folder());
    Set<Long> timed = new HashSet<>();
    saves.forEach(save -> timed.add(save.iteration()));
    previews.values().forEach(name -> timed.add(Long.parseLong(name.group(1))));
    AtomicFile.write(
        file,
        channel -> {
          EventFile events = new EventFile(Channels.newOutputStream(channel), start);
          events.text(start, "settings", settings(run));
          Map<Long, Double> times = metrics(run.folder(), events, start, timed);
          for (SavedFigures save : saves) {
            Map<String, Double> figures = new LinkedHashMap<>();
            save.byName().forEach((name, value) -> figures.put("saved/" + name, value));
            events.scalars(times.getOrDefault(save.iteration(), start), save.iteration(), figures);
          }
          for (Map.Entry<Path, Matcher> preview : previews.entrySet()) {
            long iteration = Long.parseLong(preview.getValue().group(1));
            String tag = "preview/" + preview.getValue().group(2);
            double time = times.getOrDefault(iteration, start);
            events.picture(time, iteration, tag, Files.readAllBytes(preview.getKey()));
          }
          events.finish();
        });
    return file;
  }

  private static String settings(RunFacts run) {
    StringBuilder text = new StringBuilder("| setting | value | from |\n| --- | --- | --- |\n");
    for (Map.Entry<String, SettingValue> setting : run.settings().entrySet()) {
      String value = String.valueOf(setting.getValue().value());
      text.append("| ").append(setting.getKey()).append(" | ").append(plain(value)).append(" | ");
      text.append(plain(setting.getValue().origin())).append(" |\n");
    }
    return text.toString();
  }

  /** Text in a cell of a Markdown table. */
  private static String plain(String text) {
    return text.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;");
  }

  /** Writes all rows; returns when some of the iterations ended. */
  private static Map<Long, Double> metrics(
      RunFolder run, EventFile events, double start, Set<Long> timed) throws IOException {
    Map<Long, Double> times = new HashMap<>();
    double[] last = {start};
    MetricsReader.<IOException>readAll(
        run.metricsFile(),
        rows -> {
          for (MetricsRow row : rows) {
            double time = Double.isNaN(row.wallClockSeconds()) ? last[0] : row.wallClockSeconds();
            last[0] = time;
            if (timed.contains(row.iteration())) {
              times.put(row.iteration(), time);
            }
            Map<String, Double> figures = new LinkedHashMap<>();
            TAGS.forEach((column, tag) -> figures.put(tag, row.value(column)));
            events.scalars(time, row.iteration(), figures);
          }
        });
    return times;
  }

  /** The pictures with the parts of their names, oldest first. */
  private static Map<Path, Matcher> previews(RunFolder run) throws IOException {
    Map<Path, Matcher> previews = new LinkedHashMap<>();
    for (Path file : run.previewFiles()) {
      Matcher name = PREVIEW.matcher(String.valueOf(file.getFileName()));
      if (name.matches()) {
        previews.put(file, name);
      }
    }
    return previews;
  }
}
