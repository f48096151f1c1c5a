package org.saehdbw.experiments.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.files.JsonLines;

/**
 * How entries are written as lines: the name of the entry's record in one field, its components in
 * snake case in the others. What is null is left out, and fields that a record does not have are
 * ignored, so that older and newer ledgers can be read.
 *
 * @param <E> the sealed interface of the entries
 */
public final class LedgerFormat<E> implements JsonLines.Format<E> {
  /** Reads and writes the JSON of experiments: snake case, unknown fields ignored. */
  public static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private static final ObjectMapper LINES =
      JSON.copy().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
  private static final String TIME = "time";

  private final String field;
  private final Map<String, Class<? extends E>> kinds;
  private final Optional<Clock> clock;

  private LedgerFormat(String field, Map<String, Class<? extends E>> kinds, Optional<Clock> clock) {
    this.field = field;
    this.kinds = kinds;
    this.clock = clock;
  }

  /**
   * Makes the format of a sealed interface. An entry's name is that of its record in lower case.
   *
   * @param type a sealed interface whose permitted types are records
   * @param field that holds the name, such as {@code kind}
   * @param clock for a time stamp at the beginning of each line; empty for none
   * @throws IllegalArgumentException if the type is not sealed
   */
  public static <E> LedgerFormat<E> of(Class<E> type, String field, Optional<Clock> clock) {
    if (!type.isSealed()) {
      throw new IllegalArgumentException("a ledger's entries must be sealed, got " + type);
    }
    Map<String, Class<? extends E>> kinds = new LinkedHashMap<>();
    for (Class<?> kind : type.getPermittedSubclasses()) {
      kinds.put(kind.getSimpleName().toLowerCase(Locale.ROOT), kind.asSubclass(type));
    }
    return new LedgerFormat<>(field, kinds, clock);
  }

  /**
   * Checks the name of a run folder in a line that was read.
   *
   * @return the name
   * @throws IllegalArgumentException if it is not the name of a folder
   */
  public static String requireFolderName(String run) {
    if (Path.of(run).getNameCount() != 1) {
      throw new IllegalArgumentException("a run must be the name of a folder, got " + run);
    }
    return run;
  }

  @Override
  public ObjectNode write(E entry) {
    ObjectNode line = LINES.createObjectNode();
    clock.ifPresent(c -> line.put(TIME, c.instant().truncatedTo(ChronoUnit.MILLIS).toString()));
    line.put(field, entry.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    line.setAll((ObjectNode) LINES.valueToTree(entry));
    return line;
  }

  @Override
  public Optional<E> read(JsonNode line) throws JsonProcessingException {
    Class<? extends E> kind = kinds.get(line.path(field).asText());
    return kind == null ? Optional.empty() : Optional.of(LINES.treeToValue(line, kind));
  }
}
