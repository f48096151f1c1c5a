package org.saehdbw.charts.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SvgFileTest {
  private static String svg(Mark... marks) {
    Drawing drawing = new Drawing("a < b", 200, 100.5, List.of(marks));
    return new String(SvgFile.of(drawing, "mm", 0.425), StandardCharsets.UTF_8);
  }

  @Test
  void thePageHasItsSizeAndTitle() {
    assertThat(svg())
        .isEqualTo(
            """
            <svg xmlns="http://www.w3.org/2000/svg" role="img" width="85mm" height="42.7125mm"\
             viewBox="0 0 200 100.5" font-family="'Liberation Sans', Arial, Helvetica, sans-serif">
            <title>a &lt; b</title>
            </svg>
            """);
  }

  @Test
  void textIsTextAsLongAsItWasLaidOut() {
    Color ink = new Color(40, 40, 40);
    Mark level =
        new Mark.Words(
            "<&\u0001ü>", new AffineTransform(1, 0, 0, 1, 3, 4), 8, 12.345, false, ink, null);
    Mark up =
        new Mark.Words("up", new AffineTransform(0, -1, 1, 0, 3, 4), 8, 9, false, Color.RED, null);
    assertThat(svg(level, up))
        .contains(
            "<text x=\"3\" y=\"4\" font-size=\"8\" textLength=\"12.35\""
                + " lengthAdjust=\"spacingAndGlyphs\" fill=\"#282828\">&lt;&amp;ü&gt;</text>\n")
        .contains("<text transform=\"translate(3 4) rotate(-90)\" font-size=\"8\"");
  }

  @Test
  void repeatedShapesAreWrittenOnceAndNeighboursShareTheirColour() {
    Mark[] markers = new Mark[5];
    for (int i = 0; i < markers.length; i++) {
      markers[i] = new Mark.Filled(new Rectangle(i, 7, 3, 3), false, Color.RED, null);
    }
    assertThat(svg(markers))
        .contains("<defs>\n<path id=\"shape1\" d=\"M0 0L3 0L3 3L0 3L0 0Z\"/>\n</defs>\n")
        .contains("<g fill=\"#ff0000\">\n<use href=\"#shape1\" x=\"0\" y=\"7\"/>\n")
        .contains("<use href=\"#shape1\" x=\"4\" y=\"7\"/>\n</g>\n");
  }

  @Test
  void shapesHaveColourDashesAndClip() {
    BasicStroke dashed =
        new BasicStroke(
            1.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_BEVEL, 1, new float[] {8, 2.5f}, 0);
    Color half = new Color(1, 2, 255, 128);
    Rectangle area = new Rectangle(0, 0, 5, 5);
    assertThat(svg(new Mark.Stroked(new Line2D.Double(0, 1, 2, 3), dashed, half, area)))
        .contains("<defs>\n<clipPath id=\"clip1\"><path d=\"M0 0L5 0L5 5L0 5L0 0Z\"/></clipPath>")
        .contains(
            "<path d=\"M0 1L2 3\" fill=\"none\" stroke=\"#0102ff\" stroke-opacity=\"0.5\""
                + " stroke-width=\"1.5\" stroke-linecap=\"round\" stroke-linejoin=\"bevel\""
                + " stroke-dasharray=\"8 2.5\" clip-path=\"url(#clip1)\"/>\n");
  }
}
