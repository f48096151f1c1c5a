package org.saehdbw.transfers;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The transfers by their names in settings. Training offers all but {@link #MIX}. */
public enum TransferMode {
  /** No transfer. */
  NONE((content, reference, random) -> content),
  /** Means and deviations in Lab. */
  RCT(new Rct()),
  /** Means and covariances. */
  LCT(new Lct(Lct.Form.PCA)),
  /** Means and covariances by the shortest way. */
  MKL(new Mkl()),
  /** Distributions, two thirds of the way. */
  IDT(new Idt()),
  /** Distributions, smoothed. */
  SOT(Sot.training()),
  /** Lightness by {@link #LCT}, colour by {@link #SOT}. */
  MIX(new Mix());

  private final Transfer transfer;

  TransferMode(Transfer transfer) {
    this.transfer = transfer;
  }

  /** The name in settings. */
  public String option() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether training offers it. */
  public boolean isTrained() {
    return this != MIX;
  }

  /** What the mode does; {@link #NONE} returns the content as it is. */
  public Transfer transfer() {
    return transfer;
  }

  /** The names of all modes. */
  public static List<String> options() {
    return Arrays.stream(values()).map(TransferMode::option).toList();
  }

  /**
   * Finds a mode by its name.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static TransferMode parse(String option) {
    for (TransferMode mode : values()) {
      if (mode.option().equals(option)) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        "a transfer must be one of " + String.join(", ", options()) + "; got " + option);
  }
}
