package org.saehdbw.dashboard;

/** Why a request is not answered, with its HTTP status; the message is for the user. */
final class PageProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  PageProblem(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
