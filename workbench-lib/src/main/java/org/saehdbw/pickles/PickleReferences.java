package org.saehdbw.pickles;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds which of the values that a pickle remembers it uses again. Python's writer remembers almost
 * every value and uses few; who knows them beforehand can forget the others.
 */
final class PickleReferences {
  /** Several for each face of the largest packs, and no more memory than a small heap has. */
  static final int MOST = 2_000_000;

  private PickleReferences() {}

  /** Returns the keys, up to the pickle's end or the first step that the reader will refuse. */
  static Set<Long> in(PickleSource source) throws PickleException, IOException {
    Set<Long> keys = new HashSet<>();
    source.skip(2);
    for (int code = source.unsignedByte(); code != '.'; code = source.unsignedByte()) {
      switch (code) {
        case 'h' -> keys.add(source.number(1));
        case 'j' -> keys.add(source.number(4));
        case 'K', 'q' -> source.skip(1);
        case 'M' -> source.skip(2);
        case 'J', 'r' -> source.skip(4);
        case 'G', 0x95 -> source.skip(8);
        case 0x8a, 0x8c, 'C' -> source.skip(source.unsignedByte());
        case 'X', 'B' -> source.skip(source.number(4));
        case 0x8d, 0x8e, 0x96 -> source.skip(source.number(8));
        case 'c' -> {
          source.skipLine();
          source.skipLine();
        }
        case 'N', 0x88, 0x89, '}', ']', ')', '(', 't', 'a', 'e', 's', 'u', 'R', 'b' -> {}
        case 0x85, 0x86, 0x87, 0x93, 0x94 -> {}
        default -> {
          return keys;
        }
      }
      if (keys.size() > MOST) {
        throw new PickleException("a pickle may use at most " + MOST + " of its values again");
      }
    }
    return keys;
  }
}
