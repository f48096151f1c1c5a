package org.saehdbw.checkpoints;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A generation on disk whose checksums were right when it was opened.
 *
 * @param folder the generation's folder
 * @param state what the run needs besides arrays
 */
public record StoredCheckpoint(Path folder, TrainingState state) {
  /** Opens the weights; the caller closes the reader. */
  public SafetensorsReader openWeights() throws IOException {
    return SafetensorsReader.open(folder.resolve(Manifest.WEIGHTS));
  }

  /** Opens the optimizer's arrays; the caller closes the reader. */
  public SafetensorsReader openOptimizer() throws IOException {
    return SafetensorsReader.open(folder.resolve(Manifest.OPTIMIZER));
  }
}
