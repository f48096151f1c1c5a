package org.saehdbw.tensors;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * One operation of a script.
 *
 * @param result what it makes
 * @param expression how
 * @param reads the arrays that it reads, by name: {@code w0} a parameter, {@code i0} an input,
 *     {@code k0} a constant, {@code t0} the result of another line
 * @param layer the layer that it belongs to, such as {@code encoder/down1}; empty behind the last
 */
public record ScriptLine(
    ScriptOps.Name result, String expression, List<String> reads, String layer) {
  private static final Pattern ARRAY = Pattern.compile("\\b[wikt]\\d+\\b");
  private static final Pattern VIEW =
      Pattern.compile("torch\\.(detach|narrow|flatten|reshape|contiguous)\\(t.*");

  static ScriptLine of(ScriptOps.Name result, String expression) {
    List<String> reads =
        ARRAY.matcher(expression).results().map(MatchResult::group).distinct().toList();
    return new ScriptLine(result, expression, reads, "");
  }

  ScriptLine of(String name) {
    return new ScriptLine(result, expression, reads, name);
  }

  /** Returns the name of what it makes. */
  public String name() {
    return result.text();
  }

  /** Returns the line of the script. */
  public String text() {
    return "    " + name() + " = " + expression + "\n";
  }

  /** Whether no gradient passes. */
  boolean stops() {
    return expression.startsWith("torch.detach(");
  }

  /** Returns the bytes of the result; what is only seen in another way takes none. */
  public long bytes() {
    boolean view = VIEW.matcher(expression).matches();
    boolean moved = expression.contains("torch.permute");
    return view && !moved ? 0 : (result.half() ? 2 : Float.BYTES) * result.dims().count();
  }
}
