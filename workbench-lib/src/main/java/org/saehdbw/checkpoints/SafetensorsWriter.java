package org.saehdbw.checkpoints;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.saehdbw.files.DurableFile;
import org.saehdbw.files.FileDigest;

/**
 * Writes float arrays in the safetensors format (Hugging Face, 2022): the header's length as 8
 * bytes, little end first, a JSON header with type, shape and offsets of each array, the data.
 *
 * <p>The same arrays and metadata give the same bytes. Data goes through a buffer of 1 MiB, so
 * nothing is held twice.
 */
public final class SafetensorsWriter {
  static final String METADATA = "__metadata__";
  private static final int CHUNK_BYTES = 1 << 20;

  private SafetensorsWriter() {}

  /**
   * Writes a new file and syncs it.
   *
   * @param file where to; it must not exist
   * @param metadata free text by key, written in the order of the keys
   * @param arrays the arrays, names distinct, written in this order
   * @throws IllegalArgumentException if a name comes twice or is {@code __metadata__}
   * @throws IOException if the file system refuses
   */
  public static void write(Path file, Map<String, String> metadata, List<NamedArray> arrays)
      throws IOException {
    writeDigested(file, metadata, arrays);
  }

  static FileDigest writeDigested(Path file, Map<String, String> metadata, List<NamedArray> arrays)
      throws IOException {
    byte[] header = header(metadata, arrays);
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (DurableFile out = new DurableFile(file)) {
      out.write(chunk.putLong(header.length).flip());
      out.write(ByteBuffer.wrap(header));
      for (NamedArray array : arrays) {
        writeValues(out, chunk, array.values().duplicate());
      }
      return out.finish();
    }
  }

  private static void writeValues(DurableFile out, ByteBuffer chunk, FloatBuffer values)
      throws IOException {
    while (values.hasRemaining()) {
      int count = Math.min(values.remaining(), CHUNK_BYTES / Float.BYTES);
      chunk.clear().asFloatBuffer().put(values.slice().limit(count));
      out.write(chunk.limit(count * Float.BYTES));
      values.position(values.position() + count);
    }
  }

  private static byte[] header(Map<String, String> metadata, List<NamedArray> arrays)
      throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    if (!metadata.isEmpty()) {
      root.set(METADATA, mapper.valueToTree(new TreeMap<>(metadata)));
    }
    long offset = 0;
    for (NamedArray array : arrays) {
      if (array.name().equals(METADATA) || root.has(array.name())) {
        throw new IllegalArgumentException(
            "array names must be distinct and not " + METADATA + ", got " + array.name());
      }
      long end = offset + (long) array.values().remaining() * Float.BYTES;
      ObjectNode entry = root.putObject(array.name());
      entry.put("dtype", "F32");
      entry.set("shape", mapper.valueToTree(array.shape()));
      entry.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] json = mapper.writeValueAsString(root).getBytes(StandardCharsets.UTF_8);
    // Readers that map the file want the data to start at a multiple of 8; spaces may fill up.
    byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }
}
