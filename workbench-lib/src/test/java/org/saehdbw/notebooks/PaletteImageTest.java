package org.saehdbw.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.saehdbw.charts.CurveChart;
import org.saehdbw.statistics.Curve;

class PaletteImageTest {
  @Test
  void fewColoursStayAsTheyAre() {
    BufferedImage picture = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 256; i++) {
      picture.setRGB(i % 16, i / 16, new Color(i, 255 - i, i / 2).getRGB());
    }
    BufferedImage indexed = PaletteImage.of(picture);
    for (int i = 0; i < 256; i++) {
      assertThat(indexed.getRGB(i % 16, i / 16)).isEqualTo(picture.getRGB(i % 16, i / 16));
    }
  }

  @Test
  void aRareColourBecomesTheNearestThatIsKept() {
    BufferedImage picture = new BufferedImage(64, 10, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 640; i++) {
      int gray = Math.min(255, i / 2);
      picture.setRGB(i % 64, i / 64, new Color(gray, gray, gray).getRGB());
    }
    picture.setRGB(0, 0, new Color(101, 100, 100).getRGB());
    assertThat(PaletteImage.of(picture).getRGB(0, 0)).isEqualTo(new Color(100, 100, 100).getRGB());
  }

  @Test
  void aChartLooksTheSameAndTakesFewerBytes() {
    double[] x = IntStream.rangeClosed(1, 1000).asDoubleStream().toArray();
    double[] y = DoubleStream.of(x).map(i -> 1 / Math.sqrt(i) + 0.1 * Math.sin(i)).toArray();
    CurveChart chart = CurveChart.of("Loss", "iteration", "loss");
    List.of("a", "b", "c").forEach(name -> chart.add(name, new Curve(x, scaled(y, name))));
    BufferedImage picture = chart.figure().toImage();
    BufferedImage indexed = PaletteImage.of(picture);
    long sum = 0;
    int most = 0;
    for (int i = 0; i < picture.getWidth() * picture.getHeight(); i++) {
      Color a = new Color(picture.getRGB(i % picture.getWidth(), i / picture.getWidth()));
      Color b = new Color(indexed.getRGB(i % picture.getWidth(), i / picture.getWidth()));
      int differs =
          Math.abs(a.getRed() - b.getRed())
              + Math.abs(a.getGreen() - b.getGreen())
              + Math.abs(a.getBlue() - b.getBlue());
      sum += differs;
      most = Math.max(most, differs);
    }
    assertThat((double) sum / picture.getWidth() / picture.getHeight()).isLessThan(0.5);
    assertThat(most).as("of 765").isLessThan(120);
    assertThat(PngRenderers.png(indexed).length())
        .isLessThan((int) (0.7 * PngRenderers.png(picture).length()));
  }

  private static double[] scaled(double[] y, String name) {
    return DoubleStream.of(y).map(value -> value * (name.charAt(0) - 'a' + 1)).toArray();
  }
}
