package org.saehdbw.pickles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Long lists and dictionaries, written in pieces and read item by item. */
class PickleItemsTest {
  private static final PickleReader READER =
      new PickleReader(PickleGlobals.numpy(), new PickleLimits(1 << 20, 5000, 8));

  private static List<Object> items(byte[] pickle) throws PickleException, IOException {
    List<Object> items = new ArrayList<>();
    READER.readList(() -> new ByteArrayInputStream(pickle), pickle.length, items::add);
    return items;
  }

  private static List<Object> pairs(byte[] pickle) throws PickleException, IOException {
    List<Object> pairs = new ArrayList<>();
    READER.readMap(() -> new ByteArrayInputStream(pickle), pickle.length, pairs::add);
    return pairs;
  }

  private static byte[] written(Object value, int protocol) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PickleWriter.write(value, protocol, out);
    return out.toByteArray();
  }

  @Test
  void writesTheBytesOfAKnownPickleOfProtocol4() throws IOException {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("a", 1);
    value.put("b", List.of(new byte[] {7}, -1, 300));
    value.put("c", PickleCall.of("m", "C", 4));
    assertThat(HexFormat.of().formatHex(written(value, 4)))
        .isEqualTo(
            "80047d28" // protocol 4, dictionary, mark
                + "8c01614b01" // "a": 1
                + "8c01625d28430107" // "b": [b"\x07",
                + "4affffffff4a2c01000065" // -1, 300]
                + "8c01638c016d8c014393" // "c": m.C
                + "284b047452752e"); // (4), called, set items, stop
    assertThatThrownBy(() -> written(value, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("pickles are written in protocol 3 or 4, got 5");
  }

  @Test
  void longTextAndBytesTakeLongLengthsInProtocol4() throws Exception {
    List<Object> value = List.of("x".repeat(256), new byte[256], "ä".repeat(127));
    Object read = READER.read(written(value, 4));
    assertThat(((List<?>) read).get(0)).isEqualTo(value.get(0));
    assertThat((byte[]) ((List<?>) read).get(1)).hasSize(256);
    assertThat(((List<?>) read).get(2)).isEqualTo(value.get(2));
  }

  @Test
  void listsOfAnyLengthComeBackItemByItem() throws Exception {
    for (int length : new int[] {0, 1, 999, 1000, 1001, 2500}) {
      List<Object> value = new ArrayList<>();
      for (int i = 0; i < length; i++) {
        value.add((long) i);
      }
      for (int protocol : new int[] {3, 4}) {
        byte[] pickle = written(value, protocol);
        assertThat(items(pickle)).isEqualTo(value);
        assertThat(READER.read(pickle)).isEqualTo(value);
      }
    }
  }

  @Test
  void dictionariesComeBackPairByPair() throws Exception {
    Map<String, Object> value = new LinkedHashMap<>();
    for (int i = 0; i < 1200; i++) {
      value.put("k" + i, (long) i);
    }
    byte[] pickle = written(value, 3);
    assertThat(pairs(pickle))
        .hasSize(1200)
        .startsWith(PickleTuple.of("k0", 0L))
        .endsWith(PickleTuple.of("k1199", 1199L));
    assertThat(READER.read(pickle)).isEqualTo(value);
  }

  @Test
  void valuesThatAreUsedAgainAreKept() throws Exception {
    // ["a", "a", ["a"]], each "a" but the first out of the memo; nothing else is used again.
    byte[] pickle = HexFormat.of().parseHex("80045d94288c0161946801" + "5d946801616" + "52e");
    assertThat(items(pickle)).isEqualTo(List.of("a", "a", List.of("a")));
    assertThat(READER.read(pickle)).isEqualTo(List.of("a", "a", List.of("a")));
  }

  @Test
  void anotherValueThanAListIsRefused() throws IOException {
    assertThatThrownBy(() -> items(written("text", 4)))
        .isInstanceOf(PickleException.class)
        .hasMessage("the pickle is not a list");
    assertThatThrownBy(() -> items(written(PickleTuple.of(List.of(1)), 4)))
        .hasMessage("the pickle is not a list");
    assertThatThrownBy(() -> pairs(written(List.of(), 4)))
        .hasMessage("the pickle is not a dictionary");
  }

  @Test
  void limitsCountTheItemsTogether() throws IOException {
    byte[] pickle = written(Collections.nCopies(5001, 1), 4);
    assertThatThrownBy(() -> items(pickle))
        .isInstanceOf(PickleException.class)
        .hasMessage("a pickle may hold at most 5000 values here");
    assertThatThrownBy(() -> items(new byte[(1 << 20) + 1]))
        .hasMessage("a pickle may have at most 1048576 bytes here, got 1048577");
  }

  @Test
  void aConsumerMayRefuse() throws IOException {
    byte[] pickle = written(List.of(1), 4);
    assertThatThrownBy(
            () ->
                READER.readList(
                    () -> new ByteArrayInputStream(pickle),
                    pickle.length,
                    item -> {
                      throw new PickleException("not " + item);
                    }))
        .isInstanceOf(PickleException.class)
        .hasMessage("not 1");
  }
}
