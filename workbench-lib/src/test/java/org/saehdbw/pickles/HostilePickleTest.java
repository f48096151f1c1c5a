package org.saehdbw.pickles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pickles that were made to do harm: each ends in one typed error, and takes little memory. */
class HostilePickleTest {
  private static final String ALLOWED =
      ", which is refused; allowed are _codecs.encode, numpy._core.multiarray._reconstruct,"
          + " numpy._core.multiarray.scalar, numpy._core.numeric._frombuffer,"
          + " numpy.core.multiarray._reconstruct, numpy.core.multiarray.scalar,"
          + " numpy.core.numeric._frombuffer, numpy.dtype, numpy.ndarray";

  private static final PickleReader READER =
      new PickleReader(PickleGlobals.numpy(), PickleLimits.forMetadata());

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static byte[] text(String pickle) {
    return pickle.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void refused(byte[] pickle, String message) {
    assertThatThrownBy(() -> READER.read(pickle))
        .isInstanceOf(PickleException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "os, system",
    "posix, system",
    "nt, system",
    "subprocess, Popen",
    "builtins, eval",
    "builtins, exec",
    "builtins, getattr",
    "builtins, __import__",
    "__builtin__, apply",
    "importlib, import_module",
    "numpy, load",
    "numpy.core.multiarray, fromfile",
    "numpy, ndarray.tofile",
    "_codecs, decode",
  })
  void noFunctionIsCalled(String module, String name) {
    String message = "the pickle asks for " + module + "." + name + ALLOWED;
    refused(text("\u0080\u0002c" + module + "\n" + name + "\n)R."), message);
    refused(
        text(
            "\u0080\u0004\u008c"
                + (char) module.length()
                + module
                + "\u008c"
                + (char) name.length()
                + name
                + "\u0093)R."),
        message);
  }

  @Test
  void whatReduceReturnsIsNotCalledEither() {
    refused(bytes("8004 4e 29 52 2e"), "the pickle calls something that is not a function");
    refused(bytes("8004 8c0161 29 52 2e"), "the pickle calls something that is not a function");
    // An array's class with a state, and another class with numpy's own function.
    refused(
        text("\u0080\u0003cnumpy\nndarray\n)R."),
        "a pickle may not call numpy.ndarray with 0 arguments like these");
    refused(
        text("\u0080\u0003cnumpy.core.multiarray\n_reconstruct\ncnumpy\ndtype\n\u0085R."),
        "a pickle may not call numpy's _reconstruct with 1 arguments like these");
    refused(
        text("\u0080\u0003cnumpy\ndtype\nX\u0001\0\0\0O\u0085R."),
        "numpy elements of type O are not plain numbers");
    refused(bytes("8004 7d 7d 62 2e"), "the pickle builds something that is not an array");
  }

  @ParameterizedTest
  @ValueSource(strings = {"81", "92", "69", "6f", "50", "51", "82", "83", "84", "8f", "91", "97"})
  void stepsThatMakeObjectsAreUnknown(String code) {
    refused(
        bytes("8004" + code + "2e"),
        "pickle step " + code + " at byte 2 is not one that plain data need");
  }

  @Test
  void containersThatHoldThemselvesAreRefused() {
    String message = "a pickle's values may lie at most 16 deep in each other";
    refused(bytes("8004 5d94 6800 61 2e"), message); // a list in itself
    refused(bytes("8004 7d94 8c0161 6800 73 2e"), message); // a dictionary in itself
    refused(bytes("8004 5d94 6800 85 61 2e"), message); // a list in a tuple in it
  }

  @Test
  void valuesThatHoldThemselvesAreNotTurnedIntoText() {
    // A list with a tuple with this list: as a module's name, a dictionary's key and an axis.
    String endless = "5d94 6800 85 61";
    refused(
        bytes("8004" + endless + "8c0161 93 2e"),
        "the pickle names a function by something that is not text");
    refused(
        bytes("8004 7d 28" + endless + "4e 75 2e"), "a dictionary's key must be text or a number");
    refused(
        text(
            "\u0080\u0003cnumpy.core.numeric\n_frombuffer\n(C\u0001a"
                + "cnumpy\ndtype\nX\u0002\0\0\0u1\u0085R(K\u0003X\u0001\0\0\0|tb"
                + "]q\0h\0\u0085a\u0085X\u0001\0\0\0CtR."),
        "an array's axis must be from 0 to 2147483647, got something that is not a whole number");
  }

  @ParameterizedTest
  @CsvSource({
    "58 ffffffff, 4294967295, 7",
    "42 ffffffff, 4294967295, 7",
    "8d ffffffffffffffff, 18446744073709551615, 11",
    "8e 0000000001000000, 4294967296, 11",
    "96 ffffffffffffff7f, 9223372036854775807, 11",
    "8c ff, 255, 4",
    "43 ff, 255, 4",
    "8a ff, 255, 4",
  })
  void lengthsAreNotBelieved(String hex, String wanted, int at) {
    byte[] pickle = bytes("8004" + hex + "6161");
    refused(
        pickle,
        "the pickle is cut off: "
            + wanted
            + " bytes wanted at byte "
            + at
            + ", it has "
            + pickle.length);
    assertThat(allocated(pickle)).isLessThan(1 << 20);
  }

  /** Bytes that reading takes, after the classes are there. */
  private static long allocated(byte[] pickle) {
    var threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThatThrownBy(() -> READER.read(pickle)).isInstanceOf(PickleException.class);
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void deepNestingTakesNoStack() {
    byte[] deep = new byte[60_000];
    Arrays.fill(deep, (byte) 0x85); // a tuple around the value before
    deep[0] = (byte) 0x80;
    deep[1] = 4;
    deep[2] = 'N';
    deep[deep.length - 1] = '.';
    refused(deep, "a pickle's values may lie at most 16 deep in each other");
    Arrays.fill(deep, 2, deep.length - 1, (byte) ']');
    refused(deep, "the pickle ends with values left over");
    Arrays.fill(deep, 2, deep.length - 1, (byte) '(');
    refused(deep, "the pickle takes a value that is not there, at byte 60000");
    assertThat(allocated(deep)).isLessThan(16 << 20);
  }

  @Test
  void memoKeysAreNotPlaces() throws PickleException {
    // Remembered under the key 4294967295, and found there.
    assertThat(READER.read(bytes("8004 4b07 72 ffffffff 85 6a ffffffff 86 2e")))
        .isEqualTo(PickleTuple.of(PickleTuple.of(7L), 7L));
    refused(
        bytes("8004 6a ffffffff 2e"), "the pickle refers to value 4294967295 before it was made");
  }

  @Test
  void aMemoOfPairsOfPairsIsCountedInFull() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(bytes("80045d94"));
    for (int i = 0; i < 14; i++) {
      whole.writeBytes(new byte[] {'h', (byte) i, 'h', (byte) i, (byte) 0x87, (byte) 0x94});
    }
    whole.write('.');
    refused(whole.toByteArray(), "a pickle may hold at most 100000 values here");
  }

  @Test
  void longTextsOutOfAPickleAreCutInMessages() {
    String name = "x".repeat(250);
    refused(
        text("\u0080\u0002c" + name + "\nf\n)R."),
        "the pickle asks for " + "x".repeat(100) + "..." + ALLOWED);
    refused(
        text("\u0080\u0003cnumpy\ndtype\nX\u00fa\0\0\0" + "O".repeat(250) + "\u0085R."),
        "numpy elements of type " + "O".repeat(100) + "... are not plain numbers");
    refused(
        text("\u0080\u0002c" + "x".repeat(300) + "\n"),
        "a name in a pickle may have at most 256 letters");
  }

  @Test
  void listsReadItemByItemAreHeldToTheSameLimits() {
    // The outermost list gets a list that holds itself.
    byte[] pickle = bytes("8004 5d 5d94 6800 61 61 2e");
    PickleReader shallow = new PickleReader(PickleGlobals.numpy(), new PickleLimits(99, 99, 4));
    assertThatThrownBy(
            () -> shallow.readList(() -> new ByteArrayInputStream(pickle), pickle.length, i -> {}))
        .isInstanceOf(PickleException.class)
        .hasMessage("a pickle's values may lie at most 4 deep in each other");
  }

  private static void refusedAsList(byte[] pickle, String message) {
    PickleReader reader = new PickleReader(PickleGlobals.numpy(), PickleLimits.forFiles());
    assertThatThrownBy(
            () -> reader.readList(() -> new ByteArrayInputStream(pickle), pickle.length, i -> {}))
        .isInstanceOf(PickleException.class)
        .hasMessage(message);
  }

  /** So many times the same bytes between a beginning and an end. */
  private static byte[] repeated(String before, int times, String bytes, String after) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(bytes(before));
    byte[] again = bytes(bytes);
    for (int i = 0; i < times; i++) {
      out.writeBytes(again);
    }
    out.writeBytes(bytes(after));
    return out.toByteArray();
  }

  @Test
  void whatIsNotYetHandedOverIsBounded() throws Exception {
    // A list that is begun, then empty tuples for its first piece.
    refusedAsList(
        repeated("8004 5d 28", 5_000_000, "29", "65 2e"),
        "a pickle may take at most 5000000 steps for an item of it");
    // As many in three pieces are no harm.
    byte[] piece = repeated("28", 1_700_000, "29", "65");
    ByteArrayOutputStream pieces = new ByteArrayOutputStream();
    pieces.writeBytes(bytes("8004 5d"));
    for (int i = 0; i < 3; i++) {
      pieces.writeBytes(piece);
    }
    pieces.write('.');
    int[] items = new int[1];
    new PickleReader(PickleGlobals.numpy(), PickleLimits.forFiles())
        .readList(
            () -> new ByteArrayInputStream(pieces.toByteArray()), pieces.size(), i -> items[0]++);
    assertThat(items[0]).isEqualTo(5_100_000);
  }

  @Test
  void whatIsRememberedIsBounded() {
    ByteBuffer pickle = ByteBuffer.allocate(3 + 5 * 2_000_001).order(ByteOrder.LITTLE_ENDIAN);
    pickle.put(bytes("8004 5d"));
    for (int i = 0; i <= 2_000_000; i++) {
      pickle.put((byte) 'j').putInt(i);
    }
    refusedAsList(pickle.array(), "a pickle may use at most 2000000 of its values again");
  }

  @Test
  void longTextAndBytesAreRefusedBeforeTheyAreRead() throws Exception {
    PickleReader reader = new PickleReader(PickleGlobals.numpy(), PickleLimits.forFiles());
    byte[] text = Arrays.copyOf(bytes("8004 58 00001000"), 8 + (1 << 20));
    text[text.length - 1] = '.';
    assertThat((String) reader.read(text)).hasSize(1 << 20);
    text[3]++;
    assertThatThrownBy(() -> reader.read(Arrays.copyOf(text, text.length + 1)))
        .hasMessage("a text in a pickle may be at most 1048576 long, got 1048577 at byte 7");
    byte[] raw = Arrays.copyOf(bytes("8004 42 01000004"), 8 + (1 << 26));
    assertThatThrownBy(() -> reader.read(raw))
        .hasMessage(
            "bytes in a pickle that is read into memory may be at most 67108864 long, got 67108865"
                + " at byte 7");
  }

  @Test
  void callsDoNotMultiplyWhatTheyAreGiven() {
    // A text of 100,000 letters, made into bytes again and again.
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    pickle.writeBytes(bytes("8004 5d 28 58 a0860100"));
    pickle.writeBytes(text("a".repeat(100_000)));
    pickle.write(0x94);
    byte[] call = text("c_codecs\nencode\nh\0X\6\0\0\0latin1\u0086R");
    for (int i = 0; i < 1000; i++) {
      pickle.writeBytes(call);
    }
    pickle.writeBytes(bytes("65 2e"));
    int third = 10 + 100_000 + 3 * call.length;
    String message = "the pickle makes 300000 bytes of the " + third + " that it has";
    refusedAsList(pickle.toByteArray(), message);
  }

  @Test
  void aHistoryOfLossesTakesSixStepsForAPairAndMayHaveThem() throws Exception {
    // [[src, dst], ...] as Python writes it: each pair is remembered.
    String pair = "5d 94 28 47 3fe0000000000000 47 3ff0000000000000 65";
    byte[] history = repeated("8004 5d 94 28", 100_000, pair, "65 2e");
    PickleReader exact =
        new PickleReader(PickleGlobals.numpy(), new PickleLimits(1 << 22, 300_001, 8));
    assertThat((List<?>) exact.read(history)).hasSize(100_000);
    // A model's data file may have 20,000,000 values, so six million pairs are 36,000,000 steps.
    assertThat(new PickleLimits(1, 20_000_000, 8).maxSteps()).isEqualTo(40_100_000);
    byte[] more = repeated("8004", 700_003, "7d", "2e");
    assertThatThrownBy(() -> exact.read(more))
        .hasMessage("a pickle may take at most 700002 steps here");
  }
}
