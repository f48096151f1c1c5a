package org.saehdbw.deepfacelab;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.runs.RunFolder;

/**
 * A run that was made of a DeepFaceLab model.
 *
 * @param run the run folder
 * @param name the model's name in DeepFaceLab
 * @param modelClass its class there
 * @param spec what it is now
 * @param iteration how many iterations it had
 * @param pretrain whether it was saved while pretraining, so that training begins with {@code from}
 * @param optimizer whose state came with it, {@code AdaBelief} or {@code RMSprop}
 * @param seconds how long it took
 * @param remarks what was left out or is done differently here, one line each
 */
public record ImportedModel(
    RunFolder run,
    String name,
    ModelClass modelClass,
    ModelSpec spec,
    long iteration,
    boolean pretrain,
    Optional<String> optimizer,
    double seconds,
    List<String> remarks) {
  /** Copies the remarks. */
  public ImportedModel {
    remarks = List.copyOf(remarks);
  }

  /** Says it in a line. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s_%s, %s, iteration %d, is %s",
        name,
        modelClass,
        spec,
        iteration,
        run.name());
  }
}
