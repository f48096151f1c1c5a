package org.saehdbw.statistics;

/**
 * What more and less of a figure are called.
 *
 * @param higher of an arm whose figure is higher, such as {@code worse} of an error
 * @param lower of an arm whose figure is lower
 */
public record DirectionWords(String higher, String lower) {
  /** Of times: the longer is slower. */
  public static final DirectionWords TIME = new DirectionWords("slower", "faster");

  /** Of pictures a second: the more, the faster. */
  public static final DirectionWords THROUGHPUT = new DirectionWords("faster", "slower");

  /** Of errors and losses: less is better. */
  public static final DirectionWords LOWER_IS_BETTER = new DirectionWords("worse", "better");

  /** Of likenesses: more is better. */
  public static final DirectionWords HIGHER_IS_BETTER = new DirectionWords("better", "worse");

  /** Of bytes and parameters. */
  public static final DirectionWords SIZE = new DirectionWords("larger", "smaller");

  /** Returns the wording of a quality figure. */
  public static DirectionWords quality(boolean lowerIsBetter) {
    return lowerIsBetter ? LOWER_IS_BETTER : HIGHER_IS_BETTER;
  }
}
