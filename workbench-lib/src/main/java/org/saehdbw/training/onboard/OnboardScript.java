package org.saehdbw.training.onboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.saehdbw.optimizers.UpdateScript;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.ScriptLine;
import org.saehdbw.tensors.ScriptOps;

/**
 * A whole step as one method of a TorchScript module: forward pass, losses, gradients and update.
 *
 * <p>{@code forward(ws, ms, xs)} takes the flat weights of all parts, the flat state of the updated
 * part's optimizer, and in {@code xs} the flat batch, the learning rate (one double, on the CPU),
 * the dropout's positions, and the constants. It gives one flat array: the losses (N, columns), and
 * 1 where the update was made, or 0 where the sum of the losses was not finite and everything is as
 * it was. The choice is made on the device; nothing waits for it.
 *
 * @param ops the step, written up to its losses
 * @param terms its losses
 * @param inputs shapes of the planes of the batch
 * @param parts the parameters of every part, in the order in which {@code ops} knows them
 * @param updated the part that is updated
 * @param trained those of its parameters that move
 * @param update their update
 */
public record OnboardScript(
    ScriptOps ops,
    ScriptOps.Name terms,
    List<Dims> inputs,
    List<List<Parameter>> parts,
    int updated,
    List<Parameter> trained,
    UpdateScript update) {

  /** Returns the module's text. */
  public String text() {
    StringBuilder text = new StringBuilder(update.functions());
    text.append("class M(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n");
    text.append("  def forward(self: __torch__.M, ws: List[Tensor], ms: List[Tensor],");
    text.append(" xs: List[Tensor]) -> List[Tensor]:\n");
    List<String> lines = new ArrayList<>();
    lines.add(unpacked("f", parts.size()) + " = ws");
    lines.add(unpacked("m", stateCount()) + " = ms");
    lines.add(
        "batch, rates, positions, " + unpacked("k", ops.constants().size()).strip() + " = xs");
    lines.addAll(weights());
    lines.addAll(planes());
    line(text, lines);
    ops.lines().forEach(line -> text.append(line.text()));
    line(text, gradients());
    lines = new ArrayList<>();
    lines.add("fw = f" + updated);
    lines.addAll(update.lines());
    lines.add("flat = torch.flatten(torch.detach(" + terms.text() + "))");
    lines.add("return [torch.cat([flat, torch.reshape(torch.to(ok, 6), [1])], 0)]");
    line(text, lines);
    return text.toString();
  }

  private int stateCount() {
    return update.kinds();
  }

  private static void line(StringBuilder text, List<String> lines) {
    lines.forEach(line -> text.append("    ").append(line).append('\n'));
  }

  private static String unpacked(String name, int count) {
    return IntStream.range(0, count).mapToObj(i -> name + i + ", ").collect(Collectors.joining());
  }

  /** The weights that the step reads as views of the flat arrays, those that move as leaves. */
  private List<String> weights() {
    Set<String> read =
        ops.lines().stream()
            .map(ScriptLine::reads)
            .flatMap(List::stream)
            .collect(Collectors.toSet());
    List<String> lines = new ArrayList<>();
    int number = 0;
    for (int part = 0; part < parts.size(); part++) {
      long offset = 0;
      for (Parameter parameter : parts.get(part)) {
        String name = "w" + number++;
        boolean moves = part == updated && trained.contains(parameter);
        if (moves || read.contains(name)) {
          String view = view("f" + part, offset, parameter.dims());
          lines.add(
              name
                  + " = "
                  + (moves ? "torch.requires_grad_(torch.detach(" + view + "), True)" : view));
        }
        offset += parameter.dims().count();
      }
    }
    return lines;
  }

  private List<String> planes() {
    List<String> lines = new ArrayList<>();
    long offset = 0;
    for (int i = 0; i < inputs.size(); i++) {
      lines.add("i" + i + " = " + view("batch", offset, inputs.get(i)));
      offset += inputs.get(i).count();
    }
    return lines;
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

  private List<String> gradients() {
    Map<Integer, String> names = new TreeMap<>();
    int number = 0;
    for (int part = 0; part < parts.size(); part++) {
      for (Parameter parameter : parts.get(part)) {
        if (part == updated && trained.contains(parameter)) {
          names.put(number, "w" + number);
        }
        number++;
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add("total = torch.sum(" + terms.text() + ")");
    lines.add("ok = torch.isfinite(torch.detach(total))");
    lines.add("sums = annotate(List[Tensor], [total])");
    lines.add("found = torch.autograd.grad(sums, [" + String.join(", ", names.values()) + "])");
    lines.add("gs = annotate(List[Tensor], [])");
    lines.add("for g in found:");
    lines.add("  _0 = torch.append(gs, unchecked_cast(Tensor, g))");
    lines.add("rate = float(rates)");
    return lines;
  }
}
