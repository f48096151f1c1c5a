package org.saehdbw.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.saehdbw.tensors.CounterRandom;

/** Damages files in the ways that find faults in readers. The same draws give the same damage. */
public final class Damage {
  private static final byte[] BYTES = {0, 1, 0x7f, -128, -1, '.', '(', ']', '}', 'h', 'R', 'b'};
  private static final long[] NUMBERS = {
    0, 1, 2, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32, 255
  };

  /** Steps of a pickle's machine, some with what follows them. */
  private static final String[] STEPS = {
    "]",
    "}",
    "(",
    ")",
    "N",
    "a",
    "e",
    "s",
    "u",
    "t",
    "\u0085",
    "\u0086",
    "\u0087",
    "\u0094",
    "R",
    "b",
    "\u0093",
    "h\0",
    "h\1",
    "h\5",
    "K\7",
    "\u008c\1x",
    "X\uff00\uff00\uff00\u007f",
    "C\1y",
    "cnumpy\nndarray\n",
    "cnumpy\ndtype\n",
    "cnumpy.core.multiarray\n_reconstruct\n",
    "cos\nsystem\n",
    "\u008a\2\1\2",
    "G\0\0\0\0\0\0\0\0",
    "\u0095\0\0\0\0\0\0\0\0"
  };

  private final CounterRandom random;
  private final List<byte[]> seeds;

  public Damage(CounterRandom random, List<byte[]> seeds) {
    this.random = random;
    this.seeds = seeds;
  }

  /** Returns a damaged file. */
  public byte[] next() {
    byte[] bytes = seed().clone();
    int times = 1 + random.nextInt(4);
    for (int i = 0; i < times; i++) {
      bytes = once(bytes);
    }
    return bytes;
  }

  private byte[] seed() {
    return seeds.get(random.nextInt(seeds.size()));
  }

  private byte[] once(byte[] bytes) {
    int at = place(bytes);
    int length = 1 + random.nextInt(random.nextInt(4) == 0 ? 600 : 12);
    int end = Math.min(bytes.length, at + length);
    return switch (random.nextInt(10)) {
      case 0 -> set(bytes, at, (byte) (at < bytes.length ? bytes[at] ^ 1 << random.nextInt(8) : 0));
      case 1 -> set(bytes, at, (byte) random.nextInt(256));
      case 2 -> set(bytes, at, BYTES[random.nextInt(BYTES.length)]);
      case 3 -> Arrays.copyOf(bytes, at);
      case 4 -> join(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, end, bytes.length));
      case 5 -> join(Arrays.copyOf(bytes, end), Arrays.copyOfRange(bytes, at, bytes.length));
      case 6 -> number(bytes, at, 4);
      case 7 -> number(bytes, at, 8);
      case 8 ->
          join(Arrays.copyOf(bytes, at), join(step(), Arrays.copyOfRange(bytes, at, bytes.length)));
      default -> {
        byte[] other = seed();
        yield join(Arrays.copyOf(bytes, at), Arrays.copyOfRange(other, place(other), other.length));
      }
    };
  }

  /** Half of the damage is done where the headers are. */
  private int place(byte[] bytes) {
    int reach = random.nextInt(2) == 0 ? Math.min(bytes.length, 400) : bytes.length;
    return random.nextInt(reach + 1);
  }

  private byte[] step() {
    String step = STEPS[random.nextInt(STEPS.length)];
    byte[] bytes = new byte[step.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) step.charAt(i);
    }
    return bytes;
  }

  private byte[] number(byte[] bytes, int at, int size) {
    if (at + size > bytes.length) {
      return bytes;
    }
    long value = random.nextInt(4) == 0 ? bytes.length : NUMBERS[random.nextInt(NUMBERS.length)];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (size == 4) {
      buffer.putInt(at, (int) value);
    } else {
      buffer.putLong(at, value);
    }
    return bytes;
  }

  private static byte[] set(byte[] bytes, int at, byte value) {
    if (at < bytes.length) {
      bytes[at] = value;
    }
    return bytes;
  }

  private static byte[] join(byte[] a, byte[] b) {
    byte[] joined = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, joined, a.length, b.length);
    return joined;
  }
}
