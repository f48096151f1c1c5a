package org.saehdbw.training.incidents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.files.FileTree;
import org.saehdbw.files.Fsync;
import org.saehdbw.files.Rename;
import org.saehdbw.files.Utf8File;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.MetricsWriter;

/**
 * The folders {@code incident-NNN} of a run, each with {@code incident.json} and {@code
 * metrics.csv}, the last rows before the collapse. A folder is complete or invisible. One process
 * at a time may write.
 */
public final class IncidentFolders {
  /** The file that says what happened. */
  public static final String FILE = "incident.json";

  /** The file of the last rows. */
  public static final String METRICS = "metrics.csv";

  /** How many rows are kept. */
  public static final int ROWS = 200;

  private static final String FORMAT = "saehdbw-incident";
  private static final int VERSION = 1;

  private final RunFolder run;

  /** Takes a run's incidents. */
  public IncidentFolders(RunFolder run) {
    this.run = run;
  }

  /**
   * Reads all incidents, oldest first.
   *
   * @throws RunException if one cannot be read: without it other batches would be trained on
   */
  public List<Incident> read() throws IOException {
    List<Incident> incidents = new ArrayList<>();
    for (Path folder : run.incidents()) {
      incidents.add(read(folder.resolve(FILE)));
    }
    return List.copyOf(incidents);
  }

  static Incident read(Path file) throws IOException {
    try {
      JsonNode root = new ObjectMapper().readTree(Utf8File.read(file));
      if (root.path("version").asInt() > VERSION) {
        throw new RunException(file + ": is of version " + root.path("version") + ", newer than 1");
      }
      return new Incident(
          root.required("number").intValue(),
          word(CollapseKind.values(), CollapseKind::text, root.required("kind").asText()),
          root.required("iteration").longValue(),
          root.required("batch").longValue(),
          word(Remedy.values(), Remedy::text, root.required("remedy").asText()),
          root.required("rolled_back_to").longValue());
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw damaged(file, e);
    } catch (RunException e) {
      throw e;
    } catch (IOException e) {
      throw damaged(file, e);
    }
  }

  private static RunException damaged(Path file, Exception cause) {
    return new RunException(
        file
            + ": is missing or damaged; it says which batch is left out: restore it, or delete its"
            + " folder to train on that batch again ("
            + cause.getMessage()
            + ")",
        cause);
  }

  private static <E> E word(E[] values, Function<E, String> text, String wanted) {
    Optional<E> found =
        Arrays.stream(values).filter(value -> text.apply(value).equals(wanted)).findFirst();
    return found.orElseThrow(() -> new IllegalArgumentException("not known: " + wanted));
  }

  /**
   * Writes an incident's folder with the last rows of the run's metrics.
   *
   * @param incident with a number that no folder has yet
   * @param collapse what was noticed
   * @param context what else makes the batch again, such as seed and batch size, by name
   * @return the folder
   * @throws IOException if it cannot be written; nothing is visible of it then
   */
  public Path write(Incident incident, CollapseException collapse, Map<String, Object> context)
      throws IOException {
    Path folder = run.incident(incident.number());
    Path aside = folder.resolveSibling("." + folder.getFileName() + ".part");
    FileTree.delete(aside);
    Files.createDirectory(aside);
    List<MetricsRow> rows = MetricsReader.readAll(run.metricsFile()).rows();
    MetricsWriter.writeAll(
        aside.resolve(METRICS), rows.subList(Math.max(0, rows.size() - ROWS), rows.size()));
    ObjectMapper mapper = new ObjectMapper();
    String json =
        mapper
            .writerWithDefaultPrettyPrinter()
            .writeValueAsString(describe(mapper, incident, collapse, context));
    AtomicFile.writeDurable(aside.resolve(FILE), json + "\n");
    Fsync.folder(aside);
    Rename.toFree(aside, folder);
    Fsync.folder(run.path());
    return folder;
  }

  /**
   * Copies all incidents into a run that has none, which repeats this one: it leaves out the same
   * batches from the start and does not collapse again.
   */
  public void copyTo(RunFolder other) throws IOException {
    for (Path folder : run.incidents()) {
      Path copy = Files.createDirectory(other.path().resolve(folder.getFileName()));
      for (String file : List.of(FILE, METRICS)) {
        // Which batches were left out is in the first; the rows are for people.
        if (Files.exists(folder.resolve(file))) {
          Files.copy(folder.resolve(file), copy.resolve(file));
        }
      }
    }
  }

  private static ObjectNode describe(
      ObjectMapper mapper,
      Incident incident,
      CollapseException collapse,
      Map<String, Object> context) {
    ObjectNode root = mapper.createObjectNode();
    root.put("format", FORMAT).put("version", VERSION);
    root.put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    root.put("number", incident.number());
    root.put("kind", incident.kind().text());
    root.put("message", collapse.collapse().message());
    root.put("iteration", incident.iteration());
    root.set("figures", mapper.valueToTree(collapse.collapse().figures()));
    root.put("batch", incident.batch());
    root.set("src", mapper.valueToTree(collapse.batch().src()));
    root.set("dst", mapper.valueToTree(collapse.batch().dst()));
    context.forEach((name, value) -> root.set(name, mapper.valueToTree(value)));
    root.put("remedy", incident.remedy().text());
    root.put("rolled_back_to", incident.rolledBackTo());
    return root;
  }
}
