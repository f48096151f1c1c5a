package org.saehdbw.training.classes;

import java.util.List;

/**
 * A loss or block of a class folder: how another process makes the same object.
 *
 * @param setting {@code block} or {@code extra_loss}
 * @param name its short name
 * @param className its class, {@code notebook.extra_loss_edge.Cells$EdgeLoss}
 * @param arguments the values of a record's components as text, in order; empty for a class that is
 *     no record
 */
public record StoredPart(String setting, String name, String className, List<String> arguments) {
  /** Copies the list. */
  public StoredPart {
    arguments = List.copyOf(arguments);
  }

  /** What messages call it: {@code extra_loss 'edge'}. */
  public String label() {
    return setting + " '" + name + "'";
  }

  /** The folder of its files, inside the class folder. */
  String folder() {
    int end = className.lastIndexOf('.');
    return className.substring(0, Math.max(0, end)).replace('.', '/');
  }
}
