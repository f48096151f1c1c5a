package org.saehdbw.checkpoints;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON header of a safetensors file, every claim in it checked. */
record SafetensorsHeader(Map<String, String> metadata, Map<String, Entry> entries) {
  private static final int DEEPEST = 4;

  /** The position of an array: its shape and its bytes within the data. */
  record Entry(String name, List<Integer> shape, long begin, long end) {
    int count() {
      return (int) ((end - begin) / Float.BYTES);
    }
  }

  /**
   * Parses a header.
   *
   * @param json the header's bytes
   * @param dataBytes how many bytes of data follow it in the file
   * @param file the file's name, for messages
   * @throws CheckpointException.Corrupt if anything in it is not as the format has it
   */
  static SafetensorsHeader parse(byte[] json, long dataBytes, String file)
      throws CheckpointException.Corrupt {
    JsonNode root = tree(json, file);
    Map<String, String> metadata = new LinkedHashMap<>();
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (field.getKey().equals(SafetensorsWriter.METADATA)) {
        for (Map.Entry<String, JsonNode> text : field.getValue().properties()) {
          check(text.getValue().isTextual(), file, "metadata " + text.getKey() + " is not text");
          metadata.put(text.getKey(), text.getValue().textValue());
        }
      } else {
        entries.put(field.getKey(), entry(field.getKey(), field.getValue(), file));
      }
    }
    checkGapless(entries, dataBytes, file);
    return new SafetensorsHeader(metadata, entries);
  }

  private static JsonNode tree(byte[] json, String file) throws CheckpointException.Corrupt {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(20)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    ObjectMapper mapper =
        new ObjectMapper(factory).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    try {
      JsonNode root = mapper.readTree(json);
      check(root.isObject(), file, "the header is not a JSON object");
      return root;
    } catch (CheckpointException.Corrupt e) {
      throw e;
    } catch (IOException e) {
      throw new CheckpointException.Corrupt(file + ": the header is not valid JSON", e);
    }
  }

  private static Entry entry(String name, JsonNode node, String file)
      throws CheckpointException.Corrupt {
    String type = node.path("dtype").asText("none");
    check(type.equals("F32"), file, name + " must have dtype F32, got " + type);
    JsonNode axes = node.path("shape");
    JsonNode offsets = node.path("data_offsets");
    check(axes.isArray(), file, name + " has no shape");
    check(
        offsets.isArray()
            && offsets.size() == 2
            && offsets.get(0).isIntegralNumber()
            && offsets.get(0).canConvertToLong()
            && offsets.get(1).isIntegralNumber()
            && offsets.get(1).canConvertToLong(),
        file,
        name + " has no data_offsets [begin, end]");
    List<Integer> shape = new ArrayList<>();
    long count = 1;
    for (JsonNode axis : axes) {
      boolean fits = axis.isIntegralNumber() && axis.canConvertToInt() && axis.intValue() >= 1;
      check(fits, file, name + " has an axis that is not a positive number: " + axis);
      shape.add(axis.intValue());
      count *= axis.intValue();
      check(count <= Integer.MAX_VALUE / Float.BYTES, file, name + " is larger than 2 GiB");
    }
    long begin = offsets.get(0).longValue();
    long end = offsets.get(1).longValue();
    check(
        begin >= 0 && end >= begin && end - begin == count * Float.BYTES,
        file,
        name + " of shape " + shape + " cannot be at bytes " + begin + " to " + end);
    return new Entry(name, shape, begin, end);
  }

  /** Arrays must cover the data without gap or overlap, as the format demands. */
  private static void checkGapless(Map<String, Entry> entries, long dataBytes, String file)
      throws CheckpointException.Corrupt {
    List<Entry> sorted = new ArrayList<>(entries.values());
    sorted.sort(Comparator.comparingLong(Entry::begin));
    long at = 0;
    for (Entry entry : sorted) {
      check(
          entry.begin() == at,
          file,
          entry.name() + " must begin at byte " + at + " of the data, got " + entry.begin());
      at = entry.end();
    }
    check(at == dataBytes, file, "must hold " + at + " bytes of data, got " + dataBytes);
  }

  private static void check(boolean holds, String file, String wrong)
      throws CheckpointException.Corrupt {
    if (!holds) {
      throw new CheckpointException.Corrupt(file + ": " + wrong);
    }
  }
}
