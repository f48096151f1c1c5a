package org.saehdbw.training.saving;

import ai.djl.engine.EngineException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.saehdbw.checkpoints.Checkpoint;
import org.saehdbw.runs.LackOfMemory;

/**
 * The copies that a run's saves are written from while training continues. Where memory does not
 * suffice for one, none is tried any more: the run's saves wait, as with {@code save_beside: n}.
 */
public final class SaveCopies {
  /** Makes a copy. */
  @FunctionalInterface
  public interface Maker {
    /** Copies the arrays of a checkpoint, as {@link Snapshot#of}. */
    Snapshot copy(Checkpoint live) throws IOException;
  }

  private final Maker maker;
  private final Consumer<String> warnings;
  private boolean wanted;

  /**
   * Begins.
   *
   * @param wanted whether the run wants copies at all
   * @param warnings told once that memory does not suffice
   */
  public SaveCopies(boolean wanted, Consumer<String> warnings) {
    this(wanted, Snapshot::of, warnings);
  }

  SaveCopies(boolean wanted, Maker maker, Consumer<String> warnings) {
    this.wanted = wanted;
    this.maker = maker;
    this.warnings = warnings;
  }

  /**
   * Copies a checkpoint.
   *
   * @param live the arrays that training changes
   * @param iteration for the warning
   * @return the copy, which the caller closes; empty where none is wanted or memory does not
   *     suffice
   * @throws IOException as {@link Snapshot#of}
   */
  public Optional<Snapshot> copy(Checkpoint live, long iteration) throws IOException {
    if (!wanted) {
      return Optional.empty();
    }
    try {
      return Optional.of(maker.copy(live));
    } catch (OutOfMemoryError | EngineException e) {
      if (!LackOfMemory.isCauseOf(e)) {
        throw e;
      }
      giveUp(iteration, e);
      return Optional.empty();
    }
  }

  /**
   * Begins the write of a copy, which the write closes.
   *
   * @return whether it has begun; not where the system has no memory for its thread
   * @throws IOException what went wrong with the write before
   */
  public boolean begin(
      BackgroundWrite writer, String name, Snapshot copy, long iteration, BackgroundWrite.Work work)
      throws IOException {
    try {
      writer.begin(name, work);
      return true;
    } catch (OutOfMemoryError e) {
      copy.close();
      giveUp(iteration, e);
      return false;
    }
  }

  private void giveUp(long iteration, Throwable lack) {
    wanted = false;
    String said = String.valueOf(lack.getMessage()).lines().findFirst().orElse("out of memory");
    warnings.accept(
        String.format(
            Locale.ROOT,
            "memory does not suffice for the copy of iteration %d (%s): this save and later ones"
                + " wait until they are written, as with save_beside: n",
            iteration,
            said));
  }
}
