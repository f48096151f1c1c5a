package org.saehdbw.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.tensors.CounterRandom;

class SafetensorsTest {
  private static final List<NamedArray> ARRAYS =
      List.of(
          new NamedArray(
              "a/weight", List.of(2, 2), FloatBuffer.wrap(new float[] {1, -0f, 3e-39f, 4})),
          new NamedArray("a/\"bias\"", List.of(), FloatBuffer.wrap(new float[] {0.1f})));

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("x.safetensors");
  }

  @Test
  void givesBackEveryBit() throws IOException {
    SafetensorsWriter.write(file, Map.of("layout", "OIHW", "channels", "1"), ARRAYS);
    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      assertThat(reader.metadata()).isEqualTo(Map.of("layout", "OIHW", "channels", "1"));
      assertThat(reader.names()).containsExactly("a/weight", "a/\"bias\"");
      assertThat(reader.shape("a/weight")).containsExactly(2, 2);
      List<NamedArray> read = reader.readAll();
      for (int a = 0; a < 2; a++) {
        assertThat(read.get(a).shape()).isEqualTo(ARRAYS.get(a).shape());
        for (int i = 0; i < ARRAYS.get(a).values().remaining(); i++) {
          assertThat(Float.floatToRawIntBits(read.get(a).values().get(i)))
              .isEqualTo(Float.floatToRawIntBits(ARRAYS.get(a).values().get(i)));
        }
      }
      assertThatThrownBy(() -> reader.read("b"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(file + ": has no array b");
      assertThatThrownBy(() -> reader.read("a/weight", FloatBuffer.allocate(3)))
          .hasMessage(file + ": a/weight has 4 elements, asked for 3");
    }
  }

  @Test
  void layoutIsTheFormats() throws IOException {
    SafetensorsWriter.write(file, Map.of("b", "2", "a", "1"), ARRAYS.subList(0, 1));
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    String header =
        "{\"__metadata__\":{\"a\":\"1\",\"b\":\"2\"},"
            + "\"a/weight\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,16]}}";
    int padded = (header.length() + 7) / 8 * 8;
    assertThat(bytes.getLong(0)).isEqualTo(padded);
    assertThat(new String(bytes.array(), 8, padded, StandardCharsets.UTF_8))
        .isEqualTo(header + " ".repeat(padded - header.length()));
    assertThat(bytes.getFloat(8 + padded)).isEqualTo(1f);
    assertThat(bytes.limit()).isEqualTo(8 + padded + 16);
  }

  @Test
  void arraysLargerThanTheChunkGoThrough() throws IOException {
    FloatBuffer large = FloatBuffer.allocate(700_001);
    CounterRandom random = CounterRandom.of(1, "large", 0, 0);
    for (int i = 0; i < large.capacity(); i++) {
      large.put(i, random.nextFloat());
    }
    SafetensorsWriter.write(file, Map.of(), List.of(new NamedArray("x", List.of(700_001), large)));
    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      assertThat(reader.metadata()).isEmpty();
      assertThat(reader.read("x").values()).isEqualTo(large);
    }
  }

  @Test
  void everyCutIsFound() throws IOException {
    SafetensorsWriter.write(file, Map.of("a", "1"), ARRAYS);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> SafetensorsReader.open(file))
          .isInstanceOf(CheckpointException.Corrupt.class)
          .hasMessageStartingWith(file + ": ");
    }
  }

  /** Random damage to the header gives an exception of ours or a file that still makes sense. */
  @Test
  void damagedHeadersNeverCrashTheReader() throws IOException {
    SafetensorsWriter.write(file, Map.of("a", "1"), ARRAYS);
    byte[] whole = Files.readAllBytes(file);
    CounterRandom random = CounterRandom.of(1, "damage", 0, 0);
    int refused = 0;
    for (int round = 0; round < 500; round++) {
      byte[] bytes = whole.clone();
      for (int i = 0; i < 3; i++) {
        bytes[random.nextInt(whole.length - 20)] = (byte) random.nextBits();
      }
      Files.write(file, bytes);
      try (SafetensorsReader reader = SafetensorsReader.open(file)) {
        assertThat(reader.readAll()).hasSizeBetween(1, 2);
      } catch (CheckpointException.Corrupt e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(300);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          [1]|the header is not a JSON object
          {"x":{"dtype":"F16","shape":[1],"data_offsets":[0,2]}}|x must have dtype F32, got F16
          {"x":{"shape":[1],"data_offsets":[0,4]}}|x must have dtype F32, got none
          {"x":{"dtype":"F32","data_offsets":[0,4]}}|x has no shape
          {"x":{"dtype":"F32","shape":[1]}}|x has no data_offsets [begin, end]
          {"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}|x has no data_offsets [begin, end]
          {"x":{"dtype":"F32","shape":[1],"data_offsets":[0,99999999999999999999]}}|x has no data_offsets [begin, end]
          {"x":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}|x has an axis that is not a positive number: -1
          {"x":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}|x has an axis that is not a positive number: 1.5
          {"x":{"dtype":"F32","shape":[65536,65536],"data_offsets":[0,4]}}|x is larger than 2 GiB
          {"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}|x of shape [2] cannot be at bytes 0 to 4
          {"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}|x must begin at byte 0 of the data, got 4
          {"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"y":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}|y must begin at byte 8 of the data, got 4
          {"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}|must hold 4 bytes of data, got 8
          {"__metadata__":{"a":1}}|metadata a is not text
          {"x":1,"x":2}|the header is not valid JSON
          {"x":[[[[[[[[1]]]]]]]]}|the header is not valid JSON
          {} {}|the header is not valid JSON
          """)
  void refusesEveryFalseClaim(String header, String wrong) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + 8).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file, bytes.putLong(json.length).put(json).array());
    assertThatThrownBy(() -> SafetensorsReader.open(file))
        .isInstanceOf(CheckpointException.Corrupt.class)
        .hasMessage(file + ": " + wrong);
  }

  @Test
  void refusesAHeaderLengthBeyondTheFile() throws IOException {
    Files.write(file, new byte[] {-1, -1, -1, -1, -1, -1, -1, 127, '{', '}'});
    assertThatThrownBy(() -> SafetensorsReader.open(file))
        .isInstanceOf(CheckpointException.Corrupt.class)
        .hasMessage(file + ": the header's length must be 2 to 2, got " + Long.MAX_VALUE);
  }

  @Test
  void refusesNamesThatCollide() {
    List<NamedArray> twice = List.of(ARRAYS.get(0), ARRAYS.get(0));
    assertThatThrownBy(() -> SafetensorsWriter.write(file, Map.of(), twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("array names must be distinct and not __metadata__, got a/weight");
    assertThatThrownBy(() -> new NamedArray("x", List.of(3), FloatBuffer.allocate(2)))
        .hasMessage("x has shape [3], so 3 elements, got 2");
  }
}
