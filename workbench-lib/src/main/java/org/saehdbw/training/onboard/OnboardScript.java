package org.saehdbw.training.onboard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.saehdbw.optimizers.UpdateScript;
import org.saehdbw.tensors.Constant;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.ScriptOps;

/**
 * A whole step as one method of a TorchScript module: forward pass, losses, gradients and update.
 *
 * <p>{@code forward(ws, ms, xs)} takes the flat weights of all parts, the flat state of the updated
 * part's optimizer, and in {@code xs} the flat batch, the learning rate (one double, on the CPU),
 * the dropout's positions, and the {@link #constants}. It gives one flat array: the losses (N,
 * columns), and 1 where the update was made, or 0 where the sum of the losses was not finite and
 * everything is as it was. The choice is made on the device; nothing waits for it.
 *
 * <p>A batch in pieces is computed piece by piece, and gradients are summed. Pieces of the same
 * size share a method.
 *
 * @param lossNames names of the losses' columns
 * @param pieces the samples a side of each piece, in order, at least one
 * @param written the losses of a piece of each size
 * @param inputs shapes of the planes of the whole batch
 * @param parts the parameters of every part, in the order in which the pieces know them
 * @param updated the part that is updated
 * @param trained those of its parameters that move
 * @param update their update
 */
public record OnboardScript(
    List<String> lossNames,
    List<Integer> pieces,
    Map<Integer, Piece> written,
    List<Dims> inputs,
    List<List<Parameter>> parts,
    int updated,
    List<Parameter> trained,
    UpdateScript update) {
  /**
   * A piece of the batch, written up to its losses.
   *
   * @param ops the operations
   * @param terms the losses (N, columns)
   */
  public record Piece(ScriptOps ops, ScriptOps.Name terms) {}

  /** Returns the constants of all pieces, in the order in which {@code forward} takes them. */
  public List<Constant> constants() {
    Map<String, Constant> all = new LinkedHashMap<>();
    written.values().forEach(piece -> piece.ops().constants().forEach(c -> all.put(c.name(), c)));
    return List.copyOf(all.values());
  }

  /** Returns the module's text. */
  public String text() {
    StringBuilder text = new StringBuilder(update.functions());
    text.append(ScriptOps.CLASS);
    written.forEach(
        (size, piece) -> {
          List<ScriptOps.Name> terms = List.of(piece.terms());
          text.append(piece.ops().method("piece" + size, terms, terms, trained));
        });
    text.append("  def forward(self: __torch__.M, ws: List[Tensor], ms: List[Tensor],");
    text.append(" xs: List[Tensor]) -> List[Tensor]:\n");
    lines().forEach(line -> text.append("    ").append(line).append('\n'));
    return text.toString();
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(unpacked("f", parts.size()) + "= ws");
    lines.add(unpacked("m", update.kinds()) + "= ms");
    lines.add("batch, rates, positions, " + unpacked("k", constants().size()) + "= xs");
    lines.add("all = annotate(List[Tensor], " + weights() + ")");
    long offset = 0;
    for (int i = 0; i < inputs.size(); i++) {
      lines.add("i" + i + " = " + view("batch", offset, inputs.get(i)));
      offset += inputs.get(i).count();
    }
    lines.add("terms = annotate(List[Tensor], [])");
    lines.add("gs = annotate(List[Tensor], [])");
    int first = 0;
    for (int size : pieces) {
      lines.add("found = (self).piece" + size + "(all, " + arguments(first, size) + ")");
      lines.add("_0 = torch.append(terms, torch.detach(found[0]))");
      lines.addAll(first == 0 ? FIRST : NEXT);
      first += size;
    }
    lines.add("found = annotate(List[Tensor], [])");
    lines.add("losses = torch.cat(terms, 0)");
    lines.add("ok = torch.isfinite(torch.sum(losses))");
    lines.add("rate = float(rates)");
    lines.add("fw = f" + updated);
    lines.addAll(update.lines());
    lines.add("made = torch.reshape(torch.to(ok, 6), [1])");
    lines.add("return [torch.cat([torch.flatten(losses), made], 0)]");
    return lines;
  }

  private static final List<String> FIRST =
      List.of("for g in torch.slice(found, 1):", "  _1 = torch.append(gs, g)");

  private static final List<String> NEXT =
      List.of(
          "for n in range(torch.len(gs)):",
          "  _1 = torch._set_item(gs, n, torch.add(gs[n], found[n + 1]))");

  private static String unpacked(String name, int count) {
    return IntStream.range(0, count).mapToObj(i -> name + i + ", ").collect(Collectors.joining());
  }

  /** All weights as views of the flat arrays; those that move are leaves. */
  private List<String> weights() {
    List<String> views = new ArrayList<>();
    for (int part = 0; part < parts.size(); part++) {
      long offset = 0;
      for (Parameter parameter : parts.get(part)) {
        String view = view("f" + part, offset, parameter.dims());
        boolean moves = part == updated && trained.contains(parameter);
        views.add(moves ? "torch.requires_grad_(torch.detach(" + view + "), True)" : view);
        offset += parameter.dims().count();
      }
    }
    return views;
  }

  /** The planes of a piece, and the constants that its method takes. */
  private List<String> arguments(int first, int size) {
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      boolean whole = size == inputs.get(i).at(0);
      arguments.add(whole ? "i" + i : "torch.narrow(i" + i + ", 0, " + first + ", " + size + ")");
    }
    List<String> names = constants().stream().map(Constant::name).toList();
    Piece piece = written.get(size);
    if (piece == null) {
      throw new IllegalStateException("a piece of " + size + " samples was not written");
    }
    piece.ops().constants().forEach(c -> arguments.add("k" + names.indexOf(c.name())));
    return arguments;
  }

  private static String view(String flat, long offset, Dims dims) {
    return "torch.view(torch.narrow("
        + flat
        + ", 0, "
        + offset
        + ", "
        + dims.count()
        + "), "
        + dims.sizes()
        + ")";
  }
}
