package org.saehdbw.optimizers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The update of {@link AdaBelief} or {@link RmsProp} as TorchScript, for weights that are on the
 * device of a step: the same operations in the same order and the same dropout masks, so that on
 * the CPU it gives the same bytes. Only the global norm of clipping is summed in another order.
 *
 * <p>Weights and each kind of state are one flat array, a variable behind the other. The text works
 * on pieces of at most {@link #PIECE} elements, so what it needs beside gradients is bounded.
 */
public final class UpdateScript {
  /** The most elements of a piece, a multiple of the optimizers' chunks. */
  static final int PIECE = 128 * ChunkedOptimizer.CHUNK;

  /** PyTorch's numbers for its types. */
  private static final int FLOAT32 = 6;

  private static final int FLOAT64 = 7;

  private final boolean adaBelief;
  private final OptimizerOptions options;
  private final List<Variable> variables;
  private final List<UpdatePieces.Piece> pieces;
  private final List<Integer> slots;

  private UpdateScript(
      boolean adaBelief, OptimizerOptions options, List<Variable> variables, Set<String> trained) {
    this.adaBelief = adaBelief;
    this.options = options;
    this.variables = List.copyOf(variables);
    this.pieces = UpdatePieces.of(variables, trained);
    this.slots = UpdatePieces.slots(variables, trained);
  }

  /**
   * Writes the update of some variables.
   *
   * @param adaBelief whether AdaBelief's, else RMSprop's
   * @param variables all variables in the order of the flat arrays
   * @param trained names of those that move, at least one
   */
  public static UpdateScript of(
      boolean adaBelief, OptimizerOptions options, List<Variable> variables, Set<String> trained) {
    if (variables.stream().noneMatch(variable -> trained.contains(variable.name()))) {
      throw new IllegalArgumentException(
          "trained must name at least one of the variables, got " + trained);
    }
    return new UpdateScript(adaBelief, options, variables, trained);
  }

  /** Returns how many flat arrays of state the optimizer has. */
  public int kinds() {
    return adaBelief ? 2 : 1;
  }

  /** Returns the elements of a flat array. */
  public long size() {
    return variables.stream().mapToLong(Variable::size).sum();
  }

  /**
   * Returns the first positions of the dropout's draws in an update, one a chunk of a trained
   * variable; a single 0 without dropout.
   *
   * @param updatesBefore the updates made before this one
   */
  public long[] positions(long updatesBefore) {
    if (!drops()) {
      return new long[1];
    }
    long[] positions = new long[slots.size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = ChunkedOptimizer.firstPosition(options.seed(), updatesBefore, slots.get(i));
    }
    return positions;
  }

  /**
   * Returns the learning rate of an update.
   *
   * @param factor as {@link Optimizer#rateFactor} says
   */
  public float rate(float factor) {
    return (float) options.learningRate() * factor;
  }

  /** Returns the functions that {@link #lines} call, to stand above the module's class. */
  public String functions() {
    return moveFunction() + (drops() ? keptFunction() : "") + (clips() ? SQUARES : "");
  }

  /**
   * Returns the lines that make the update.
   *
   * <p>They read {@code gs}, the list of gradients of the trained variables in order; {@code fw},
   * the flat weights; {@code m0} and, of AdaBelief, {@code m1}, the flat state; {@code ok}, one
   * bool: without it nothing is changed; {@code rate}, a float; and {@code positions}, the {@link
   * #positions}.
   */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (clips()) {
      lines.add("squares = torch.zeros_like(torch.to(ok, " + FLOAT64 + "))");
      for (UpdatePieces.Piece piece : pieces) {
        lines.add("squares = torch.add(squares, __torch__.squares(" + gradient(piece) + "))");
      }
      float limit = (float) options.clipNorm();
      lines.add("norm = torch.to(torch.sqrt(squares), " + FLOAT32 + ")");
      lines.add("limit = torch.full_like(norm, " + literal(limit) + ")");
      lines.add(
          "scale = torch.where(torch.ge(norm, limit), torch.div(limit, norm),"
              + " torch.ones_like(norm))");
    }
    for (UpdatePieces.Piece piece : pieces) {
      String gradient = gradient(piece);
      String scaled = clips() ? "torch.mul(" + gradient + ", scale)" : gradient;
      lines.add(
          String.format(
              Locale.ROOT,
              "_0 = __torch__.move(%s, %s%s%s, ok, rate%s)",
              part("fw", piece),
              part("m0", piece) + ", ",
              adaBelief ? part("m1", piece) + ", " : "",
              scaled,
              drops() ? ", " + kept(piece) : ""));
    }
    return lines;
  }

  private boolean drops() {
    return options.keptOf1024() < 1024;
  }

  private boolean clips() {
    return options.clipNorm() != 0;
  }

  private static String part(String flat, UpdatePieces.Piece piece) {
    return "torch.narrow(" + flat + ", 0, " + piece.offset() + ", " + piece.count() + ")";
  }

  private static String gradient(UpdatePieces.Piece piece) {
    List<String> parts = piece.parts().stream().map(UpdateScript::gradient).toList();
    return parts.size() == 1
        ? parts.get(0)
        : "torch.cat(" + parts.stream().collect(Collectors.joining(", ", "[", "]")) + ", 0)";
  }

  private static String gradient(UpdatePieces.Part part) {
    String whole = "torch.flatten(gs[" + part.gradient() + "])";
    return part.isWhole()
        ? whole
        : "torch.narrow(" + whole + ", 0, " + part.first() + ", " + part.count() + ")";
  }

  private static String kept(UpdatePieces.Piece piece) {
    return String.format(
        Locale.ROOT,
        "__torch__.kept(torch.narrow(positions, 0, %d, %d), annotate(List[int], %s))",
        piece.firstChunk(),
        piece.chunks(),
        piece.parts().stream().map(UpdatePieces.Part::count).toList());
  }

  /** As the Java classes, operation by operation. */
  private String moveFunction() {
    String epsilon = literal((float) options.epsilon());
    StringBuilder text = new StringBuilder("def move(w: Tensor, m: Tensor, ");
    text.append(adaBelief ? "v: Tensor, " : "");
    text.append("g: Tensor, ok: Tensor, rate: float");
    text.append(drops() ? ", keep: Tensor" : "").append(") -> Tensor:\n");
    if (adaBelief) {
      text.append(moment("first", "m", options.beta1(), "torch.mul(g, %s)"));
      text.append("  gap = torch.sub(g, first)\n");
      text.append(moment("second", "v", options.beta2(), "torch.mul_(torch.mul_(gap, gap), %s)"));
      text.append("  step = torch.mul(first, rate)\n");
      text.append("  root = torch.sqrt(second)\n");
      text.append("  _1 = torch.copy_(v, torch.where(ok, second, v))\n");
    } else {
      text.append(moment("first", "m", options.rho(), "torch.mul_(torch.mul(g, g), %s)"));
      text.append("  step = torch.mul(g, rate)\n");
      text.append("  root = torch.sqrt(first)\n");
    }
    text.append("  _2 = torch.copy_(m, torch.where(ok, first, m))\n");
    text.append("  step = torch.div_(step, torch.add_(root, " + epsilon + "))\n");
    text.append(drops() ? "  step = torch.mul_(step, keep)\n" : "");
    text.append("  return torch.sub_(w, torch.where(ok, step, 0.))\n");
    return text.toString();
  }

  /** One minus the decay is taken of the doubles, as in the Java classes. */
  private static String moment(String name, String of, double decay, String more) {
    return String.format(
        Locale.ROOT,
        "  %s = torch.add_(torch.mul(%s, %s), " + more + ")\n",
        name,
        of,
        literal((float) decay),
        literal((float) (1 - decay)));
  }

  /** The double that is the float, so that it comes back unchanged. */
  private static String literal(float value) {
    return Double.toString(value);
  }

  /**
   * The masks of {@link ChunkedOptimizer}: 64-bit products wrap in PyTorch as in Java, and right
   * shifts copy the sign, which a mask takes away.
   */
  private String keptFunction() {
    int words = ChunkedOptimizer.WORDS;
    int chunk = ChunkedOptimizer.CHUNK;
    return "def mixed(x: Tensor, shift: int, mask: int) -> Tensor:\n"
        + "  high = torch.bitwise_and(torch.bitwise_right_shift(x, shift), mask)\n"
        + "  return torch.bitwise_xor(x, high)\n"
        + "def kept(positions: Tensor, counts: List[int]) -> Tensor:\n"
        + "  one = torch.ones_like(torch.narrow(positions, 0, 0, 1))\n"
        + "  number = torch.cumsum(one.repeat(["
        + words
        + "]), 0)\n"
        + "  x = torch.add(torch.unsqueeze(positions, 1), torch.mul(number, "
        + ChunkedOptimizer.WORD_STEP
        + "))\n"
        + "  x = torch.mul(__torch__.mixed(x, 30, "
        + (-1L >>> 30)
        + "), "
        + ChunkedOptimizer.MIX_1
        + ")\n"
        + "  x = torch.mul(__torch__.mixed(x, 27, "
        + (-1L >>> 27)
        + "), "
        + ChunkedOptimizer.MIX_2
        + ")\n"
        + "  x = torch.unsqueeze(__torch__.mixed(x, 31, "
        + (-1L >>> 31)
        + "), 2)\n"
        + "  shifts = torch.mul(torch.sub(torch.cumsum(one.repeat(["
        + ChunkedOptimizer.DRAWS_PER_WORD
        + "]), 0), 1), 10)\n"
        + "  draws = torch.bitwise_right_shift(x, shifts)\n"
        + "  draws = torch.bitwise_and_(draws, 1023)\n"
        + "  keep = torch.reshape(torch.lt(draws, "
        + options.keptOf1024()
        + "), [-1, "
        + words * ChunkedOptimizer.DRAWS_PER_WORD
        + "])\n"
        + "  flat = torch.flatten(torch.narrow(keep, 1, 0, "
        + chunk
        + "))\n"
        + "  parts = annotate(List[Tensor], [])\n"
        + "  at = 0\n"
        + "  for n in counts:\n"
        + "    _0 = torch.append(parts, torch.narrow(flat, 0, at, n))\n"
        + "    at = at + (n + "
        + (chunk - 1)
        + ") // "
        + chunk
        + " * "
        + chunk
        + "\n"
        + "  return torch.cat(parts, 0)\n";
  }

  private static final String SQUARES =
      "def squares(g: Tensor) -> Tensor:\n"
          + "  return torch.sum(torch.square(torch.to(g, "
          + FLOAT64
          + ")))\n";
}
