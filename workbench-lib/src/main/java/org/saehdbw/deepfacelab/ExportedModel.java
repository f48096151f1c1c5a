package org.saehdbw.deepfacelab;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.saehdbw.architectures.ModelSpec;

/**
 * A model that was written for DeepFaceLab.
 *
 * @param folder its folder
 * @param name its name there
 * @param modelClass its class there
 * @param spec what it is
 * @param iteration how many iterations it has
 * @param files the files that were written, in DeepFaceLab's order
 * @param remarks what could not be carried over, one line each
 */
public record ExportedModel(
    Path folder,
    String name,
    ModelClass modelClass,
    ModelSpec spec,
    long iteration,
    List<Path> files,
    List<String> remarks) {
  /** Copies the lists. */
  public ExportedModel {
    files = List.copyOf(files);
    remarks = List.copyOf(remarks);
  }

  /** Says it in a line. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%s, iteration %d, is %s_%s in %s", spec, iteration, name, modelClass, folder);
  }
}
