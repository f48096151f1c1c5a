package org.saehdbw.experiments.deciding;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.YamlRecord;
import org.saehdbw.statistics.Seeds;
import org.saehdbw.statistics.sequential.Design;
import org.saehdbw.statistics.sequential.Looks;
import org.saehdbw.statistics.sequential.Margin;
import org.saehdbw.statistics.sequential.Spending;

/**
 * When a sweep or a comparison that runs {@code until: decided} compares its points, or its arms
 * with colour, and when it ends. Below, an arm is a point too.
 *
 * @param margin the largest difference that is as good as none
 * @param firstSeeds of each point before the first look; at least five
 * @param addSeeds between two looks, for each point that can still be the best; at least one
 * @param mostSeeds of each point; at least {@code firstSeeds}
 * @param timeS no look is prepared that would end later, in seconds of trials, those side by side
 *     counted once; 0 sets no limit
 * @param level 1 less the error rate of the whole procedure, such as 0.95
 * @param spending of the error rate over the looks
 */
public record Decide(
    Margin margin,
    int firstSeeds,
    int addSeeds,
    int mostSeeds,
    double timeS,
    double level,
    Spending spending) {
  /** The word of {@code until} in experiment files. */
  public static final String DECIDED = "decided";

  /** What holds where a file says nothing else: 5 %, and looks at 5, 7, ... 15 seeds. */
  public static final Decide DEFAULT =
      new Decide(new Margin(0.05, true), 5, 2, 15, 0, 0.95, Spending.OBRIEN_FLEMING);

  private static final String MARGIN = "margin";
  private static final String MARGIN_ABSOLUTE = "margin_absolute";
  private static final List<String> KEYS =
      List.of(
          MARGIN,
          MARGIN_ABSOLUTE,
          "first_seeds",
          "add_seeds",
          "most_seeds",
          "time_s",
          "level",
          "spending");

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is not what is said above
   */
  public Decide {
    require(
        firstSeeds >= Seeds.ENOUGH_FOR_A_VERDICT,
        "first_seeds must be at least " + Seeds.ENOUGH_FOR_A_VERDICT + ", got " + firstSeeds);
    require(addSeeds >= 1, "add_seeds must be at least 1, got " + addSeeds);
    require(
        mostSeeds >= firstSeeds,
        "most_seeds must be at least first_seeds, " + firstSeeds + ", got " + mostSeeds);
    require(timeS >= 0, "time_s must be at least 0, got " + timeS);
    require(level >= 0.8 && level < 1, "level must be at least 0.8 and below 1, got " + level);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException("decide: " + message);
    }
  }

  /**
   * Reads the record of an experiment file.
   *
   * @throws SettingsException if a key is unknown or a value not allowed
   */
  public static Optional<Decide> of(Optional<YamlRecord> record) throws SettingsException {
    if (record.isEmpty()) {
      return Optional.empty();
    }
    YamlRecord fields = record.get();
    fields.requireKnown(KEYS);
    if (fields.has(MARGIN) && fields.has(MARGIN_ABSOLUTE)) {
      throw new SettingsException(
          "decide: give margin, a fraction, or margin_absolute, got both ("
              + fields.origin()
              + ")");
    }
    Margin margin = DEFAULT.margin();
    if (fields.has(MARGIN)) {
      margin = new Margin(fields.requiredNumber(MARGIN), true);
    } else if (fields.has(MARGIN_ABSOLUTE)) {
      margin = new Margin(fields.requiredNumber(MARGIN_ABSOLUTE), false);
    }
    String spending = fields.word("spending", DEFAULT.spending().text(), Spending.words());
    return Optional.of(
        new Decide(
            margin,
            fields.whole("first_seeds", DEFAULT.firstSeeds()),
            fields.whole("add_seeds", DEFAULT.addSeeds()),
            fields.whole("most_seeds", DEFAULT.mostSeeds()),
            fields.number("time_s", DEFAULT.timeS()),
            fields.number("level", DEFAULT.level()),
            Spending.valueOf(spending.toUpperCase(Locale.ROOT))));
  }

  /** Returns it as an experiment file has it. */
  @JsonValue
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(margin.fraction() ? MARGIN : MARGIN_ABSOLUTE, margin.amount());
    fields.put("first_seeds", firstSeeds);
    fields.put("add_seeds", addSeeds);
    fields.put("most_seeds", mostSeeds);
    fields.put("time_s", timeS);
    fields.put("level", level);
    fields.put("spending", spending.text());
    return fields;
  }

  /** Returns the design of the comparison. */
  public Design design() {
    return new Design(looks(), spending, level, margin);
  }

  /** Returns at how many seeds points are compared. */
  public Looks looks() {
    return Looks.of(firstSeeds, addSeeds, mostSeeds);
  }

  /**
   * Returns the first seeds of a sweep: those that its file names, then the numbers after the
   * largest.
   *
   * @param named seeds of the file
   * @param count how many
   */
  public static List<Long> seeds(List<Long> named, int count) {
    List<Long> seeds = new ArrayList<>(named.subList(0, Math.min(count, named.size())));
    long next = named.stream().mapToLong(Long::longValue).max().orElse(0);
    while (seeds.size() < count) {
      seeds.add(++next);
    }
    return seeds;
  }

  /** Returns the same with another margin. */
  public Decide withMargin(Margin other) {
    return new Decide(other, firstSeeds, addSeeds, mostSeeds, timeS, level, spending);
  }

  /** Returns the same with another number of seeds at most. */
  public Decide withMostSeeds(int other) {
    return new Decide(margin, firstSeeds, addSeeds, other, timeS, level, spending);
  }

  /** Returns the same with another limit of time; 0 is none. */
  public Decide withTimeS(double other) {
    return new Decide(margin, firstSeeds, addSeeds, mostSeeds, other, level, spending);
  }

  /** Returns what must not change after the start: all but the limit of time. */
  public String fixed() {
    return String.format(
        Locale.ROOT,
        "margin %s, looks at %s seeds, level %s, spending %s",
        margin.fraction() ? margin : margin + " absolute",
        looks().seeds(),
        level,
        spending.text());
  }
}
