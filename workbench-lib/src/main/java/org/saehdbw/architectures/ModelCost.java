package org.saehdbw.architectures;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.layers.BlockKind;
import org.saehdbw.layers.StandardBlock;
import org.saehdbw.tensors.CostOps;
import org.saehdbw.tensors.Dims;

/**
 * What a model costs, from shapes alone, without its losses.
 *
 * @param spec the model
 * @param batch source pictures a step, with as many destination pictures
 * @param rows layer by layer, in order of use: one training pass
 */
public record ModelCost(ModelSpec spec, int batch, List<CostOps.Row> rows) {
  /** Works out the cost of one training pass. */
  public static ModelCost of(ModelSpec spec, int batch) {
    return of(spec, batch, StandardBlock.RESIDUAL);
  }

  /**
   * Works out the cost of one training pass with blocks of a kind in the place of residual ones.
   *
   * @throws IllegalArgumentException if a block changes the shape of its input or cannot be applied
   */
  public static ModelCost of(ModelSpec spec, int batch, BlockKind kind) {
    CostOps ops = new CostOps();
    Dims pictures = Dims.of(batch, spec.channels(), spec.resolution(), spec.resolution());
    Network.of(spec, kind).reconstruct(ops, pictures, pictures);
    return new ModelCost(spec, batch, ops.rows());
  }

  /** Returns the number of trained values. */
  public long parameters() {
    return rows.stream().mapToLong(CostOps.Row::parameters).sum();
  }

  /** Returns the forward FLOPs of convolutions and dense layers. */
  public long flops() {
    return forward().total();
  }

  /** Returns the forward FLOPs by kind. */
  public CostOps.Work forward() {
    return rows.stream().map(CostOps.Row::forward).reduce(CostOps.Work.NONE, CostOps.Work::plus);
  }

  /** Returns the FLOPs of all gradients by kind. */
  public CostOps.Work backward() {
    return rows.stream().map(CostOps.Row::backward).reduce(CostOps.Work.NONE, CostOps.Work::plus);
  }

  /** Returns an upper bound of the bytes that the forward pass keeps: those of every result. */
  public long activationBytes() {
    return rows.stream().mapToLong(CostOps.Row::activationBytes).sum();
  }

  /** Returns trained values by part, in order. */
  public Map<String, Long> parametersByPart() {
    Map<String, Long> parts = new LinkedHashMap<>();
    for (CostOps.Row row : rows) {
      parts.merge(row.name().substring(0, row.name().indexOf('/')), row.parameters(), Long::sum);
    }
    return parts;
  }
}
