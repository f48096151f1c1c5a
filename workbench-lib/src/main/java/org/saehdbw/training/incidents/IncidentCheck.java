package org.saehdbw.training.incidents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.saehdbw.files.Utf8File;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.FileCheck;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.metrics.MetricsLines;
import org.saehdbw.runs.metrics.MetricsTail;

/**
 * Whether the folders {@code incident-NNN} of a run are complete and can be read. They have no
 * checksums: what is changed without leaving a gap is not found.
 */
public final class IncidentCheck {
  private static final List<String> KEYS =
      List.of("format", "time", "message", "figures", "src", "dst", "seed", "batch_size");

  private IncidentCheck() {}

  /** Checks each folder, oldest first; the rows of its metrics count as its lines. */
  public static List<FileCheck> of(RunFolder run) throws IOException {
    List<FileCheck> checks = new ArrayList<>();
    for (Path folder : run.incidents()) {
      checks.add(check(folder));
    }
    return List.copyOf(checks);
  }

  private static FileCheck check(Path folder) {
    Incident incident;
    try {
      incident = IncidentFolders.read(folder.resolve(IncidentFolders.FILE));
    } catch (IOException e) {
      // A resume reads it too, to leave out its batch.
      String inside = String.valueOf(e.getMessage()).replace(folder + File.separator, "");
      return FileCheck.unreadable(folder, new RunException(inside)).refusing();
    }
    try {
      Optional<String> problem = description(folder, incident);
      MetricsLines lines = MetricsLines.count(folder.resolve(IncidentFolders.METRICS));
      problem = problem.or(() -> metrics(folder, lines));
      return problem.isPresent()
          ? FileCheck.unreadable(folder, new RunException(problem.get()))
          : FileCheck.good(folder, lines.rows());
    } catch (IOException e) {
      return FileCheck.unreadable(folder, e);
    }
  }

  private static Optional<String> description(Path folder, Incident incident) throws IOException {
    JsonNode root =
        new ObjectMapper().readTree(Utf8File.read(folder.resolve(IncidentFolders.FILE)));
    List<String> missing = KEYS.stream().filter(key -> !root.has(key)).toList();
    if (!missing.isEmpty()) {
      return Optional.of(IncidentFolders.FILE + ": has no " + String.join(", ", missing));
    }
    String named = String.format(Locale.ROOT, "incident-%03d", incident.number());
    return folder.endsWith(named)
        ? Optional.empty()
        : Optional.of(IncidentFolders.FILE + ": is that of " + named);
  }

  private static Optional<String> metrics(Path folder, MetricsLines lines) {
    Path file = folder.resolve(IncidentFolders.METRICS);
    if (!Files.exists(file)) {
      return Optional.of(IncidentFolders.METRICS + " is missing");
    }
    try {
      Optional<String> damage = MetricsTail.read(file).damage();
      return lines.damaged() > 0
          ? Optional.of(
              String.format(
                  Locale.ROOT,
                  "%s: %d of %d lines are not rows of numbers",
                  IncidentFolders.METRICS,
                  lines.damaged(),
                  lines.rows() + lines.damaged()))
          : damage.map(text -> text.replace(file.toString(), IncidentFolders.METRICS));
    } catch (IOException e) {
      return Optional.of(IncidentFolders.METRICS + ": " + e.getMessage());
    }
  }

  /**
   * Returns a remark for each incident that {@code events.jsonl} names and that has no folder: its
   * batch is not left out any more.
   */
  public static List<String> missing(RunFolder run, List<Event> events) {
    List<String> remarks = new ArrayList<>();
    for (Event event : events) {
      if (event.kind() == EventKind.COLLAPSED
          && event.fields().get("incident") instanceof String name
          && !Files.exists(run.path().resolve(name))) {
        remarks.add(
            name
                + ", which events.jsonl names, is missing: its batch is trained on again by a"
                + " resume from before it");
      }
    }
    return List.copyOf(remarks);
  }
}
