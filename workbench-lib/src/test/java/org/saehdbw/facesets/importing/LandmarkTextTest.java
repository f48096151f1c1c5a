package org.saehdbw.facesets.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.testing.TestFaces;

class LandmarkTextTest {
  private static final Landmarks POINTS = TestFaces.frontal(256);

  private static double x(int i) {
    return POINTS.x(i);
  }

  private static double y(int i) {
    return POINTS.y(i);
  }

  private static String lines(IntFunction<String> line) {
    return IntStream.range(0, 68).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
  }

  private static String row(int i, String form) {
    return form.replace("I1", String.valueOf(i + 1))
        .replace("I", String.valueOf(i))
        .replace("X", String.format(Locale.ROOT, "%.6f", x(i)))
        .replace("Y", String.format(Locale.ROOT, "%.6f", y(i)));
  }

  private static void assertReads(String text, double firstPixel) throws FaceFileException {
    double[] read = LandmarkText.parse(text, "a.pts").toArray();
    for (int i = 0; i < 68; i++) {
      assertThat(read[2 * i]).as("x of point " + i).isEqualTo(x(i) - firstPixel, within(1e-5));
      assertThat(read[2 * i + 1]).as("y of point " + i).isEqualTo(y(i) - firstPixel, within(1e-5));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X Y",
        "X\tY",
        "  X   Y  ",
        "X,Y",
        "X, Y",
        "X;Y",
        "X,Y,",
        "I X Y",
        "I1 X Y",
        "I,X,Y",
        "I1;X;Y",
        "\"X\",\"Y\"",
        "X Y\n",
        "X Y\r"
      })
  void readsRowsFromPixelZero(String form) throws Exception {
    assertReads(lines(i -> row(i, form)), 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X Y", "I X Y", "I1,X,Y", "X Y\n", "X, Y"})
  void readsBracesFromPixelOne(String form) throws Exception {
    String points = lines(i -> row(i, form));
    assertReads("version: 1\nn_points:  68\n{\n" + points + "}\n", 1);
    assertReads("version: 1\r\nn_points: 68\r\n{\r\n" + points + "\r\n}", 1);
    assertReads("{" + points + "}", 1);
    assertReads("version: 1\nn_points: 68\n" + points, 1);
  }

  @Test
  void readsTables() throws Exception {
    assertReads("x,y\n" + lines(i -> row(i, "X,Y")), 0);
    assertReads("X;Y\n" + lines(i -> row(i, "X;Y").replace('.', ',')), 0);
    assertReads("name,y,x,score\n" + lines(i -> "p" + row(i, "I,Y,X,0.9")), 0);
    assertReads("x y z\n" + lines(i -> row(i, "X Y 3.5")), 0);
    assertReads("68\n" + lines(i -> row(i, "X Y")), 0);
    assertReads("# a comment\n\n" + lines(i -> row(i, "X Y")), 0);
    // A table in another order is sorted by its index.
    List<String> rows =
        IntStream.range(0, 68).mapToObj(i -> row(i, "I1,X,Y")).collect(Collectors.toList());
    Collections.reverse(rows);
    assertReads(String.join("\n", rows), 0);
    assertReads("idx,x,y\n" + String.join("\n", rows), 0);
  }

  @Test
  void readsColumnsThatOnlyAHeaderExplains() throws Exception {
    assertReads("# y x\n" + lines(i -> row(i, "Y X")), 0);
    assertReads("# x right, y down\n" + lines(i -> row(i, "X Y")), 0);
    List<String> rows =
        IntStream.range(0, 68).mapToObj(i -> row(i, "I1,7,X,Y")).collect(Collectors.toList());
    Collections.reverse(rows);
    // The column that counts the points is their number, whatever its name.
    assertReads("keypoint,id,x,y\n" + String.join("\n", rows), 0);
    assertReads("id,face,X,Y\n" + String.join("\n", rows), 0);
  }

  @Test
  void readsDecimalCommasWhereTheySeparateNothing() throws Exception {
    assertReads(lines(i -> row(i, "X\tY").replace('.', ',')), 0);
    assertReads("x,y\n" + lines(i -> row(i, "\"X\",\"Y\"").replace('.', ',')), 0);
    assertReads(lines(i -> row(i, "I;X;Y").replace('.', ',')), 0);
  }

  @Test
  void passesOverComments() throws Exception {
    String points = lines(i -> row(i, "X Y # point I"));
    assertReads(points, 0);
    assertReads("// {x y}\n" + points, 0);
    assertReads("# {x y}\nversion: 1\nn_points: 68\n{\n# jaw\n" + points + "}\n# {end}\n", 1);
  }

  @Test
  void onlyIbugsOwnKeysCountPixelsFromOne() throws Exception {
    assertReads("image: a.jpg\n" + lines(i -> row(i, "X Y")), 0);
    assertReads("image: a.jpg\nversion: 1\n" + lines(i -> row(i, "X Y")), 1);
  }

  @Test
  void readsJsonOfAnyNestingWithOneFace() throws Exception {
    String points = "[" + lines(i -> row(i, i == 0 ? "[X, Y]" : ",[X, Y]")) + "]";
    String five = "[[1, 2], [3, 4], [5, 6], [7, 8], [9, 9]]";
    assertReads("[[" + points + "]]", 0);
    assertReads("{\"data\": {\"landmarks\": " + points + "}}", 0);
    assertReads("{\"image\": {\"size\": [9, 9]}, \"result\": [{\"pts\": " + points + "}]}", 0);
    assertReads("{\"kps\": " + five + ", \"landmark_2d_68\": " + points + "}", 0);
    assertReads("{\"landmarks\": " + five + ", \"landmarks_68\": " + points + "}", 0);
    List<String> objects =
        IntStream.range(0, 68)
            .mapToObj(i -> "{\"id\": " + (i + 1) + ", \"X\": " + x(i) + ", \"Y\": " + y(i) + "}")
            .collect(Collectors.toList());
    Collections.reverse(objects);
    assertReads("[" + String.join(",", objects) + "]", 0);
  }

  @Test
  void readsJson() throws Exception {
    String pairs = lines(i -> row(i, i == 0 ? "[X, Y]" : ",[X, Y]"));
    String objects = lines(i -> row(i, (i == 0 ? "" : ",") + "{\"x\": X, \"y\": Y}"));
    for (String points : List.of("[" + pairs + "]", "[" + objects + "]")) {
      assertReads(points, 0);
      assertReads("[" + points + "]", 0);
      assertReads("{\"landmarks\": " + points + "}", 0);
      assertReads("{\"points\": " + points + ", \"image\": \"a.jpg\"}", 0);
      assertReads("{\"faces\": [{\"landmarks\": " + points + ", \"box\": [1, 2, 3, 4]}]}", 0);
      assertReads("\n { \"image\": \"a.jpg\", \"face\": " + points + "}", 0);
    }
  }

  private static void assertRefuses(String text, String message) {
    assertThatThrownBy(() -> LandmarkText.parse(text, "a.pts"))
        .isInstanceOf(FaceFileException.class)
        .hasMessage("a.pts " + message);
  }

  @Test
  void refusesTablesThatAreNotCertain() {
    String more = lines(i -> row(i, "X Y")) + "1 2\n";
    String template = "has 69 points, another template than the 68 of iBUG";
    assertRefuses(more, template);
    assertRefuses("{\n" + more + "}", template);
    assertRefuses("n_points: 69\n{\n" + more + "}", template);
    assertRefuses("", "holds no points; it must hold the 68 of iBUG");
    assertRefuses("# nothing\n\n", "holds no points; it must hold the 68 of iBUG");
    String columns =
        "has a further column that is not an index from 0 to 67 or from 1 to 68; it is not certain"
            + " which columns are x and y";
    assertRefuses(lines(i -> row(i, "X Y 3.5")), columns);
    assertRefuses(lines(i -> row(i, "7 X Y")), columns);
    assertRefuses(lines(i -> (i + 2) + row(i, " X Y")), columns);
    assertRefuses(
        lines(i -> row(i, "I X Y 1")),
        "has 4 columns without names; it is not certain which are x and y");
    assertRefuses(
        lines(i -> i == 9 ? "1 2 3" : row(i, "X Y")),
        "must have 2 columns in every line, got 3 in line 10");
    assertRefuses(lines(i -> i == 9 ? "1" : row(i, "X Y")), "must have two numbers in line 10");
    assertRefuses(lines(i -> i == 9 ? "1 nan" : row(i, "X Y")), "must have two numbers in line 10");
    assertRefuses(
        lines(i -> row(i, "X Y").replace('.', ',')),
        "has commas and spaces between the digits of line 1; write numbers with a decimal point");
    String flat = "has 136 numbers, not in pairs; it must have 68 lines of x y";
    assertRefuses(lines(i -> row(i, "X\nY")), flat);
    assertRefuses(lines(i -> row(i, "X Y")).replace('\n', ' '), flat);
    assertRefuses(
        lines(i -> i < 60 ? row(i, "X Y") : "-1 -1"),
        "has 8 points at -1 -1, as for points that were not found; all 68 are needed");
    assertRefuses(
        "[" + lines(i -> i < 60 ? row(i, "[X, Y],") : i < 67 ? "[0, 0]," : "[0, 0]") + "]",
        "has 8 points at 0 0, as for points that were not found; all 68 are needed");
    assertRefuses(
        "{\n" + lines(i -> row(i, "X Y")) + "}\n5.5 6\n7 8\n", "must end with the }, got 5.5 6");
    assertRefuses(
        "left,top\n" + lines(i -> row(i, "X,Y")),
        "must have two numbers in line 1, or column names with one x and one y; got left top");
    assertRefuses(
        "{\n" + lines(i -> row(i, "X Y")) + "}\n{\n" + lines(i -> row(i, "X Y")) + "}",
        "must have the points of one face between one { and one }");
    assertRefuses(
        "{\n" + lines(i -> row(i, "X Y")),
        "must have the points of one face between one { and one }");
    assertRefuses(
        lines(i -> i / 100.0 + " " + i / 80.0),
        "has all points between 0.0 and 0.8375; points must be in pixels, not parts of the"
            + " picture");
  }

  @Test
  void refusesHostileFilesWithinItsStack() {
    for (String text :
        List.of(
            "[".repeat(900) + "]".repeat(900),
            "{\"a\":".repeat(900) + "5" + "}".repeat(900),
            "1\t".repeat(100_000) + "1",
            "\"".repeat(100_000),
            "1,".repeat(100_000),
            "{".repeat(100_000),
            "#\n".repeat(100_000))) {
      assertThatThrownBy(() -> LandmarkText.parse(text, "a.json"))
          .as(text.substring(0, 5))
          .isInstanceOf(FaceFileException.class);
    }
  }

  @Test
  void refusesJsonThatIsNotCertain() {
    String flat =
        IntStream.range(0, 136).mapToObj(String::valueOf).collect(Collectors.joining(","));
    assertRefuses(
        "[" + flat + "]", "has a list of 136 numbers; it must be a list of 68 pairs [x, y]");
    String three = lines(i -> row(i, i == 0 ? "[X, Y, 0]" : ",[X, Y, 0]"));
    assertRefuses(
        "{\"landmarks\": [" + three + "]}",
        "must have 68 pairs [x, y], got ["
            + Double.parseDouble(String.format(Locale.ROOT, "%.6f", x(0)))
            + ","
            + Double.parseDouble(String.format(Locale.ROOT, "%.6f", y(0)))
            + ",0] at point 0");
    String pairs = lines(i -> row(i, i == 0 ? "[X, Y]" : ",[X, Y]"));
    assertRefuses("[[" + pairs + "], [" + pairs + "]]", "holds 2 faces; it must hold one");
    assertRefuses(
        "{\"a\": [" + pairs + "], \"b\": [" + pairs + "]}",
        "must hold one list of points under \"landmarks\", got 2 lists of points");
    assertRefuses("[[1, 2], [3, 4]]", "has 2 points, another template than the 68 of iBUG");
    assertRefuses("{\"landmarks\": 5}", "must hold a list of 68 pairs [x, y]");
    assertThatThrownBy(() -> LandmarkText.parse("[[1, 2], ", "a.json"))
        .isInstanceOf(FaceFileException.class)
        .hasMessage(
            "a.json is not one valid JSON document: Unexpected end-of-input within/between"
                + " Array entries");
    assertRefuses(
        "[" + pairs + "]\n[" + pairs + "]",
        "is not one valid JSON document: something follows its first value");
    assertRefuses(
        "[" + lines(i -> row(i, (i == 0 ? "" : ",") + "{\"id\": 7, \"x\": X, \"y\": Y}")) + "]",
        "has points whose \"id\" does not count from 0 to 67 or from 1 to 68");
  }
}
