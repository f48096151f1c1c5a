package org.saehdbw.pickles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.testing.Python;

class PickleTest {
  private static final PickleReader READER =
      new PickleReader(PickleGlobals.numpy(), PickleLimits.forMetadata());

  /** {@code {"bias:0": float32 [1, -2], "iters:0": int64 7}}, protocol 4. */
  private static final byte[] WEIGHTS =
      HexFormat.of()
          .parseHex(
              "80047d288c06626961733a308c156e756d70792e636f72652e6d756c746961727261798c0c5f7265"
                  + "636f6e737472756374938c056e756d70798c076e646172726179934b00854301628752284b01284b"
                  + "02748c056e756d70798c056474797065938c02663489888752284b038c013c4e4e4e4affffffff4a"
                  + "ffffffff4b0074628943080000803f000000c074628c0769746572733a308c156e756d70792e636f"
                  + "72652e6d756c746961727261798c067363616c6172938c056e756d70798c056474797065938c0269"
                  + "3889888752284b038c013c4e4e4e4affffffff4affffffff4b007462430807000000000000008652"
                  + "752e");

  @Test
  void readsAWeightFile() throws PickleException {
    Map<?, ?> weights = (Map<?, ?>) READER.read(WEIGHTS);
    assertThat(weights.keySet()).hasToString("[bias:0, iters:0]");
    NumpyArray bias = array(weights, "bias:0");
    assertThat(bias.dtype()).isEqualTo("f4");
    assertThat(bias.shape()).containsExactly(2);
    assertThat(bias.toDoubles()).containsExactly(1, -2);
    assertThat(weights.get("iters:0")).isEqualTo(7L);
  }

  private static NumpyArray array(Map<?, ?> values, String key) {
    return (NumpyArray) Objects.requireNonNull(values.get(key), key);
  }

  @Test
  void refusesEveryCutOfAWeightFile() {
    for (int length = 0; length < WEIGHTS.length; length++) {
      byte[] cut = Arrays.copyOf(WEIGHTS, length);
      assertThatThrownBy(() -> READER.read(cut)).isInstanceOf(PickleException.class);
    }
  }

  @Test
  void anyDamagedByteGivesAValueOrAPickleException() {
    for (int at = 0; at < WEIGHTS.length; at++) {
      for (int value = 0; value < 256; value++) {
        byte[] damaged = WEIGHTS.clone();
        damaged[at] = (byte) value;
        try {
          assertThat(READER.read(damaged)).isNotNull();
        } catch (PickleException e) {
          assertThat(e.getMessage()).isNotEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "80026 36f730a73797374656d0a58020000006c738552 2e, os.system",
    "8004 8c026f738c0673797374656d93 8c026c738552 2e, os.system",
    "8004 8c086275696c74696e738c046576616c93 8c0131 8552 2e, builtins.eval"
  })
  void refusesFunctionsByName(String hex, String name) {
    byte[] pickle = HexFormat.of().parseHex(hex.replace(" ", ""));
    assertThatThrownBy(() -> READER.read(pickle))
        .isInstanceOf(PickleException.class)
        .hasMessage(
            "the pickle asks for "
                + name
                + ", which is refused; allowed are _codecs.encode, numpy._core.multiarray."
                + "_reconstruct, numpy._core.multiarray.scalar, numpy._core.numeric._frombuffer, "
                + "numpy.core.multiarray._reconstruct, numpy.core.multiarray.scalar, "
                + "numpy.core.numeric._frombuffer, numpy.dtype, numpy.ndarray");
  }

  @Test
  void refusesStepsThatDataNeverNeed() {
    assertThatThrownBy(() -> READER.read(HexFormat.of().parseHex("80044e812e")))
        .hasMessage("pickle step 81 at byte 3 is not one that plain data need");
    assertThatThrownBy(() -> READER.read("cos\nsystem\n.".getBytes(StandardCharsets.US_ASCII)))
        .hasMessage("not a pickle of protocol 2 to 5: it does not begin with byte 80");
    assertThatThrownBy(() -> READER.read(HexFormat.of().parseHex("80064e2e")))
        .hasMessage("pickle protocol must be 2 to 5, got 6");
  }

  @Test
  void refusesStructuresThatGrowWithoutEnd() {
    assertThatThrownBy(() -> READER.read(doublings(40)))
        .hasMessage("a pickle's values may lie at most 16 deep in each other");
    PickleReader deep =
        new PickleReader(PickleGlobals.numpy(), new PickleLimits(1000, 100_000, 500));
    assertThatThrownBy(() -> deep.read(doublings(40)))
        .hasMessage("a pickle may hold at most 100000 values here");
    byte[] holdsItself = HexFormat.of().parseHex("80045d946800612e");
    assertThatThrownBy(() -> READER.read(holdsItself))
        .hasMessage("a pickle's values may lie at most 16 deep in each other");
    assertThatThrownBy(() -> READER.read(new byte[70_000]))
        .hasMessage("a pickle may have at most 65536 bytes here, got 70000");
  }

  @Test
  void valuesThatTakeForEverToShowAreNotShown() {
    byte[] named = doublings(40);
    named[named.length - 1] = (byte) 0x93;
    named[named.length - 3] = ']';
    assertThatThrownBy(() -> READER.read(named))
        .hasMessage("the pickle names a function by something that is not text");
    byte[] many = new byte[60_000];
    Arrays.fill(many, (byte) 0x94);
    many[0] = (byte) 0x80;
    many[1] = 4;
    many[2] = 'N';
    PickleReader few = new PickleReader(PickleGlobals.numpy(), new PickleLimits(1 << 20, 1, 16));
    byte[] more = Arrays.copyOf(many, 150_000);
    Arrays.fill(more, 60_000, 150_000, (byte) 0x94);
    assertThatThrownBy(() -> few.read(more))
        .hasMessage("a pickle may take at most 100002 steps here");
  }

  /** A pair of twice the same pair, which is a pair of twice the same pair, and so on. */
  private static byte[] doublings(int levels) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x80, 4, ']', (byte) 0x94});
    for (int i = 0; i < levels; i++) {
      out.writeBytes(new byte[] {'h', (byte) i, (byte) 0x86, (byte) 0x94});
    }
    out.write('.');
    return out.toByteArray();
  }

  @Test
  void refusesAnArrayWhoseShapeLies() {
    byte[] pickle = WEIGHTS.clone();
    pickle[indexOf(pickle, new byte[] {0x4b, 0x02, 0x74}) + 1] = 100;
    assertThatThrownBy(() -> READER.read(pickle))
        .hasMessage("an array of f4 elements in the shape [100] has 400 bytes, got 8");
  }

  @Test
  void turnsBigEndianAndFortranArraysAround() throws PickleException {
    byte[] bigEndian = WEIGHTS.clone();
    bigEndian[indexOf(bigEndian, new byte[] {(byte) 0x8c, 1, '<'}) + 2] = '>';
    NumpyArray bias = array((Map<?, ?>) READER.read(bigEndian), "bias:0");
    // 00 00 80 3f read from its other end.
    assertThat(bias.toDoubles()[0]).isEqualTo(Float.intBitsToFloat(0x0000803f));

    byte[] stored = PickleWriter.write(NumpyArray.ofInts(List.of(2, 3), 1, 4, 2, 5, 3, 6));
    int flag = indexOf(stored, new byte[] {(byte) 0x89, 'B'});
    stored[flag] = (byte) 0x88;
    NumpyArray turned = (NumpyArray) READER.read(stored);
    assertThat(turned.shape()).containsExactly(2, 3);
    assertThat(turned.toDoubles()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    for (int i = 0; i + wanted.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    throw new AssertionError("not there: " + HexFormat.of().formatHex(wanted));
  }

  @Test
  void givenFunctionsAreCalledWithPlainValues() throws PickleException {
    PickleGlobals globals =
        PickleGlobals.numpy().with("facelib.FaceType.FaceType", arguments -> arguments.get(0));
    byte[] pickle =
        "\u0080\u0002cfacelib.FaceType\nFaceType\nK\u0004\u0085R."
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThat(new PickleReader(globals, PickleLimits.forFiles()).read(pickle)).isEqualTo(4L);
  }

  @Test
  void writesTheBytesOfAKnownPickle() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("a", 1);
    value.put("b", List.of(0.5, true));
    assertThat(HexFormat.of().formatHex(PickleWriter.write(value)))
        .isEqualTo(
            "80037d28" // protocol 3, dictionary, mark
                + "5801000000614a01000000" // "a": 1
                + "5801000000625d28473fe0000000000000" // "b": [0.5,
                + "8865752e"); // True], set items, stop
  }

  @Test
  void refusesToWriteWhatIsNoData() {
    assertThatThrownBy(() -> PickleWriter.write(List.of(new StringBuilder())))
        .hasMessage(
            "a pickle holds numbers, text, bytes, lists, tuples, maps and arrays, got"
                + " java.lang.StringBuilder");
  }

  @Test
  void readsBackWhatItWrites() throws PickleException {
    Map<?, ?> back = (Map<?, ?>) READER.read(PickleWriter.write(everything()));
    assertThat(back.get("text")).isEqualTo("größe");
    assertThat(back.get("whole"))
        .isEqualTo(List.of(0L, -1L, 1L << 40, BigInteger.ONE.shiftLeft(90).negate()));
    assertThat(back.get("tuple")).isEqualTo(PickleTuple.of(1.5, PickleNone.NONE, false));
    assertThat((byte[]) back.get("bytes")).containsExactly(1, 2, -1);
    NumpyArray array = array(back, "array");
    assertThat(array.shape()).containsExactly(2, 2);
    assertThat(array.toDoubles()).containsExactly(1, 2, 3, 4.5);
    assertThat(array(back, "mask").dtype()).isEqualTo("u1");
  }

  private static Map<String, Object> everything() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("text", "größe");
    value.put("whole", List.of(0, -1, 1L << 40, BigInteger.ONE.shiftLeft(90).negate()));
    value.put("tuple", PickleTuple.of(1.5, PickleNone.NONE, false));
    value.put("bytes", new byte[] {1, 2, -1});
    value.put("array", NumpyArray.ofDoubles(List.of(2, 2), 1, 2, 3, 4.5));
    value.put("floats", NumpyArray.ofFloats(List.of(2), 0.25f, -8));
    value.put("ints", NumpyArray.ofInts(List.of(4), 1, -2, 3, 4));
    value.put("mask", new NumpyArray("u1", List.of(3, 1), new byte[] {1, 2, -1}));
    return value;
  }

  @Test
  void pythonReadsWhatItWrites(@TempDir Path folder) throws IOException, InterruptedException {
    Python.assumeHas("numpy");
    Path file = folder.resolve("value.pickle");
    Files.write(file, PickleWriter.write(everything()));
    String check =
        """
        import pickle, sys, numpy as np
        v = pickle.load(open(sys.argv[1], 'rb'))
        assert list(v) == ['text', 'whole', 'tuple', 'bytes', 'array', 'floats', 'ints', 'mask'], v
        assert v['text'] == 'gr\\u00f6\\u00dfe' and v['whole'] == [0, -1, 1 << 40, -(1 << 90)]
        assert v['tuple'] == (1.5, None, False) and v['bytes'] == bytes([1, 2, 255])
        assert v['array'].dtype == '<f8' and v['array'].tolist() == [[1, 2], [3, 4.5]]
        assert v['floats'].dtype == '<f4' and v['floats'].tolist() == [0.25, -8]
        assert v['ints'].dtype == '<i4' and v['ints'].tolist() == [1, -2, 3, 4]
        assert v['mask'].dtype == 'u1' and v['mask'].shape == (3, 1)
        """;
    assertThat(Python.run(check, file.toString())).isEmpty();
  }

  @Test
  void writesTheTestVectorOfModelFiles() throws IOException, PickleException {
    Map<String, Object> weights = new LinkedHashMap<>();
    FloatBuffer values = FloatBuffer.wrap(new float[] {9, 1, -2}).position(1);
    weights.put("bias:0", new NumpyFloats(List.of(2), () -> values));
    weights.put("iters:0", new NumpyLong(7));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PickleWriter.write(weights, 4, out);
    byte[] written = out.toByteArray();
    assertThat(written).startsWith(0x80, 4, '}', '(');
    Map<?, ?> back = (Map<?, ?>) READER.read(written);
    assertThat(array(back, "bias:0").toDoubles()).containsExactly(1, -2);
    assertThat(back.get("iters:0")).isEqualTo(7L);
    assertThat(values.position()).isEqualTo(1);
    assertThatThrownBy(
            () ->
                PickleWriter.write(
                    new NumpyFloats(List.of(5), () -> values), 4, new ByteArrayOutputStream()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an array of f4 elements in the shape [5] has 20 bytes, got 8");
  }

  @Test
  void longArraysStayInTheirFile(@TempDir Path folder) throws IOException, PickleException {
    float[] values = new float[1000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("long", NumpyArray.ofFloats(List.of(10, 100), values));
    value.put("short", NumpyArray.ofFloats(List.of(1), 5));
    Path file = folder.resolve("value.pickle");
    byte[] pickle = PickleWriter.write(value);
    Files.write(file, pickle);
    SlicedArray sliced = sliced(READER.readSliced(file));
    assertThat(sliced.shape()).containsExactly(10, 100);
    assertThat(sliced.dtype()).isEqualTo("f4");
    assertThat(sliced.bytes()).isEqualTo(4000);
    assertThat(sliced.isPlain()).isTrue();
    assertThat(array((Map<?, ?>) READER.readSliced(file), "short").toDoubles()).containsExactly(5);
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer bytes = ByteBuffer.allocate(4004).order(ByteOrder.LITTLE_ENDIAN).position(4);
      sliced.read(channel, bytes);
      assertThat(bytes.remaining()).isZero();
      assertThat(bytes.getFloat(4 + 4 * 999)).isEqualTo(999);
      assertThat(sliced.load(channel).toDoubles()[999]).isEqualTo(999);
    }

    byte[] bigEndian = pickle.clone();
    bigEndian[indexOf(pickle, new byte[] {'X', 1, 0, 0, 0, '<'}) + 5] = '>';
    bigEndian[indexOf(pickle, new byte[] {(byte) 0x89, 'B'})] = (byte) 0x88;
    Files.write(file, bigEndian);
    SlicedArray turned = sliced(READER.readSliced(file));
    assertThat(turned.isPlain()).isFalse();
    try (FileChannel channel = FileChannel.open(file)) {
      NumpyArray all = turned.load(channel);
      // Stored element 1 is row 1 of column 0, and 1.0f read from its other end is tiny.
      assertThat(all.toDoubles()[100]).isEqualTo(Float.intBitsToFloat(0x0000803f));
    }
  }

  private static SlicedArray sliced(Object value) {
    return (SlicedArray) Objects.requireNonNull(((Map<?, ?>) value).get("long"));
  }

  @Test
  void longBytesOutsideArraysAndWrongEndsAreRefused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("value.pickle");
    Files.write(file, PickleWriter.write(List.of(new byte[2000])));
    assertThatThrownBy(() -> READER.readSliced(file))
        .isInstanceOf(PickleException.class)
        .hasMessage("a pickle may hold long bytes in arrays only, got 2000 of them");
    Files.write(file, HexFormat.of().parseHex("80044e2e00"));
    assertThatThrownBy(() -> READER.readSliced(file))
        .hasMessage("the pickle ends at byte 4, but there are 5 bytes");
    Files.write(file, HexFormat.of().parseHex("80044200080000"));
    assertThatThrownBy(() -> READER.readSliced(file))
        .hasMessage("the pickle is cut off: 2048 bytes wanted at byte 7, it has 7");
  }
}
