package org.saehdbw.training.incidents;

import java.util.Locale;
import org.saehdbw.training.plan.TrainingException;

/** Training collapsed; nothing of it was saved. */
public final class CollapseException extends TrainingException {
  private static final long serialVersionUID = 1;

  private final transient Collapse collapse;
  private final transient BatchIdentity batch;

  /**
   * Makes the exception.
   *
   * @param collapse what was noticed; its message becomes a part of this one
   * @param batch the batch trained on last
   */
  public CollapseException(Collapse collapse, BatchIdentity batch) {
    this(message(collapse, batch), collapse, batch);
  }

  private CollapseException(String message, Collapse collapse, BatchIdentity batch) {
    super(message, collapse.kind() == CollapseKind.NOT_FINITE);
    this.collapse = collapse;
    this.batch = batch;
  }

  /** Returns this exception with more at the end of its message, caused by this one. */
  CollapseException with(String more) {
    CollapseException longer = new CollapseException(getMessage() + more, collapse, batch);
    longer.initCause(this);
    return longer;
  }

  private static String message(Collapse collapse, BatchIdentity batch) {
    String found = collapse.message();
    return String.format(
        Locale.ROOT,
        "iteration %d: %s%s; the batch was src %s, dst %s; a smaller learning_rate or clipgrad may"
            + " help",
        collapse.iteration(),
        found,
        found.endsWith("nothing was saved") ? "" : "; nothing was saved",
        batch.src(),
        batch.dst());
  }

  /** Returns what was noticed. */
  public Collapse collapse() {
    return collapse;
  }

  /** Returns the batch that was trained on last. */
  public BatchIdentity batch() {
    return batch;
  }
}
