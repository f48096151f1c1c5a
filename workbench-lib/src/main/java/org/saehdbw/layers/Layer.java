package org.saehdbw.layers;

import java.util.List;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.TensorOps;

/** A block of a network: one array in, one out, written once for every interpreter. */
public interface Layer {
  /** Applies the block. */
  <T> T forward(TensorOps<T> ops, T x);

  /** Returns the trained arrays in definition order. */
  List<Parameter> parameters();
}
