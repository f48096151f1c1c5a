package org.saehdbw.charts.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class RecorderTest {
  private static final Font ANY = new Font(Font.SANS_SERIF, Font.PLAIN, 14);

  private final Recorder recorder = new Recorder(true, 0);

  private Shape outline(String text, AffineTransform place) {
    Font font = recorder.font(ANY);
    return new TextLayout(text, font, recorder.getFontRenderContext()).getOutline(place);
  }

  @Test
  void outlinesOfTextBecomeTextAtItsPlace() {
    recorder.setColor(Color.RED);
    recorder.translate(5, 7);
    recorder.fill(outline("größe × α", AffineTransform.getTranslateInstance(100, 20)));
    assertThat(recorder.marks()).hasSize(1);
    Mark.Words words = (Mark.Words) recorder.marks().get(0);
    assertThat(words.text()).isEqualTo("größe × α");
    assertThat(words.size()).isEqualTo(14);
    assertThat(words.place().getTranslateX()).isCloseTo(105, within());
    assertThat(words.place().getTranslateY()).isCloseTo(27, within());
    assertThat(words.place().getShearY()).isZero();
    assertThat(words.colour()).isEqualTo(Color.RED);
  }

  @Test
  void rotatedTextKeepsItsRotation() {
    recorder.setColor(Color.BLACK);
    recorder.fill(outline("loss", AffineTransform.getRotateInstance(-Math.PI / 2)));
    Mark.Words words = (Mark.Words) recorder.marks().get(0);
    assertThat(words.text()).isEqualTo("loss");
    assertThat(words.place().getShearY()).isEqualTo(-1);
    assertThat(words.place().getScaleX()).isZero();
  }

  @Test
  void shapesThatAreNoTextStayShapes() {
    recorder.setColor(Color.BLACK);
    outline("loss", null);
    recorder.fill(new Rectangle(1, 2, 3, 4));
    assertThat(recorder.marks()).hasSize(1).allMatch(mark -> mark instanceof Mark.Filled);
  }

  @Test
  void invisibleTextIsLeftOut() {
    recorder.setColor(new Color(255, 255, 255, 0));
    recorder.fill(outline("keeps room", null));
    recorder.draw(new Rectangle(1, 2, 3, 4));
    assertThat(recorder.marks()).isEmpty();
  }

  @Test
  void linesThatContinueEachOtherAreOneCurveSoThatDashesGoOnOverPoints() {
    recorder.setColor(Color.BLUE);
    BasicStroke dashed = new BasicStroke(2, 0, 1, 1, new float[] {8, 4}, 0);
    for (int i = 0; i < 100; i++) {
      recorder.setStroke(dashed);
      recorder.draw(new Line2D.Double(i, 0, i + 1, 0));
      recorder.fill(new Rectangle(i, 0, 1, 1));
    }
    recorder.draw(new Line2D.Double(0, 50, 1, 50));
    assertThat(recorder.marks().stream().filter(mark -> mark instanceof Mark.Stroked)).hasSize(2);
    Mark.Stroked curve = (Mark.Stroked) recorder.marks().get(0);
    assertThat(curve.shape().getBounds2D().getWidth()).isEqualTo(100);
  }

  @Test
  void sameShapesInAnotherColourAreNotJoined() {
    recorder.setColor(Color.BLUE);
    recorder.draw(new Line2D.Double(0, 0, 1, 0));
    recorder.setColor(Color.RED);
    recorder.draw(new Line2D.Double(1, 0, 2, 0));
    assertThat(recorder.marks()).hasSize(2);
  }

  @Test
  void lettersThatTheFontLacksAreNoticed() {
    outline("größe", null);
    assertThat(recorder.lacksLetters()).isFalse();
    outline("面", null);
    assertThat(recorder.lacksLetters()).isTrue();
  }

  @Test
  void theFontHasWhatChartsWrite() {
    assertThat(ChartFont.has("0123456789,.e-% ×–±≤≥²³µαβγλσ ÄÖÜäöüßéåøçñŁ Привет Ωμ →")).isTrue();
    assertThat(ChartFont.has("面")).isFalse();
  }

  @Test
  void picturesAreRefused() {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    assertThatThrownBy(() -> recorder.drawImage(image, 0, 0, null))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("a vector picture of a chart cannot hold an image");
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.api.Assertions.within(0.01);
  }
}
