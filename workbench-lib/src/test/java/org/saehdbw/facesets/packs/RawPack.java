package org.saehdbw.facesets.packs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.faces.MetadataWriter;
import org.saehdbw.pickles.PickleNone;
import org.saehdbw.pickles.PickleTuple;
import org.saehdbw.pickles.PickleWriter;
import org.saehdbw.testing.TestFaces;

/** Puts packs together by hand, good ones and bad ones. */
public final class RawPack {
  private final List<Object> configs = new ArrayList<>();
  private final List<byte[]> files = new ArrayList<>();
  private long[] table = {};

  /** Adds a face file under a name. */
  RawPack add(String name, byte[] file) {
    return add(name, PickleNone.NONE, file);
  }

  RawPack add(String name, Object person, byte[] file) {
    configs.add(config(name, person));
    files.add(file);
    return this;
  }

  /** Replaces the offsets that fit by others. */
  RawPack table(long... offsets) {
    table = offsets;
    return this;
  }

  static Map<String, Object> config(String name, Object person) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("sample_type", 1);
    values.put("filename", name);
    values.put("face_type", 4);
    values.put("shape", PickleTuple.of(256, 256, 3));
    values.put("landmarks", MetadataWriter.points(TestFaces.frontal(256)));
    values.put("person_name", person);
    return values;
  }

  public byte[] bytes() {
    return bytes(configs, table, files);
  }

  static byte[] bytes(Object configs, long[] offsets, List<byte[]> files) {
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    try {
      PickleWriter.write(configs, 4, pickle);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes(pickle.toByteArray(), offsets, files);
  }

  static byte[] bytes(byte[] pickle, long[] offsets, List<byte[]> files) {
    int length = files.stream().mapToInt(file -> file.length).sum();
    int entries = offsets.length > 0 ? offsets.length : files.size() + 1;
    ByteBuffer pack =
        ByteBuffer.allocate(16 + pickle.length + 8 * entries + length)
            .order(ByteOrder.LITTLE_ENDIAN);
    pack.putLong(1).putLong(pickle.length).put(pickle);
    if (offsets.length > 0) {
      for (long offset : offsets) {
        pack.putLong(offset);
      }
    } else {
      long at = 0;
      for (byte[] file : files) {
        pack.putLong(at);
        at += file.length;
      }
      pack.putLong(pack.capacity());
    }
    files.forEach(pack::put);
    return pack.array();
  }
}
