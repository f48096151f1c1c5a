package org.saehdbw.dashboard.answers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A JSON object that leaves out what is not known. */
public final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Map<String, Object> fields = new LinkedHashMap<>();

  /** Adds text, a truth value, a list or a map. */
  public Json put(String name, Object value) {
    fields.put(name, value instanceof Json json ? json.fields : value);
    return this;
  }

  /** Adds a value if there is one. */
  public Json put(String name, Optional<?> value) {
    value.ifPresent(known -> put(name, known));
    return this;
  }

  /** Adds a whole number. */
  public Json put(String name, long value) {
    fields.put(name, value);
    return this;
  }

  /** Adds a number if it is finite, rounded to what a float holds. */
  public Json put(String name, double value) {
    if (Double.isFinite(value)) {
      fields.put(name, (float) value);
    }
    return this;
  }

  /** Returns the fields, in their order. */
  public Map<String, Object> map() {
    return fields;
  }

  /** Returns the text of the object. */
  public byte[] bytes() {
    return bytes(fields);
  }

  /**
   * Reads an object that a page sent.
   *
   * @throws PageProblem if the text is not a JSON object
   */
  public static JsonNode object(String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      if (node != null && node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException e) {
      throw new PageProblem(400, "the request must be a JSON object");
    }
    throw new PageProblem(400, "the request must be a JSON object");
  }

  /** Returns the text of a value. */
  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + value.getClass() + " as JSON", e);
    }
  }

  /** Returns the text of a list of objects. */
  public static byte[] bytes(Collection<Json> values) {
    return bytes((Object) values.stream().map(Json::map).toList());
  }

  /** Numbers as JSON has them: floats, and null for what is not finite. */
  public static @Nullable Float[] numbers(double[] values) {
    @Nullable Float[] numbers = new Float[values.length];
    for (int i = 0; i < values.length; i++) {
      numbers[i] = Double.isFinite(values[i]) ? (float) values[i] : null;
    }
    return numbers;
  }
}
