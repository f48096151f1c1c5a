package org.saehdbw.facesets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.saehdbw.facesets.Faceset.RejectedFile;

class LeftOutTest {
  @Test
  void oneReasonOfManyFilesIsOneLine() {
    List<RejectedFile> files =
        IntStream.range(0, 165)
            .mapToObj(
                i ->
                    new RejectedFile(
                        i + ".jpg", i + ".pts has " + (69 + i % 3) + " points, another template"))
            .toList();
    assertThat(LeftOut.lines("skipped", files))
        .containsExactly(
            "skipped 165 files, first 0.jpg: 0.pts has 69 points, another template; then 1.jpg,"
                + " 2.jpg, 3.jpg and 161 more");
  }

  @Test
  void differentReasonsAreDifferentLines() {
    assertThat(
            LeftOut.lines(
                "left out",
                List.of(
                    new RejectedFile("p/a.jpg", "is cut off"),
                    new RejectedFile("b.jpg", "b.pts is empty"),
                    new RejectedFile("c.jpg", "is cut off"),
                    new RejectedFile("d", "cannot be read"))))
        .containsExactly(
            "left out 2 files, first p/a.jpg: is cut off; also c.jpg",
            "left out b.jpg: b.pts is empty",
            "left out d: cannot be read");
    assertThat(LeftOut.lines("left out", List.of())).isEmpty();
  }
}
