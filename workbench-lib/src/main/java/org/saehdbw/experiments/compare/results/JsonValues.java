package org.saehdbw.experiments.compare.results;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.saehdbw.statistics.Verdict;

/** Turns results into maps and lists that any JSON writer takes: no NaN, no optionals. */
final class JsonValues {
  private JsonValues() {}

  /** Records become maps with snake-case names, what is absent or not a number null. */
  static @Nullable Object of(@Nullable Object value) {
    if (value instanceof Optional<?> optional) {
      return of(optional.orElse(null));
    }
    if (value instanceof OptionalDouble optional) {
      return optional.isPresent() ? of(optional.getAsDouble()) : null;
    }
    if (value instanceof Double number) {
      return Double.isFinite(number) ? number : null;
    }
    if (value instanceof Verdict verdict) {
      return verdict.words();
    }
    if (value instanceof Enum<?> word) {
      return word.toString();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(JsonValues::of).toList();
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> plain = new LinkedHashMap<>();
      map.forEach((key, inner) -> plain.put(String.valueOf(key), of(inner)));
      return plain;
    }
    return value instanceof Record inner ? ofRecord(inner) : value;
  }

  private static Map<String, @Nullable Object> ofRecord(Record value) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      String name = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
      try {
        plain.put(name, of(component.getAccessor().invoke(value)));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot read " + component, e);
      }
    }
    return plain;
  }
}
