package org.saehdbw.training.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.training.steps.Prediction;

class ConstantPictureTest {
  private static final int SIDE = 4;
  private static final FloatBuffer NOTHING = FloatBuffer.allocate(0);

  /** A picture of three channels; half of the pixels of one are {@code 2 * spread} brighter. */
  private static FloatBuffer picture(int channel, double spread) {
    float[] values = new float[3 * SIDE * SIDE];
    for (int i = 0; i < values.length; i++) {
      boolean bright = i / (SIDE * SIDE) == channel && i % 2 == 0;
      // Channels differ in brightness: that alone is still one colour.
      values[i] = (float) (0.2 * (i / (SIDE * SIDE)) + (bright ? 2 * spread : 0));
    }
    return FloatBuffer.wrap(values);
  }

  private static BatchSide side(double spread) {
    return BatchSide.of(
        1, 3, SIDE, NOTHING, picture(0, spread), NOTHING, NOTHING, List.of("face.jpg"));
  }

  private static Prediction drawn(FloatBuffer src, FloatBuffer dst, FloatBuffer swap) {
    return new Prediction(1, 3, SIDE, src, NOTHING, dst, NOTHING, swap, NOTHING);
  }

  /** Looks at pictures of a model that has drawn faces before. */
  private static Optional<Collapse> find(FloatBuffer src, FloatBuffer dst, FloatBuffer swap) {
    ConstantPicture before = new ConstantPicture();
    FloatBuffer face = picture(0, 0.1);
    assertThat(before.find(7, drawn(face, face, face), side(0.1), side(0.2))).isEmpty();
    ConstantPicture resumed = new ConstantPicture();
    resumed.restore(before.state());
    return resumed.find(8, drawn(src, dst, swap), side(0.1), side(0.2));
  }

  @Test
  void aPictureOfOneColourIsFoundOnEachSide() {
    FloatBuffer face = picture(1, 0.1);
    FloatBuffer flat = picture(1, 0.0019);
    assertThat(find(face, face, face)).isEmpty();
    assertThat(find(face, face, picture(2, 0.002))).isEmpty();
    assertThat(find(flat, face, face).orElseThrow().message())
        .isEqualTo(
            "the drawn src has one colour: its values spread by 0.00190, those of the face by"
                + " 0.10000");
    assertThat(find(face, flat, face).orElseThrow().message()).startsWith("the drawn dst has");
    Collapse swap = find(face, face, flat).orElseThrow();
    assertThat(swap.message())
        .isEqualTo(
            "the drawn swap has one colour: its values spread by 0.00190, those of the face by"
                + " 0.20000");
    assertThat(swap.kind()).isEqualTo(CollapseKind.CONSTANT_PICTURE);
    assertThat(swap.iteration()).isEqualTo(8);
    assertThat(swap.figures()).containsOnlyKeys("src", "dst", "swap");
  }

  @Test
  void aFaceOfOneColourMayBeDrawnSo() {
    FloatBuffer flat = picture(0, 0);
    ConstantPicture looked = new ConstantPicture();
    looked.restore(Map.of("drew/src", 1.0, "drew/dst", 1.0, "drew/swap", 1.0));
    assertThat(looked.find(1, drawn(flat, flat, flat), side(0), side(0))).isEmpty();
  }

  /** As initial weights do in a model without u. */
  @Test
  void whatHasNeverBeenDrawnIsNoCollapse() {
    FloatBuffer flat = picture(0, 0);
    FloatBuffer face = picture(0, 0.1);
    ConstantPicture looked = new ConstantPicture();
    assertThat(looked.find(1, drawn(flat, flat, flat), side(0.1), side(0.1))).isEmpty();
    assertThat(looked.state()).isEmpty();
    FloatBuffer faint = picture(0, 0.0249);
    assertThat(looked.find(2, drawn(faint, faint, faint), side(0.1), side(0.1))).isEmpty();
    assertThat(looked.state()).isEmpty();
    assertThat(looked.find(2, drawn(face, flat, flat), side(0.1), side(0.1))).isEmpty();
    assertThat(looked.state()).isEqualTo(Map.of("drew/src", 1.0));
    assertThat(looked.find(3, drawn(face, flat, flat), side(0.1), side(0.1))).isEmpty();
    assertThat(looked.find(4, drawn(flat, flat, flat), side(0.1), side(0.1))).isPresent();
  }
}
