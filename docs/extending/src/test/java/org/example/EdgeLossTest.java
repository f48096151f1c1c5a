package org.example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.saehdbw.layers.Face;
import org.saehdbw.losses.ReconstructionLoss;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.DoubleOps;
import org.saehdbw.tensors.DoubleOps.Array;

/** Values worked by hand: {@code DoubleOps} needs no engine. */
class EdgeLossTest {
  private static final Dims PICTURE = Dims.of(1, 1, 2, 3);

  private static double loss(Array wanted, Array drawn, Array mask) {
    var target = new ReconstructionLoss.Target<>(wanted, mask, mask);
    Array values = new EdgeLoss().perSample(new DoubleOps(), target, new Face<>(drawn, mask));
    assertEquals(Dims.of(1, 1), values.dims());
    return values.values()[0];
  }

  @Test
  void comparesStepsToTheRightAndDown() {
    Array whole = Array.of(PICTURE, 1, 1, 1, 1, 1, 1);
    Array left = Array.of(PICTURE, 1, 0, 0, 1, 0, 0);
    Array wanted = Array.of(PICTURE, 0, 1, 1, 0, 1, 1);
    Array drawn = Array.of(PICTURE, 0, 0.5, 1, 0, 0.5, 1);
    // The error is 0, 0.5, 0 in both rows: steps of 0.5 and -0.5 to the right, none down.
    assertEquals(0.5, loss(wanted, drawn, whole), 1e-12);
    // Of the four steps to the right two begin inside this mask: 0.5 each.
    assertEquals(0.25, loss(wanted, drawn, left), 1e-12);
    // Brighter everywhere: all steps are right.
    Array brighter = Array.of(PICTURE, 0.25, 1.25, 1.25, 0.25, 1.25, 1.25);
    assertEquals(0, loss(wanted, brighter, whole), 1e-12);
    assertEquals(0, loss(wanted, wanted, whole), 0);
  }

  @Test
  void keepsSamplesApart() {
    Dims two = Dims.of(2, 1, 2, 2);
    Array wanted = Array.of(two, 0, 0, 0, 0, 0, 0, 0, 0);
    Array drawn = Array.of(two, 0, 0, 0, 0, 0, 1, 0, 1);
    Array mask = Array.of(two, 1, 1, 1, 1, 1, 1, 1, 1);
    var target = new ReconstructionLoss.Target<>(wanted, mask, mask);
    Array values = new EdgeLoss().perSample(new DoubleOps(), target, new Face<>(drawn, mask));
    assertArrayEquals(new double[] {0, 1}, values.values(), 1e-12);
  }
}
