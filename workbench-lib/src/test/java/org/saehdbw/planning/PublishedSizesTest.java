package org.saehdbw.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * The sizes that the author of the fork states, against weights, two moments and a preview sample
 * of batch 6 or 4, in MiB. Sixteen of the 21 are within 3 %; what the other five differ by is
 * stated here too, so that a change of our counting shows.
 */
class PublishedSizesTest {
  private static String line(PublishedSizes.Row row) {
    return String.format(
        Locale.ROOT, "%s b%d %+.2f %%", row.model(), row.batch(), row.errorPercent());
  }

  @Test
  void reproducesAllTwentyOneWithTheirErrors() {
    assertThat(PublishedSizes.read())
        .extracting(PublishedSizesTest::line)
        .containsExactly(
            "df-udt-192-128-48-32-16 b4 +0.15 %",
            "df-ud-192-128-48-48-16 b4 +0.14 %",
            "df-udt-256-96-32-32-16 b4 -0.11 %",
            "df-udt-192-96-32-32-16 b6 -5.76 %",
            "df-udt-192-80-32-32-16 b6 +0.26 %",
            "df-ud-96-32-32-32-16 b4 +1.59 %",
            "df-udt-96-64-24-24-16 b4 +203.74 %",
            "liae-ud-192-96-48-48-16 b4 +0.22 %",
            "liae-ud-192-80-48-48-16 b4 +0.03 %",
            "liae-ud-192-64-48-48-16 b4 +0.35 %",
            "liae-ud-96-64-64-64-22 b6 -0.13 %",
            "liae-ud-224-64-48-48-16 b4 +2.11 %",
            "liae-ud-96-24-24-24-16 b4 +10.96 %",
            "liae-ud-96-32-32-32-16 b6 -12.59 %",
            "liae-udt-128-96-32-32-16 b4 +0.35 %",
            "liae-udt-192-128-32-32-16 b4 +0.32 %",
            "liae-udt-192-96-32-48-16 b4 +0.04 %",
            "liae-udt-192-96-32-32-16 b6 +0.11 %",
            "liae-ud-192-128-32-32-16 b4 +19.47 %",
            "liae-ud-192-96-32-32-16 b6 -0.14 %",
            "df-ud-256-128-32-32-16 b6 -0.06 %");
  }

  @Test
  void sixteenAreWithinThreePercentAndTheOthersAreNoted() {
    List<PublishedSizes.Row> rows = PublishedSizes.read();
    assertThat(rows).filteredOn(row -> Math.abs(row.errorPercent()) <= 3).hasSize(16);
    assertThat(rows)
        .filteredOn(row -> Math.abs(row.errorPercent()) > 3)
        .hasSize(5)
        .noneMatch(row -> row.note().isEmpty());
  }

  @Test
  void oneIsThatOfTheWeightsAlone() {
    PublishedSizes.Row row = PublishedSizes.read().get(6);
    // 13,172,298 values of four bytes are 50.2 MiB, where the author has 50.
    assertThat(ClosedFormulas.total(row.spec()) * 4.0 / (1 << 20))
        .isCloseTo(row.publishedMib(), within(0.5));
  }

  @Test
  void addsUpWeightsMomentsAndSample() {
    // 29,799,818 values three times; 2 sides of 6 samples of 4 planes of 192 x 192.
    long bytes = 12L * 29_799_818 + 2L * 6 * 4 * 192 * 192 * 4;
    PublishedSizes.Row row = PublishedSizes.read().get(0);
    assertThat(DiskSize.deepFaceLabMib(row.spec(), 6)).isEqualTo(bytes / (double) (1 << 20));
  }
}
