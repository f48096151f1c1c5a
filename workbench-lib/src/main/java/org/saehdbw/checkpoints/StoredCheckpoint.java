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
  /** The name of the weights' file. */
  public static final String WEIGHTS = Manifest.WEIGHTS;

  /** The name of the file of the optimizer's arrays. */
  public static final String OPTIMIZER = Manifest.OPTIMIZER;

  /** The name of the state's file. */
  public static final String STATE = Manifest.STATE;

  /** Opens the weights; the caller closes the reader. */
  public SafetensorsReader openWeights() throws IOException {
    return SafetensorsReader.open(folder.resolve(Manifest.WEIGHTS));
  }

  /** Opens the optimizer's arrays; the caller closes the reader. */
  public SafetensorsReader openOptimizer() throws IOException {
    return SafetensorsReader.open(folder.resolve(Manifest.OPTIMIZER));
  }
}
