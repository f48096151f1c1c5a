package org.saehdbw.experiments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.training.PreparedRun;
import org.saehdbw.training.Trainer;
import org.saehdbw.training.components.CustomComponents;

/** Trains in this process, for parts that only this process has. */
final class InProcessTrainer {
  private InProcessTrainer() {}

  /**
   * Trains on a thread of its own and waits for it: an interrupt would close files that are being
   * written. An interrupt of the waiting thread stops the training after a checkpoint.
   *
   * @param own the parts that the run is trained with
   */
  static Run train(PreparedRun prepared, CustomComponents own)
      throws IOException, InterruptedException {
    HeldOutJudge judge = new HeldOutJudge(warning -> note(prepared.folder(), warning));
    AtomicBoolean stop = new AtomicBoolean();
    CompletableFuture<RunFolder> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                Trainer.run(prepared, judge, stop::get);
                done.complete(prepared.folder());
              } catch (IOException | InterruptedException | RuntimeException | Error e) {
                done.completeExceptionally(e);
              }
            },
            "trainer");
    thread.setDaemon(true);
    thread.start();
    try {
      return Run.of(done.get(), own);
    } catch (InterruptedException e) {
      stop.set(true);
      thread.join();
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IllegalStateException("the trainer failed: " + e.getCause(), e);
    }
  }

  private static void note(RunFolder run, String warning) {
    try {
      run.eventLog().append(EventKind.WARNING, Map.of("message", warning));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
