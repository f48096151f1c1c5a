package org.saehdbw.training.steps;

/** How a training step is computed. */
public enum Interpreter {
  /** Operation by operation: readable, slower, more memory. */
  EAGER,
  /** As one TorchScript module, written by Java: the default. */
  SCRIPT
}
