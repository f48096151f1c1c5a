package org.saehdbw.layers;

import org.saehdbw.extensions.HasShortName;

/**
 * The layer where DeepFaceLab has residual blocks: behind each upscale of a decoder's picture stack
 * and, with option {@code t}, behind the first and the last downscale of the encoder. The setting
 * {@code block} names it.
 *
 * <p>A block keeps the shape of its input. It is written against {@link
 * org.saehdbw.tensors.TensorOps}, so that training, previews and cost need nothing else; it may
 * bring parameters, which start as their kind says. A class that a settings file names is public
 * and has a public constructor without arguments.
 */
public interface BlockKind extends HasShortName {
  /**
   * Makes a block. The same arguments give blocks with the same parameters.
   *
   * @param name the place, such as {@code decoder_src/res0}; every parameter's name begins with it
   *     and a slash
   * @param channels of input and output
   * @param activation what the model's name asks for; a block may have one of its own
   */
  Layer block(String name, int channels, Nonlinearity activation);
}
