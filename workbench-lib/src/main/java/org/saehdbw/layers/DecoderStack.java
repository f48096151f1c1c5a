package org.saehdbw.layers;

import java.util.ArrayList;
import java.util.List;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.TensorOps;

/**
 * Stages of a decoder: those of the picture and, apart from them, as many of the mask.
 *
 * @param picture upscales and the blocks behind them, in order of use
 * @param mask upscales of the mask
 */
public record DecoderStack(List<PictureStage> picture, List<Upscale> mask) {
  /**
   * One stage of the picture's stack.
   *
   * @param upscale doubles the side
   * @param residual refines the result: a residual block, or its replacement
   */
  public record PictureStage(Upscale upscale, Layer residual) {}

  /** Copies the lists. */
  public DecoderStack {
    picture = List.copyOf(picture);
    mask = List.copyOf(mask);
  }

  /**
   * Returns some of a decoder's stages.
   *
   * @param name the part's name
   * @param size the whole decoder's dimensions
   * @param from the first stage, counted from 0
   * @param to the one behind the last
   */
  public static DecoderStack of(
      String name, Decoder.Size size, int from, int to, Nonlinearity act, BlockKind kind) {
    List<PictureStage> stages = new ArrayList<>();
    List<Upscale> masks = new ArrayList<>();
    for (int i = from; i < to; i++) {
      int width = size.width(i, size.d());
      int before = size.width(i - 1, size.d());
      stages.add(
          new PictureStage(
              Upscale.of(name + "/upscale" + i, before, width, act),
              PlacedBlock.of(kind, name + "/res" + i, width, act)));
      int maskBefore = size.width(i - 1, size.dMask());
      masks.add(Upscale.of(name + "/upscalem" + i, maskBefore, size.width(i, size.dMask()), act));
    }
    return new DecoderStack(stages, masks);
  }

  /** Runs the picture's stages. */
  <T> T drawPicture(TensorOps<T> ops, T code) {
    T x = code;
    for (PictureStage stage : picture) {
      x = stage.residual().forward(ops, stage.upscale().forward(ops, x));
    }
    return x;
  }

  /** Runs the mask's stages. */
  public <T> T drawMask(TensorOps<T> ops, T code) {
    T m = code;
    for (Upscale upscale : mask) {
      m = upscale.forward(ops, m);
    }
    return m;
  }

  /**
   * Runs both.
   *
   * @param code what both begin with
   * @return what further stages take for their picture and for their mask
   */
  public <T> Face<T> draw(TensorOps<T> ops, T code) {
    return new Face<>(drawPicture(ops, code), drawMask(ops, code));
  }

  /** Returns the trained arrays: upscales, blocks, then upscales of the mask. */
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>();
    picture.forEach(stage -> all.addAll(stage.upscale().parameters()));
    picture.forEach(stage -> all.addAll(stage.residual().parameters()));
    mask.forEach(upscale -> all.addAll(upscale.parameters()));
    return List.copyOf(all);
  }
}
