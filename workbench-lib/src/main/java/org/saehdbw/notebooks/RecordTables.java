package org.saehdbw.notebooks;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Records that have no look of their own: a row for each component, or for each record of many. */
final class RecordTables {
  private static final int MOST_LETTERS = 160;
  private static final int MOST_ENTRIES = 12;
  private static final int MOST_ROWS = 100;

  private RecordTables() {}

  /** Returns a table of names and values. */
  static Html of(Record value) {
    RecordComponent[] parts = value.getClass().getRecordComponents();
    return Html.of(
        Table.create(
            value.getClass().getSimpleName(),
            StringColumn.create("name", Arrays.stream(parts).map(RecordTables::name).toList()),
            StringColumn.create(
                "value", Arrays.stream(parts).map(part -> text(part, value)).toList())));
  }

  /** Returns a table of records of one type, a row each; empty for any other list. */
  static Optional<Html> of(List<?> values) {
    if (values.isEmpty()
        || !(values.get(0) instanceof Record first)
        || !values.stream().allMatch(value -> first.getClass().isInstance(value))) {
      return Optional.empty();
    }
    List<Record> shown =
        values.stream()
            .limit(MOST_ROWS)
            .map(value -> (Record) first.getClass().cast(value))
            .toList();
    List<StringColumn> columns = new ArrayList<>();
    for (RecordComponent part : first.getClass().getRecordComponents()) {
      columns.add(
          StringColumn.create(name(part), shown.stream().map(row -> text(part, row)).toList()));
    }
    String name = first.getClass().getSimpleName();
    String count =
        values.size() > shown.size()
            ? name + ", the first " + shown.size() + " of " + values.size()
            : name + ", " + values.size();
    return Optional.of(Html.of(Table.create(count, columns.toArray(StringColumn[]::new))));
  }

  /** Such as {@code peak resident mib}. */
  private static String name(RecordComponent part) {
    return part.getName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  private static String text(RecordComponent part, Record value) {
    try {
      part.getAccessor().setAccessible(true);
      String text = text(part.getAccessor().invoke(value));
      return text.length() > MOST_LETTERS ? text.substring(0, MOST_LETTERS) + "\u2026" : text;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return "cannot be read: " + e.getMessage();
    }
  }

  private static String text(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Double || value instanceof Float) {
      return Html.number(((Number) value).doubleValue());
    }
    if (value instanceof Optional<?> optional) {
      return text(optional.orElse(null));
    }
    if (value instanceof Collection<?> all) {
      return joined(all.stream().limit(MOST_ENTRIES).map(RecordTables::text).toList(), all.size());
    }
    if (value instanceof Map<?, ?> map) {
      return joined(
          map.entrySet().stream()
              .limit(MOST_ENTRIES)
              .map(entry -> text(entry.getKey()) + ": " + text(entry.getValue()))
              .toList(),
          map.size());
    }
    if (value.getClass().isArray()) {
      int length = Array.getLength(value);
      return joined(
          IntStream.range(0, Math.min(length, MOST_ENTRIES))
              .mapToObj(i -> text(Array.get(value, i)))
              .toList(),
          length);
    }
    return String.valueOf(value);
  }

  private static String joined(List<String> shown, int all) {
    String text = shown.stream().collect(Collectors.joining(", "));
    return all > shown.size() ? text + " and " + (all - shown.size()) + " more" : text;
  }
}
