package org.saehdbw.tensors;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Operations that write TorchScript: an array is a name in the text and its shape.
 *
 * <p>The text is the class of a module whose method {@code forward(ws, xs)} takes the parameters
 * and, in {@code xs}, the inputs followed by the constants, and gives one list of tensors. It has
 * the batch size and all shapes written in.
 *
 * <p>With {@link Precision#BF16} convolutions take and give bfloat16, and operations that only move
 * values, the leaky activation and sums of two such arrays keep it; everything else goes back to
 * 32-bit floats first. A weight is converted once for all of its uses. A form with channels last
 * moves kernels and inputs of convolutions there; operations between convolutions keep the order.
 */
public final class ScriptOps implements TensorOps<ScriptOps.Name> {
  /**
   * An array in the script.
   *
   * @param text its name
   * @param dims its axes
   * @param half whether its numbers are bfloat16
   */
  public record Name(String text, Dims dims, boolean half) {}

  /** The head of a module's class, above its methods. */
  public static final String CLASS =
      "class M(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n";

  /** PyTorch's numbers for its types. */
  private static final int FLOAT32 = 6;

  private static final int BFLOAT16 = 15;

  /** PyTorch's number for its memory format. */
  private static final int CHANNELS_LAST = 2;

  /** With fewer channels than this arrays stay as they are. */
  private static final int FEWEST_LAST = 8;

  private final Map<String, Name> parameters = new LinkedHashMap<>();
  private final List<Parameter> order;
  private final Map<String, Name> constants = new LinkedHashMap<>();
  private final List<Constant> constantValues = new ArrayList<>();
  private final List<Name> inputs = new ArrayList<>();
  private final Map<String, Name> halved = new LinkedHashMap<>();
  private final Map<String, Name> moved = new LinkedHashMap<>();
  private final ScriptForm form;
  private final List<ScriptLine> lines = new ArrayList<>();
  private int labelled;

  /**
   * Starts an empty text that computes in 32-bit floats.
   *
   * @param order the parameters in the order in which the module takes them
   */
  public ScriptOps(List<Parameter> order) {
    this(order, ScriptForm.PLAIN);
  }

  /**
   * Starts an empty text.
   *
   * @param order the parameters in the order in which the module takes them
   * @param form precision of convolutions, and how their arrays lie in memory
   */
  public ScriptOps(List<Parameter> order, ScriptForm form) {
    this.order = List.copyOf(order);
    this.form = form;
    for (int i = 0; i < order.size(); i++) {
      parameters.put(order.get(i).name(), new Name("w" + i, order.get(i).dims(), false));
    }
  }

  /** Declares the next input. */
  public Name input(Dims dims) {
    Name name = new Name("i" + inputs.size(), dims, false);
    inputs.add(name);
    return name;
  }

  /** Returns the constants that the module takes after its inputs. */
  public List<Constant> constants() {
    return List.copyOf(constantValues);
  }

  /** Returns the lines so far, in order; each knows the layer that it belongs to. */
  public List<ScriptLine> lines() {
    return List.copyOf(lines);
  }

  /** Returns the columns that an array of several was joined of, by name, or else itself. */
  public List<String> columns(Name joined) {
    for (ScriptLine line : lines) {
      if (line.name().equals(joined.text()) && line.expression().startsWith("torch.cat(")) {
        return line.reads();
      }
    }
    return List.of(joined.text());
  }

  /** Returns the name of a constant in the script. */
  public String name(Constant constant) {
    return constant(constant).text();
  }

  /** Books what was written since the layer before. */
  @Override
  public Name layer(String name, Name result) {
    while (labelled < lines.size()) {
      lines.set(labelled, lines.get(labelled).of(name));
      labelled++;
    }
    return result;
  }

  /**
   * Returns the module's text.
   *
   * @param outputs what {@code forward} gives
   * @param total if not empty, an array whose sum is differentiated; the gradients of {@code
   *     trained} follow the outputs
   * @param trained the parameters to differentiate for, in the order of the gradients
   */
  public String module(List<Name> outputs, List<Name> total, List<Parameter> trained) {
    return CLASS + method("forward", outputs, total, trained);
  }

  /**
   * Returns the text of a method of a module, to stand below {@link #CLASS}.
   *
   * @param name the method's name
   * @param outputs what it gives
   * @param total as for {@link #module}
   * @param trained as for {@link #module}
   */
  public String method(String name, List<Name> outputs, List<Name> total, List<Parameter> trained) {
    StringBuilder text = new StringBuilder();
    text.append("  def ").append(name);
    text.append("(self: __torch__.M, ws: List[Tensor], xs: List[Tensor]) -> List[Tensor]:\n");
    List<String> weights = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      weights.add("w" + i);
    }
    text.append("    ").append(unpacked(weights)).append(" = ws\n");
    List<String> others = new ArrayList<>();
    inputs.forEach(i -> others.add(i.text()));
    constants.values().forEach(c -> others.add(c.text()));
    text.append("    ").append(unpacked(others)).append(" = xs\n");
    lines.forEach(line -> text.append(line.text()));
    text.append("    out = ").append(list(outputs)).append('\n');
    if (!total.isEmpty()) {
      List<Name> sources = trained.stream().map(this::parameter).toList();
      text.append("    sums = annotate(List[Tensor], [torch.sum(" + total.get(0).text() + ")])\n");
      text.append("    gs = torch.autograd.grad(sums, ").append(list(sources)).append(")\n");
      text.append("    for g in gs:\n");
      String gradient = "unchecked_cast(Tensor, g)";
      // A gradient lies in memory as the kernel did; Java and the update read it row by row.
      String plain = form.channelsLast() ? "torch.contiguous(" + gradient + ")" : gradient;
      text.append("      _0 = torch.append(out, ").append(plain).append(")\n");
    }
    return text.append("    return out\n").toString();
  }

  private static String unpacked(List<String> names) {
    return names.stream().map(n -> n + ", ").collect(Collectors.joining());
  }

  private static String list(List<Name> names) {
    return names.stream().map(Name::text).collect(Collectors.joining(", ", "[", "]"));
  }

  @Override
  public Dims dims(Name x) {
    return x.dims();
  }

  @Override
  public Name parameter(Parameter parameter) {
    Name name = parameters.get(parameter.name());
    if (name == null) {
      throw new IllegalArgumentException("the script was not given the parameter " + parameter);
    }
    return name;
  }

  @Override
  public Name constant(Constant constant) {
    return constants.computeIfAbsent(
        constant.name(),
        n -> {
          constantValues.add(constant);
          return new Name("k" + constants.size(), constant.dims(), false);
        });
  }

  @Override
  public Name conv2d(Name x, Name weight, Name bias, int stride, int padding) {
    Dims dims = ShapeRules.conv2d(x.dims(), weight.dims(), stride, padding);
    return convolution(dims, x, weight, bias, stride, padding, 1);
  }

  @Override
  public Name depthwiseConv2d(Name x, Name weight, Name bias, int stride, int padding) {
    Dims dims = ShapeRules.depthwiseConv2d(x.dims(), weight.dims(), stride, padding);
    return convolution(dims, x, weight, bias, stride, padding, x.dims().at(1));
  }

  private Name convolution(
      Dims dims, Name x, Name weight, Name bias, int stride, int padding, int groups) {
    boolean half = isHalf();
    boolean last = gainsFromLast(x.dims().at(1) / groups, weight.dims().at(0) / groups);
    Name in = placed(half ? half(x) : full(x), last);
    Name kernel = placed(half ? half(weight) : weight, last);
    Name offset = half ? half(bias) : bias;
    String rest =
        String.format(
            Locale.ROOT,
            ", [%d, %d], [%d, %d], [1, 1], %d)",
            stride,
            stride,
            padding,
            padding,
            groups);
    return line(
        dims,
        half,
        "torch.conv2d(" + in.text() + ", " + kernel.text() + ", " + offset.text() + rest);
  }

  @Override
  public Name transposedConv2d(Name x, Name weight, Name bias, int stride) {
    Dims dims = ShapeRules.transposedConv2d(x.dims(), weight.dims(), stride);
    boolean half = isHalf();
    boolean last = gainsFromLast(weight.dims().at(0), weight.dims().at(1));
    int kernel = weight.dims().at(2);
    int padding = ShapeRules.droppedInFront(kernel, stride);
    int behind = kernel - stride - 2 * padding;
    String arguments =
        String.format(
            Locale.ROOT,
            "%s, %s, %s, [%d, %d], [%d, %d], [0, 0], 1, [1, 1])",
            placed(half ? half(x) : full(x), last).text(),
            placed(half ? half(weight) : weight, last).text(),
            (half ? half(bias) : bias).text(),
            stride,
            stride,
            padding,
            padding);
    Dims whole = dims.with(2, dims.at(2) + behind).with(3, dims.at(3) + behind);
    Name result = line(whole, half, "torch.conv_transpose2d(" + arguments);
    if (behind == 0) {
      return result;
    }
    return part(part(result, 2, 0, dims.at(2)), 3, 0, dims.at(3));
  }

  private boolean isHalf() {
    return form.precision() == Precision.BF16;
  }

  /**
   * Whether channels lie behind one another: with few of them there is nothing to gain, and the
   * gradients of oneDNN's kernels are less exact than the original's.
   */
  private boolean gainsFromLast(int inputs, int outputs) {
    return form.channelsLast() && Math.min(inputs, outputs) >= FEWEST_LAST;
  }

  /** The same numbers where a convolution wants them, moved once however often they are used. */
  private Name placed(Name x, boolean last) {
    if (!form.channelsLast()) {
      return x;
    }
    String order = last ? ", memory_format=" + CHANNELS_LAST : "";
    String expression = "torch.contiguous(" + x.text() + order + ")";
    return moved.computeIfAbsent(expression, made -> line(x.dims(), x.half(), made));
  }

  /** The same numbers in bfloat16, made once however often they are used. */
  private Name half(Name x) {
    if (x.half()) {
      return x;
    }
    Name known = halved.get(x.text());
    if (known == null) {
      known = line(x.dims(), true, "torch.to(" + x.text() + ", " + BFLOAT16 + ")");
      halved.put(x.text(), known);
    }
    return known;
  }

  /** The same numbers as 32-bit floats. */
  private Name full(Name x) {
    return x.half() ? line(x.dims(), false, "torch.to(" + x.text() + ", " + FLOAT32 + ")") : x;
  }

  @Override
  public Name dense(Name x, Name weight, Name bias) {
    return line(
        ShapeRules.matmul(x.dims(), weight.dims()),
        "torch.addmm(" + bias.text() + ", " + full(x).text() + ", " + weight.text() + ")");
  }

  @Override
  public Name matmul(Name left, Name right) {
    return line(
        ShapeRules.matmul(left.dims(), right.dims()),
        "torch.matmul(" + full(left).text() + ", " + full(right).text() + ")");
  }

  /** Of two bfloat16 arrays bfloat16: it is how residual blocks end. */
  @Override
  public Name add(Name a, Name b) {
    if (a.half() && b.half()) {
      String sum = "torch.add(" + a.text() + ", " + b.text() + ")";
      return line(ShapeRules.broadcast(a.dims(), b.dims()), true, sum);
    }
    return binary("add", a, b);
  }

  @Override
  public Name sub(Name a, Name b) {
    return binary("sub", a, b);
  }

  @Override
  public Name mul(Name a, Name b) {
    return binary("mul", a, b);
  }

  @Override
  public Name div(Name a, Name b) {
    return binary("div", a, b);
  }

  @Override
  public Name affine(Name x, double scale, double shift) {
    Name from = full(x);
    Name scaled =
        scale == 1 ? from : line(x.dims(), "torch.mul(" + from.text() + ", " + scale + ")");
    return shift == 0 ? scaled : line(x.dims(), "torch.add(" + scaled.text() + ", " + shift + ")");
  }

  @Override
  public Name leakyRelu(Name x, double slope) {
    return line(x.dims(), x.half(), "torch.leaky_relu(" + x.text() + ", " + slope + ")");
  }

  @Override
  public Name cos(Name x) {
    return unary("cos", x);
  }

  @Override
  public Name sigmoid(Name x) {
    return unary("sigmoid", x);
  }

  @Override
  public Name exp(Name x) {
    return unary("exp", x);
  }

  @Override
  public Name log(Name x) {
    return unary("log", x);
  }

  @Override
  public Name square(Name x) {
    return binary("mul", x, x);
  }

  @Override
  public Name rsqrt(Name x) {
    return unary("rsqrt", x);
  }

  @Override
  public Name softplus(Name x) {
    return unary("softplus", x);
  }

  @Override
  public Name stop(Name x) {
    return line(x.dims(), x.half(), "torch.detach(" + x.text() + ")");
  }

  @Override
  public Name abs(Name x) {
    return unary("abs", x);
  }

  @Override
  public Name clamp(Name x, double low, double high) {
    return line(x.dims(), "torch.clamp(" + full(x).text() + ", " + low + ", " + high + ")");
  }

  @Override
  public Name oneWhereZero(Name x) {
    Name from = full(x);
    return line(
        x.dims(),
        String.format(
            Locale.ROOT, "torch.masked_fill(%s, torch.eq(%s, 0), 1)", from.text(), from.text()));
  }

  @Override
  public Name meanPerSample(Name x) {
    return line(
        Dims.of(x.dims().at(0), 1),
        "torch.mean(torch.flatten(" + full(x).text() + ", 1), [1], True)");
  }

  @Override
  public Name depthToSpace(Name x, int block) {
    Dims out = ShapeRules.depthToSpace(x.dims(), block);
    int n = out.at(0);
    int channels = out.at(1);
    int rows = out.at(2) / block;
    int columns = out.at(3) / block;
    if (!form.channelsLast()) {
      Dims split = Dims.of(n, block, block, channels, rows, columns);
      return line(out, x.half(), moved(x.text(), split, "[0, 3, 4, 1, 5, 2]", out));
    }
    String behind = "torch.permute(" + x.text() + ", [0, 2, 3, 1])";
    Dims split = Dims.of(n, rows, columns, block, block, channels);
    Dims whole = Dims.of(n, out.at(2), out.at(3), channels);
    String done = moved(behind, split, "[0, 1, 3, 2, 4, 5]", whole);
    return line(out, x.half(), "torch.permute(" + done + ", [0, 3, 1, 2])");
  }

  private static String moved(String x, Dims split, String order, Dims out) {
    String apart = "torch.reshape(" + x + ", " + split.sizes() + ")";
    return "torch.reshape(torch.permute(" + apart + ", " + order + "), " + out.sizes() + ")";
  }

  @Override
  public Name concat(List<Name> parts, int axis) {
    boolean half = parts.stream().allMatch(Name::half);
    List<Name> same = half ? parts : parts.stream().map(this::full).toList();
    return line(
        ShapeRules.concat(parts.stream().map(Name::dims).toList(), axis),
        half,
        "torch.cat(" + list(same) + ", " + axis + ")");
  }

  @Override
  public Name part(Name x, int axis, int start, int count) {
    return line(
        x.dims().with(axis, count),
        x.half(),
        "torch.narrow(" + x.text() + ", " + axis + ", " + start + ", " + count + ")");
  }

  @Override
  public Name flatten(Name x) {
    return line(ShapeRules.flatten(x.dims()), x.half(), "torch.flatten(" + x.text() + ", 1)");
  }

  @Override
  public Name unflatten(Name x, int channels, int height, int width) {
    Dims out = ShapeRules.unflatten(x.dims(), channels, height, width);
    return line(out, x.half(), "torch.reshape(" + x.text() + ", " + out.sizes() + ")");
  }

  private Name unary(String operation, Name x) {
    return line(x.dims(), "torch." + operation + "(" + full(x).text() + ")");
  }

  private Name binary(String operation, Name a, Name b) {
    return line(
        ShapeRules.broadcast(a.dims(), b.dims()),
        "torch." + operation + "(" + full(a).text() + ", " + full(b).text() + ")");
  }

  private Name line(Dims dims, String expression) {
    return line(dims, false, expression);
  }

  private Name line(Dims dims, boolean half, String expression) {
    Name name = new Name("t" + lines.size(), dims, half);
    lines.add(ScriptLine.of(name, expression));
    return name;
  }
}
