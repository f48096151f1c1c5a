package org.saehdbw.architectures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.saehdbw.layers.BlockKind;
import org.saehdbw.layers.Decoder;
import org.saehdbw.layers.DecoderStack;
import org.saehdbw.layers.Encoder;
import org.saehdbw.layers.Face;
import org.saehdbw.layers.Inter;
import org.saehdbw.layers.Nonlinearity;
import org.saehdbw.layers.StandardBlock;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.TensorOps;

/** A face-swapping autoencoder: DF or LIAE, as its spec says. */
public sealed interface Network permits Df, Liae {
  /**
   * What training needs.
   *
   * @param src the source drawn from source pictures
   * @param dst the destination drawn from destination pictures
   * @param <T> what represents an array
   */
  record Pair<T>(Face<T> src, Face<T> dst) {}

  /**
   * What previews and evaluation need.
   *
   * @param srcSrc the source drawn from source pictures
   * @param dstDst the destination drawn from destination pictures
   * @param srcDst the swap: the source's identity in the destination's pose
   * @param <T> what represents an array
   */
  record Swap<T>(Face<T> srcSrc, Face<T> dstDst, Face<T> srcDst) {}

  /**
   * What the decoders draw faces of: what the inters give.
   *
   * @param src the source's; of DF (N, ae, side, side)
   * @param dst the destination's
   * @param swap what becomes the source's face in the destination's pose
   * @param <T> what represents an array
   */
  record Codes<T>(T src, T dst, T swap) {}

  /**
   * What is put into a frame.
   *
   * @param face the swap: the source's identity in the destination's pose
   * @param dstMask the mask of the destination drawn as itself
   * @param <T> what represents an array
   */
  record Replacement<T>(Face<T> face, T dstMask) {}

  /** Returns the network of a spec, with residual blocks. */
  static Network of(ModelSpec spec) {
    return of(spec, StandardBlock.RESIDUAL);
  }

  /**
   * Returns the network of a spec with blocks of a kind in the place of residual ones.
   *
   * @throws IllegalArgumentException if a block's parameters are not named as they must be, or
   *     option {@code s} or {@code o} asks for its own blocks and this is a third kind
   */
  static Network of(ModelSpec spec, BlockKind kind) {
    BlockKind blocks = blocks(spec, kind);
    return switch (spec.family()) {
      case DF -> Df.of(spec, blocks);
      case LIAE -> Liae.of(spec, blocks);
    };
  }

  private static BlockKind blocks(ModelSpec spec, BlockKind kind) {
    if (!spec.has('s') && !spec.has('o')) {
      return kind;
    }
    StandardBlock own = spec.has('s') ? StandardBlock.SEPARABLE : StandardBlock.SINGLE;
    if (kind != StandardBlock.RESIDUAL && kind != own) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "block must be %s or %s for %s, whose option %s replaces residual blocks, got %s",
              StandardBlock.RESIDUAL.shortName(),
              own.shortName(),
              spec,
              spec.has('s') ? 's' : 'o',
              kind.shortName()));
    }
    return own;
  }

  /** Returns the encoder, which both sides share. */
  Encoder encoder();

  /** Returns the inters: DF's one, or LIAE's AB and B. */
  List<Inter> inters();

  /** Returns the stages that read codes: those of DF's two decoders or their trunk, LIAE's. */
  List<DecoderStack> firstStacks();

  /** Returns all trained arrays, part by part in DeepFaceLab's order. */
  List<Parameter> parameters();

  /** Returns the parts that are frozen while random_warp is off. */
  List<String> frozenWithoutWarp();

  /** Returns the parts that are initialised again when pretraining ends. */
  List<String> renewedAfterPretraining();

  /** Draws source and destination faces, as training does; both inputs have the same batch. */
  default <T> Pair<T> reconstruct(TensorOps<T> ops, T src, T dst) {
    return decode(ops, encode(ops, src, dst));
  }

  /** Draws the same faces as source and as destination, encoded once. */
  <T> Pair<T> reconstructAsBoth(TensorOps<T> ops, T faces);

  /** Returns what the decoders draw source and destination of; both inputs have the same batch. */
  <T> Codes<T> encode(TensorOps<T> ops, T src, T dst);

  /** Returns what the decoders draw source faces of, without the destination. */
  <T> T encodeSrc(TensorOps<T> ops, T src);

  /** Draws source and destination faces. */
  <T> Pair<T> decode(TensorOps<T> ops, Codes<T> codes);

  /** Draws faces of the source's identity, of its own codes or of the swap's. */
  <T> Face<T> decodeAsSrc(TensorOps<T> ops, T code);

  /**
   * Returns what the narrowest place of the network holds, one array an inter: DF's code of src
   * then dst (2 N, ae); LIAE's AB of src then dst (2 N, ae), and B of dst (N, ae).
   */
  <T> List<T> codes(TensorOps<T> ops, T src, T dst);

  /**
   * Draws source and destination faces of their codes, so that {@code draw(codes(src, dst))} is
   * {@code reconstruct(src, dst)}.
   *
   * @param codes as {@link #codes} returns them
   */
  <T> Pair<T> draw(TensorOps<T> ops, List<T> codes);

  /** Draws source, destination and swap; both inputs have the same batch. */
  <T> Swap<T> swap(TensorOps<T> ops, T src, T dst);

  /** Draws what replaces destination faces, of any number of samples; no sources are needed. */
  <T> Replacement<T> replace(TensorOps<T> ops, T dst);

  /** Returns the activation that a spec asks for. */
  static Nonlinearity nonlinearity(ModelSpec spec) {
    return spec.has('c') ? Nonlinearity.X_COS_X : Nonlinearity.LEAKY_RELU;
  }

  /** Returns the encoder's dimensions. */
  static Encoder.Size encoderSize(ModelSpec s) {
    return new Encoder.Size(s.channels(), s.eDims(), s.has('t'), s.has('f'), s.has('u'));
  }

  /** Returns the dimensions of a decoder of codes with so many channels. */
  static Decoder.Size decoderSize(ModelSpec s, int inputs) {
    List<Integer> factors = new ArrayList<>(s.has('t') ? List.of(8, 8, 4, 2) : List.of(8, 4, 2));
    if (s.has('h')) {
      factors.remove(factors.size() - 1);
    }
    if (s.has('n')) {
      factors.set(factors.size() - 1, factors.get(factors.size() - 1) / 2);
    }
    return new Decoder.Size(
        inputs, s.dDims(), s.dMaskDims(), s.channels(), factors, s.has('d'), s.has('h'));
  }

  /** Returns the length of the encoder's vector. */
  static int features(ModelSpec spec) {
    int side = spec.resolution() / (spec.has('t') ? 32 : 16);
    return 8 * spec.eDims() * side * side;
  }

  /** Returns the side of the picture that the inter's dense layers give. */
  static int codeSide(ModelSpec spec) {
    return spec.resolution() / (spec.has('d') ? 32 : 16);
  }
}
