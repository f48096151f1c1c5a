package org.saehdbw.training.incidents;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.saehdbw.dataloaders.BatchOptions;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.settings.Settings;
import org.saehdbw.training.plan.CollapseOptions;

/**
 * Answers the collapses of a run: writes the incident's folder and its event, then says how
 * training continues, or stops it. What is decided is in the folder before anything is done.
 */
public final class Recovery {
  private final RunFolder run;
  private final Settings settings;
  private final CollapseOptions options;

  /**
   * Takes a run.
   *
   * @param settings as they are in the stage that collapsed
   */
  public Recovery(RunFolder run, Settings settings) {
    this.run = run;
    this.settings = settings;
    options = CollapseOptions.of(settings);
  }

  /** Finds the newest good checkpoint. */
  public interface Checkpoints {
    /** Returns its iteration, 0 for initial weights. */
    long newestGood() throws IOException;
  }

  /**
   * Writes a collapse down.
   *
   * @return the incident, after which training continues from that checkpoint
   * @throws CollapseException if training stops; the message says which incidents led to it
   */
  public Incident answer(CollapseException collapse, Checkpoints checkpoints)
      throws CollapseException {
    if (options.answer() == CollapseOptions.Answer.IGNORE) {
      throw collapse;
    }
    try {
      IncidentFolders folders = new IncidentFolders(run);
      List<Incident> before = folders.read();
      RecoveryLadder ladder = new RecoveryLadder(options.repeatIterations());
      long iteration = collapse.collapse().iteration();
      boolean recovers = options.answer() == CollapseOptions.Answer.RECOVER;
      Incident incident =
          new Incident(
              before.isEmpty() ? 1 : before.get(before.size() - 1).number() + 1,
              collapse.collapse().kind(),
              iteration,
              collapse.batch().number(),
              recovers ? ladder.next(before, iteration) : Remedy.STOPPED,
              checkpoints.newestGood());
      folders.write(incident, collapse, context());
      run.eventLog().append(EventKind.COLLAPSED, facts(incident, collapse.collapse()));
      if (incident.remedy() == Remedy.STOPPED) {
        throw recovers
            ? collapse.with(repeated(ladder.series(before, iteration), incident))
            : collapse.with("; see " + name(run, incident) + " in " + run.path());
      }
      return incident;
    } catch (CollapseException e) {
      throw e;
    } catch (IOException e) {
      // What cannot be written down is not recovered from: a resume could not do the same.
      collapse.addSuppressed(e);
      throw collapse.with("; the incident could not be written down: " + e.getMessage());
    }
  }

  /** What makes the batch again, beside its number: the settings say the rest. */
  private Map<String, Object> context() {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("seed", settings.get(BatchOptions.SEED));
    context.put("batch_size", settings.get(BatchOptions.BATCH_SIZE));
    return context;
  }

  private Map<String, Object> facts(Incident incident, Collapse collapse) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("iteration", incident.iteration());
    facts.put("kind", incident.kind().text());
    facts.put("message", collapse.message());
    facts.put("batch", incident.batch());
    facts.put("remedy", incident.remedy().text());
    facts.put("incident", name(run, incident));
    return facts;
  }

  private String repeated(List<Incident> series, Incident last) {
    return String.format(
        Locale.ROOT,
        "; training collapsed %d times, each within %d iterations of the one before"
            + " (collapse_repeat_iter), also without the batches and at half the learning rate:"
            + " see %s in %s",
        series.size() + 1,
        options.repeatIterations(),
        Stream.concat(series.stream(), Stream.of(last))
            .map(
                one ->
                    name(run, one)
                        + " ("
                        + one.kind().text()
                        + ", iteration "
                        + one.iteration()
                        + ")")
            .collect(Collectors.joining(", ")),
        run.path());
  }

  /**
   * Notes that training continues from the checkpoint.
   *
   * @param iteration the checkpoint's
   * @param rowsCut rows that were removed from the metrics
   * @return the remark for the user
   */
  public static String noteRollback(RunFolder run, Incident incident, long iteration, int rowsCut)
      throws IOException {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("iteration", iteration);
    facts.put("from", incident.iteration());
    facts.put("remedy", incident.remedy().text());
    facts.put("incident", name(run, incident));
    facts.put("rows_cut", rowsCut);
    run.eventLog().append(EventKind.ROLLED_BACK, facts);
    return String.format(
        Locale.ROOT,
        "training collapsed at iteration %d (%s) and continues from iteration %d without batch"
            + " %d%s; see %s",
        incident.iteration(),
        incident.kind().text(),
        iteration,
        incident.batch(),
        incident.remedy() == Remedy.HALF_RATE ? " and with half the learning rate" : "",
        name(run, incident));
  }

  private static String name(RunFolder run, Incident incident) {
    return String.valueOf(run.incident(incident.number()).getFileName());
  }
}
