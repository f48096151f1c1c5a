package org.saehdbw.charts.vectors;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.font.LineMetrics;
import java.util.function.BiConsumer;

/**
 * A font that tells which texts are laid out with it. XChart (3.8.8) draws text as outlines, by
 * {@code new TextLayout(text, font, context)}, and passes the text to nothing else. That
 * constructor asks its font how high the letters of the text are. A Java version that does not ask
 * gives outlines instead of text, and the tests of vector pictures fail.
 */
final class TracedFont extends Font {
  private final transient BiConsumer<Font, String> texts;

  TracedFont(Font font, BiConsumer<Font, String> texts) {
    super(font);
    this.texts = texts;
  }

  @Override
  public LineMetrics getLineMetrics(char[] text, int from, int to, FontRenderContext context) {
    texts.accept(this, new String(text, from, to - from));
    return super.getLineMetrics(text, from, to, context);
  }
}
