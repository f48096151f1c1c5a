package org.saehdbw.statistics;

/**
 * What more and less of a figure are called.
 *
 * @param higher of an arm whose figure is higher, such as {@code worse} of an error
 * @param lower of an arm whose figure is lower
 */
public record Wording(String higher, String lower) {
  /** Of times: the longer is slower. */
  public static final Wording TIME = new Wording("slower", "faster");

  /** Of pictures a second: the more, the faster. */
  public static final Wording THROUGHPUT = new Wording("faster", "slower");

  /** Of errors and losses: less is better. */
  public static final Wording LOWER_IS_BETTER = new Wording("worse", "better");

  /** Of likenesses: more is better. */
  public static final Wording HIGHER_IS_BETTER = new Wording("better", "worse");

  /** Of bytes and parameters. */
  public static final Wording SIZE = new Wording("larger", "smaller");

  /** Returns the wording of a quality figure. */
  public static Wording quality(boolean lowerIsBetter) {
    return lowerIsBetter ? LOWER_IS_BETTER : HIGHER_IS_BETTER;
  }
}
