#!/bin/sh
# XChart 3.8.8 draws a line series as one two-point line for each pair of neighbours, and every one of them starts the dash pattern
# again. Where points are closer together than the first dash is long, a dashed series is drawn whole: two series that differ by
# their dashes alone look the same, in the plot but not in the legend. Setting the line style works and nothing warns. A curve of a
# thousand losses on 800 pixels is such a series. Who needs dashes there joins the lines (a Graphics2D that adds each line to a path
# while it starts where the last one ended), or thins the points first.
#
# Seen with Java 17, org.knowm.xchart:xchart 3.8.8, a level line with dashes of 8 and gaps of 8 pixels on a plot of 700 pixels:
#   2 points: 43 gaps in the dashed line
#   20 points: 38 gaps in the dashed line
#   200 points: 0 gaps in the dashed line
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/src/main/java"
cat >"$work/pom.xml" <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>findings</groupId><artifactId>xchart</artifactId><version>1</version>
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency><groupId>org.knowm.xchart</groupId><artifactId>xchart</artifactId><version>3.8.8</version></dependency>
  </dependencies>
</project>
POM
cat >"$work/src/main/java/Dashes.java" <<'JAVA'
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

public final class Dashes {
  public static void main(String[] arguments) {
    for (int points : new int[] {2, 20, 200}) {
      System.out.printf("%d points: %d gaps in the dashed line%n", points, gaps(points));
    }
  }

  private static int gaps(int points) {
    XYChart chart = new XYChartBuilder().width(800).height(300).build();
    chart.getStyler().setPlotGridLinesVisible(false).setLegendVisible(false);
    double[] x = new double[points];
    double[] y = new double[points];
    for (int i = 0; i < points; i++) {
      x[i] = (double) i / (points - 1);
      y[i] = 1;
    }
    var series = chart.addSeries("level", x, y);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(Color.RED);
    series.setLineStyle(
        new BasicStroke(3, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {8, 8}, 0));
    BufferedImage image = BitmapEncoder.getBufferedImage(chart);
    int most = 0;
    int gaps = 0;
    for (int row = 0; row < image.getHeight(); row++) {
      int drawn = 0;
      int starts = 0;
      boolean before = false;
      for (int column = 0; column < image.getWidth(); column++) {
        Color colour = new Color(image.getRGB(column, row));
        boolean now = colour.getRed() > 200 && colour.getGreen() < 128;
        drawn += now ? 1 : 0;
        starts += now && !before ? 1 : 0;
        before = now;
      }
      if (drawn > most) {
        most = drawn;
        gaps = starts - 1;
      }
    }
    return gaps;
  }
}
JAVA
mvn -B -q -f "$work/pom.xml" org.apache.maven.plugins:maven-compiler-plugin:3.14.0:compile \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile="$work/classes.txt" >&2
seen=$(java -Djava.awt.headless=true -cp "$work/target/classes:$(cat "$work/classes.txt")" Dashes)
printf '%s\n' "$seen"
expected='2 points: 43 gaps in the dashed line
20 points: 38 gaps in the dashed line
200 points: 0 gaps in the dashed line'
[ "$seen" = "$expected" ] || { echo "XChart's dashes have changed" >&2; exit 1; }
