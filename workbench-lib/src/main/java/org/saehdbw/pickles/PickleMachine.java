package org.saehdbw.pickles;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Python's stack machine, with the steps that data need and no others. It never recurses, so depth
 * costs no Java stack; all calls together make no more than a few times the bytes that were read.
 */
final class PickleMachine {
  private final PickleSource source;
  private final PickleGlobals globals;
  private final long maxSteps;
  private final List<Object> stack = new ArrayList<>();
  private final List<Integer> marks = new ArrayList<>();
  private final Map<Long, Object> memo = new HashMap<>();
  private final Map<String, PickleGlobals.Name> names = new HashMap<>();
  private final @Nullable Set<Long> wanted;
  private final @Nullable Items items;
  private long remembered;
  private long steps;
  private long made;

  /** Takes the items of the outermost list, or the outermost map's pairs, in its place. */
  interface Items {
    void accept(Object item) throws PickleException, IOException;
  }

  /** A call's result that waits for its BUILD step; the memo may already point at it. */
  static final class Shell {
    final NumpyCalls.Unfinished unfinished;
    @Nullable Object finished;

    Shell(NumpyCalls.Unfinished unfinished) {
      this.unfinished = unfinished;
    }
  }

  /**
   * Prepares to run a pickle.
   *
   * @param maxSteps how many steps it may take
   */
  PickleMachine(PickleSource source, PickleGlobals globals, long maxSteps) {
    this.source = source;
    this.globals = globals;
    this.maxSteps = maxSteps;
    wanted = null;
    items = null;
  }

  /**
   * One that keeps nothing of a long list or map. It takes so many steps between two items that
   * memory for what is not yet handed over stays within bounds.
   *
   * @param wanted the memo's keys that are used later; other values are not kept
   * @param items gets what belongs into the outermost list or map, which stays empty
   */
  PickleMachine(PickleSource source, PickleGlobals globals, Set<Long> wanted, Items items) {
    this.source = source;
    this.globals = globals;
    this.maxSteps = PickleLimits.STEPS_OF_ITEMS;
    this.wanted = wanted;
    this.items = items;
  }

  Object run() throws PickleException, IOException {
    if (source.unsignedByte() != 0x80) {
      throw new PickleException("not a pickle of protocol 2 to 5: it does not begin with byte 80");
    }
    int protocol = source.unsignedByte();
    if (protocol < 2 || protocol > 5) {
      throw new PickleException("pickle protocol must be 2 to 5, got " + protocol);
    }
    for (int code = source.unsignedByte(); code != '.'; code = source.unsignedByte()) {
      // A step of one byte can take seventy bytes of memory, so a long file could fill any heap.
      if (++steps > maxSteps) {
        throw new PickleException(
            "a pickle may take at most "
                + maxSteps
                + (items == null ? " steps here" : " steps for an item of it"));
      }
      if (!number(code) && !text(code) && !container(code) && !memory(code) && !call(code)) {
        throw new PickleException(
            String.format(
                Locale.ROOT,
                "pickle step %02x at byte %d is not one that plain data need",
                code,
                source.position() - 1));
      }
    }
    Object result = pop();
    if (!stack.isEmpty() || !marks.isEmpty()) {
      throw new PickleException("the pickle ends with values left over");
    }
    return result;
  }

  private boolean number(int code) throws PickleException, IOException {
    switch (code) {
      case 'N' -> stack.add(PickleNone.NONE);
      case 0x88 -> stack.add(true);
      case 0x89 -> stack.add(false);
      case 'K' -> stack.add(source.number(1));
      case 'M' -> stack.add(source.number(2));
      case 'J' -> stack.add((long) (int) source.number(4));
      case 0x8a -> stack.add(longInteger(source.unsignedByte()));
      case 'G' -> stack.add(source.bigEndianDouble());
      default -> {
        return false;
      }
    }
    return true;
  }

  private Object longInteger(int size) throws PickleException, IOException {
    byte[] bytes = source.bytes(size);
    byte[] bigEndian = new byte[Math.max(1, size)];
    for (int i = 0; i < size; i++) {
      bigEndian[i] = bytes[size - 1 - i];
    }
    BigInteger value = new BigInteger(bigEndian);
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  private boolean text(int code) throws PickleException, IOException {
    switch (code) {
      case 0x8c -> stack.add(source.text(source.number(1)));
      case 'X' -> stack.add(source.text(source.number(4)));
      case 0x8d -> stack.add(source.text(source.number(8)));
      case 'C' -> stack.add(source.bytes(source.number(1)));
      case 'B' -> stack.add(source.bulk(source.number(4)));
      case 0x8e, 0x96 -> stack.add(source.bulk(source.number(8)));
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean container(int code) throws PickleException, IOException {
    switch (code) {
      case '}' -> stack.add(new LinkedHashMap<Object, Object>());
      case ']' -> stack.add(new ArrayList<Object>());
      case ')' -> stack.add(new PickleTuple(List.of()));
      case '(' -> marks.add(stack.size());
      case 0x85 -> stack.add(new PickleTuple(popLast(1)));
      case 0x86 -> stack.add(new PickleTuple(popLast(2)));
      case 0x87 -> stack.add(new PickleTuple(popLast(3)));
      case 't' -> stack.add(new PickleTuple(popToMark()));
      case 'a' -> appendAll(popLast(1));
      case 'e' -> appendAll(popToMark());
      case 's' -> putAll(popLast(2));
      case 'u' -> putAll(popToMark());
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean memory(int code) throws PickleException, IOException {
    switch (code) {
      case 0x94 -> remember(remembered);
      case 'q' -> remember(source.number(1));
      case 'r' -> remember(source.number(4));
      case 'h' -> stack.add(remembered(source.number(1)));
      case 'j' -> stack.add(remembered(source.number(4)));
      case 0x95 -> {
        // A frame is a hint for reading ahead. Its length is not needed, but a wrong one is damage.
        if (Long.compareUnsigned(source.number(8), Long.MAX_VALUE) > 0) {
          throw new PickleException("a pickle frame has an impossible length");
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Python numbers what it is not told a key for by how much it remembers. */
  private void remember(long key) throws PickleException {
    Object value = peek();
    if (wanted != null && !wanted.contains(key)) {
      remembered++;
    } else if (memo.put(key, value) == null) {
      remembered++;
    }
  }

  private Object remembered(long key) throws PickleException {
    Object value = memo.get(key);
    if (value == null) {
      throw new PickleException("the pickle refers to value " + key + " before it was made");
    }
    return value instanceof Shell shell && shell.finished != null ? shell.finished : value;
  }

  private boolean call(int code) throws PickleException, IOException {
    switch (code) {
      case 'c' -> {
        String module = source.line();
        stack.add(named(module + "." + source.line()));
      }
      case 0x93 -> {
        List<Object> parts = popLast(2);
        // Only text: a structure that holds itself has no end when it is turned into text.
        if (!(parts.get(0) instanceof String module) || !(parts.get(1) instanceof String name)) {
          throw new PickleException("the pickle names a function by something that is not text");
        }
        stack.add(named(module + "." + name));
      }
      case 'R' -> reduce();
      case 'b' -> build();
      default -> {
        return false;
      }
    }
    return true;
  }

  private PickleGlobals.Name named(String name) throws PickleException {
    if (globals.find(name).isEmpty()) {
      throw new PickleException(
          "the pickle asks for "
              + PickleException.shown(name)
              + ", which is refused; allowed are "
              + globals.allowed());
    }
    return names.computeIfAbsent(name, PickleGlobals.Name::new);
  }

  private void reduce() throws PickleException {
    List<Object> pair = popLast(2);
    if (!(pair.get(0) instanceof PickleGlobals.Name name)
        || !(pair.get(1) instanceof PickleTuple arguments)) {
      throw new PickleException("the pickle calls something that is not a function");
    }
    Object result = globals.find(name.name()).orElseThrow().apply(arguments.items());
    count(result);
    stack.add(result instanceof NumpyCalls.Unfinished unfinished ? new Shell(unfinished) : result);
  }

  private void build() throws PickleException {
    List<Object> pair = popLast(2);
    if (!(pair.get(0) instanceof Shell shell) || shell.finished != null) {
      throw new PickleException("the pickle builds something that is not an array");
    }
    Object finished = shell.unfinished.build(pair.get(1));
    shell.finished = finished;
    count(finished);
    stack.add(finished);
  }

  /** A text or bytes may be made into others as often as the pickle refers to them. */
  private void count(Object result) throws PickleException {
    made += result instanceof byte[] bytes ? bytes.length : 0;
    made += result instanceof NumpyArray array ? array.data().length : 0;
    // Text becomes bytes, and bytes an array: each once.
    if (made > 2 * source.position()) {
      throw new PickleException(
          "the pickle makes " + made + " bytes of the " + source.position() + " that it has");
    }
  }

  private void appendAll(List<Object> values) throws PickleException, IOException {
    if (!(peek() instanceof ArrayList<?>)) {
      throw new PickleException("the pickle appends to something that is not a list");
    }
    if (items != null && isOutermost()) {
      for (Object value : values) {
        items.accept(value);
        steps = 0;
      }
      return;
    }
    @SuppressWarnings("unchecked")
    List<Object> list = (List<Object>) peek();
    list.addAll(values);
  }

  private void putAll(List<Object> pairs) throws PickleException, IOException {
    if (!(peek() instanceof LinkedHashMap<?, ?>) || pairs.size() % 2 != 0) {
      throw new PickleException("the pickle puts pairs into something that is not a dictionary");
    }
    @SuppressWarnings("unchecked")
    Map<Object, Object> map = (Map<Object, Object>) peek();
    boolean outermost = isOutermost();
    for (int i = 0; i < pairs.size(); i += 2) {
      Object key = pairs.get(i);
      // A tuple as a key could be made to take for ever to hash.
      if (!(key instanceof String || key instanceof Number || key instanceof Boolean)) {
        throw new PickleException("a dictionary's key must be text or a number");
      }
      if (items != null && outermost) {
        items.accept(PickleTuple.of(key, pairs.get(i + 1)));
        steps = 0;
        continue;
      }
      map.put(key, pairs.get(i + 1));
    }
  }

  private boolean isOutermost() {
    return stack.size() == 1 && marks.isEmpty();
  }

  private Object peek() throws PickleException {
    if (stack.isEmpty() || (!marks.isEmpty() && marks.get(marks.size() - 1) == stack.size())) {
      throw tooShort();
    }
    return stack.get(stack.size() - 1);
  }

  private Object pop() throws PickleException {
    peek();
    return stack.remove(stack.size() - 1);
  }

  private List<Object> popLast(int count) throws PickleException {
    int floor = marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
    return popFrom(stack.size() - count, floor);
  }

  private List<Object> popToMark() throws PickleException {
    if (marks.isEmpty()) {
      throw tooShort();
    }
    int mark = marks.remove(marks.size() - 1);
    return popFrom(mark, mark);
  }

  private List<Object> popFrom(int start, int floor) throws PickleException {
    if (start < floor) {
      throw tooShort();
    }
    List<Object> tail = stack.subList(start, stack.size());
    List<Object> items = List.copyOf(tail);
    tail.clear();
    return items;
  }

  private PickleException tooShort() {
    return new PickleException(
        "the pickle takes a value that is not there, at byte " + source.position());
  }
}
