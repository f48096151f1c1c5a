package org.saehdbw.dashboard.answers;

/** Why a request is not answered, with its HTTP status; the message is for the user. */
public final class PageProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /** Keeps both. */
  public PageProblem(int status, String message) {
    super(message);
    this.status = status;
  }

  /** Returns the HTTP status. */
  public int status() {
    return status;
  }
}
