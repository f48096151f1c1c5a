package org.saehdbw.notebooks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.saehdbw.experiments.Training;
import org.saehdbw.reports.RunTables;
import org.saehdbw.runs.queries.RunFacts;
import org.saehdbw.runs.queries.RunQuery;
import tech.tablesaw.api.Table;

/**
 * Runs as a table below a cell, as {@code ./workbench runs list} shows them: those of {@code
 * results/runs}, or of a folder that is named first.
 *
 * <pre>{@code
 * Runs.list()
 * Runs.where("held_out < 0.04", "tag = film")
 * Runs.sorted("-date", "batch_size = 4")
 * }</pre>
 */
public final class Runs {
  private Runs() {}

  /** Returns all runs that are not archived, by their numbers. */
  public static Table list() throws IOException {
    return list(Training.defaultRuns());
  }

  /** Returns all runs of a folder that are not archived, by their numbers. */
  public static Table list(Path runsFolder) throws IOException {
    return sorted(runsFolder, "");
  }

  /**
   * Returns the runs that fit all conditions.
   *
   * @param conditions such as {@code held_out < 0.04}; docs/runs.md lists what they can name
   * @throws IllegalArgumentException if one is not a condition, or names what runs do not have
   */
  public static Table where(String... conditions) throws IOException {
    return sorted("", conditions);
  }

  /** Returns the runs of a folder that fit all conditions, as {@link #where(String...)}. */
  public static Table where(Path runsFolder, String... conditions) throws IOException {
    return sorted(runsFolder, "", conditions);
  }

  /**
   * Returns the runs that fit all conditions, in an order.
   *
   * @param key what they are sorted by, such as {@code held_out}, or {@code -date} for the newest
   *     first
   * @throws IllegalArgumentException if the key is not known, or a condition is none
   */
  public static Table sorted(String key, String... conditions) throws IOException {
    return sorted(Training.defaultRuns(), key, conditions);
  }

  private static Table sorted(Path runsFolder, String key, String... conditions)
      throws IOException {
    RunQuery query = RunQuery.parse(List.of(conditions), key, false);
    return RunTables.found(query.apply(RunFacts.all(runsFolder)));
  }
}
