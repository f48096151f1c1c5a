package org.saehdbw.doctor;

import java.util.List;

/**
 * What the child process found that loads the native libraries.
 *
 * @param engine PyTorch
 * @param openCv OpenCV
 * @param cards those that PyTorch sees, in the driver's order
 * @param cardProblem why a product on a card fails or is wrong; empty if all are exact
 */
record ProbeAnswer(
    EngineFacts engine, LibraryFacts openCv, List<CardFacts> cards, String cardProblem) {
  ProbeAnswer {
    cards = List.copyOf(cards);
  }

  /** What is said where there was no answer. */
  static ProbeAnswer failed(String problem) {
    return new ProbeAnswer(
        EngineFacts.failed(problem),
        new LibraryFacts("", problem),
        List.of(),
        MachineFacts.NOT_TRIED);
  }
}
