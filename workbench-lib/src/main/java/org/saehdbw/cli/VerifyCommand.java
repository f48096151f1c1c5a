package org.saehdbw.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.saehdbw.provenance.Provenance;
import org.saehdbw.provenance.ProvenanceMark;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says which pictures and films carry the mark of drawn faces. */
@Command(
    name = "verify",
    description = {
      "Say which pictures (PNG, JPEG) and films say of themselves that a model drew in them, and"
          + " which model, run and iteration it was.",
      "Files without the mark may still be drawn: other programs remove it. Of a folder its"
          + " pictures and films are looked at, subfolders not."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./workbench verify results/runs/0007_film_s1/previews",
      "  ./workbench verify film.mp4 frame.png --strict"
    })
public final class VerifyCommand implements Callable<Integer> {
  private static final Set<String> ENDINGS =
      Set.of("png", "jpg", "jpeg", "mp4", "mkv", "mov", "webm", "avi", "nut", "m4v");

  @Mixin private CommandOutput answer;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Pictures, films or folders.")
  private List<Path> files = List.of();

  @Option(names = "--strict", description = "Exit with 1 where a file does not have the mark.")
  private boolean strict;

  @Override
  public Integer call() throws IOException {
    List<Path> all = all();
    List<Map<String, Object>> rows = new ArrayList<>();
    List<String> unread = new ArrayList<>();
    TextTable table =
        new TextTable("file", "source", "model", "run", "iteration").left("source", "model", "run");
    int marked = 0;
    ProgressLine progress = answer.progress();
    for (int i = 0; i < all.size(); i++) {
      Path file = all.get(i);
      progress.at("files read", i, all.size());
      try {
        Optional<Provenance> mark = ProvenanceMark.of(file);
        marked += mark.isPresent() ? 1 : 0;
        rows.add(row(file, mark));
        add(table, file, mark);
      } catch (IOException e) {
        unread.add(String.valueOf(e.getMessage()));
      }
    }
    progress.end();
    unread.forEach(answer::remark);
    String count = String.format(Locale.ROOT, "%d of %d files have the mark", marked, all.size());
    answer.print(rows, rows.isEmpty() ? count : table + "\n\n" + count);
    boolean failed = !unread.isEmpty() || (strict && marked < all.size());
    return failed ? ExitCode.FAILED : ExitCode.DONE;
  }

  private List<Path> all() throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path file : files) {
      if (!Files.isDirectory(file)) {
        all.add(file);
        continue;
      }
      try (Stream<Path> inside = Files.list(file)) {
        inside
            .filter(path -> ENDINGS.contains(ending(path)) && Files.isRegularFile(path))
            .sorted()
            .forEach(all::add);
      }
    }
    return all;
  }

  private static String ending(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> row(Path file, Optional<Provenance> mark) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("file", file.toString());
    row.put("marked", mark.isPresent());
    mark.ifPresent(
        known -> {
          row.put("digital_source_type", known.source());
          row.put("model", known.model());
          row.put("run", known.run());
          row.put("iteration", known.iteration());
        });
    return row;
  }

  private static void add(TextTable table, Path file, Optional<Provenance> mark) {
    String name = PlainLine.of(file.toString());
    if (mark.isEmpty()) {
      table.row(name, "no mark", "", "", "");
      return;
    }
    Provenance known = mark.get();
    String source = known.source().substring(known.source().lastIndexOf('/') + 1);
    table.row(
        name,
        PlainLine.of(source),
        PlainLine.of(known.model()),
        PlainLine.of(known.run()),
        known.iteration() < 0 ? "" : String.valueOf(known.iteration()));
  }
}
