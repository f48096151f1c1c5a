package org.saehdbw.planning;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.saehdbw.architectures.ModelSpec;

/**
 * The sizes on disk of 21 gray models that the author of the fork lists in his notes, in MiB. As
 * far as is known they are: weights, two moments and the stored preview sample, of batch 6 or 4,
 * his usual ones.
 */
public final class PublishedSizes {
  private static final List<Integer> USUAL_BATCHES = List.of(6, 4);

  private PublishedSizes() {}

  /**
   * One model of the list.
   *
   * @param model its short name
   * @param publishedMib the size that the author states
   * @param note how the size differs from what it should be, or empty
   */
  public record Row(String model, double publishedMib, String note) {
    /** Returns the model. */
    public ModelSpec spec() {
      return ModelSpec.parse(model);
    }

    /** Returns the size that we expect, with the batch of 6 or 4 that comes closer. */
    public double expectedMib() {
      return DiskSize.deepFaceLabMib(spec(), batch());
    }

    /** Returns the batch of 6 or 4 whose preview sample comes closer to the published size. */
    public int batch() {
      int six = USUAL_BATCHES.get(0);
      int four = USUAL_BATCHES.get(1);
      return Math.abs(error(six)) <= Math.abs(error(four)) ? six : four;
    }

    /** Returns by how much the expected size is above the published one, in percent. */
    public double errorPercent() {
      return error(batch());
    }

    private double error(int batch) {
      return 100 * (DiskSize.deepFaceLabMib(spec(), batch) / publishedMib - 1);
    }
  }

  /** Returns the list in its order. */
  public static List<Row> read() {
    try (InputStream in = PublishedSizes.class.getResourceAsStream("published-sizes.csv")) {
      if (in == null) {
        throw new IllegalStateException("published-sizes.csv is not in the workbench's jar");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      return lines
          .lines()
          .skip(1)
          .filter(line -> !line.isBlank())
          .map(PublishedSizes::row)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Row row(String line) {
    String[] cells = line.split(",", 3);
    return new Row(cells[0], Double.parseDouble(cells[1]), cells[2].replaceAll("^\"|\"$", ""));
  }
}
