package org.saehdbw.architectures;

import java.util.ArrayList;
import java.util.List;
import org.saehdbw.layers.BlockKind;
import org.saehdbw.layers.Decoder;
import org.saehdbw.layers.DecoderStack;
import org.saehdbw.layers.Encoder;
import org.saehdbw.layers.Face;
import org.saehdbw.layers.Inter;
import org.saehdbw.layers.Nonlinearity;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.TensorOps;

/**
 * DF: one encoder, one inter, a decoder for each identity.
 *
 * @param encoder part {@code encoder}
 * @param inter part {@code inter}
 * @param trunk part {@code decoder_trunk} with option {@code k}: all stages but the last, of both
 *     decoders; otherwise nothing
 * @param decoderSrc part {@code decoder_src}
 * @param decoderDst part {@code decoder_dst}
 */
public record Df(
    Encoder encoder, Inter inter, List<DecoderStack> trunk, Decoder decoderSrc, Decoder decoderDst)
    implements Network {
  private static final String TRUNK = "decoder_trunk";

  /** Copies the list. */
  public Df {
    trunk = List.copyOf(trunk);
  }

  static Df of(ModelSpec s, BlockKind kind) {
    Nonlinearity act = Network.nonlinearity(s);
    boolean deep = s.has('t');
    int ae = s.aeDims();
    Decoder.Size size = Network.decoderSize(s, ae);
    int shared = s.has('k') ? size.stages() - 1 : 0;
    return new Df(
        Encoder.of("encoder", Network.encoderSize(s), act, kind),
        Inter.of("inter", Network.features(s), ae, ae, Network.codeSide(s), deep, act),
        shared == 0 ? List.of() : List.of(DecoderStack.of(TRUNK, size, 0, shared, act, kind)),
        Decoder.of("decoder_src", size, shared, act, kind),
        Decoder.of("decoder_dst", size, shared, act, kind));
  }

  @Override
  public List<Inter> inters() {
    return List.of(inter);
  }

  @Override
  public List<DecoderStack> firstStacks() {
    return trunk.isEmpty() ? List.of(decoderSrc.stack(), decoderDst.stack()) : trunk;
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(encoder.parameters());
    all.addAll(inter.parameters());
    trunk.forEach(stack -> all.addAll(stack.parameters()));
    all.addAll(decoderSrc.parameters());
    all.addAll(decoderDst.parameters());
    return List.copyOf(all);
  }

  @Override
  public List<String> frozenWithoutWarp() {
    return List.of();
  }

  @Override
  public List<String> renewedAfterPretraining() {
    return List.of("inter");
  }

  @Override
  public <T> Codes<T> encode(TensorOps<T> ops, T src, T dst) {
    return wide(ops, codes(ops, src, dst));
  }

  @Override
  public <T> Pair<T> reconstructAsBoth(TensorOps<T> ops, T faces) {
    Face<T> first = throughTrunk(ops, encodeSrc(ops, faces));
    return new Pair<>(decoderSrc.decode(ops, first), decoderDst.decode(ops, first));
  }

  @Override
  public <T> T encodeSrc(TensorOps<T> ops, T src) {
    return inter.forward(ops, encoder.forward(ops, src));
  }

  @Override
  public <T> Pair<T> decode(TensorOps<T> ops, Codes<T> codes) {
    if (trunk.isEmpty()) {
      return new Pair<>(decoderSrc.decode(ops, codes.src()), decoderDst.decode(ops, codes.dst()));
    }
    int n = ops.dims(codes.src()).at(0);
    Face<T> both = throughTrunk(ops, ops.concat(List.of(codes.src(), codes.dst()), 0));
    return new Pair<>(
        decoderSrc.decode(ops, both.part(ops, 0, n)), decoderDst.decode(ops, both.part(ops, n, n)));
  }

  @Override
  public <T> Face<T> decodeAsSrc(TensorOps<T> ops, T code) {
    return decoderSrc.decode(ops, throughTrunk(ops, code));
  }

  /** What the decoders begin with: the code itself, or what the shared stages make of it. */
  private <T> Face<T> throughTrunk(TensorOps<T> ops, T code) {
    return trunk.isEmpty() ? new Face<>(code, code) : trunk.get(0).draw(ops, code);
  }

  @Override
  public <T> List<T> codes(TensorOps<T> ops, T src, T dst) {
    T encoded = encoder.forward(ops, ops.concat(List.of(src, dst), 0));
    return List.of(inter.narrow(ops, encoded));
  }

  @Override
  public <T> Pair<T> draw(TensorOps<T> ops, List<T> codes) {
    return decode(ops, wide(ops, codes));
  }

  private <T> Codes<T> wide(TensorOps<T> ops, List<T> codes) {
    T wide = inter.widen(ops, codes.get(0));
    int n = ops.dims(wide).at(0) / 2;
    T dst = ops.part(wide, 0, n, n);
    return new Codes<>(ops.part(wide, 0, 0, n), dst, dst);
  }

  @Override
  public <T> Swap<T> swap(TensorOps<T> ops, T src, T dst) {
    Codes<T> codes = encode(ops, src, dst);
    Pair<T> pair = decode(ops, codes);
    return new Swap<>(pair.src(), pair.dst(), decodeAsSrc(ops, codes.swap()));
  }

  @Override
  public <T> Replacement<T> replace(TensorOps<T> ops, T dst) {
    Face<T> first = throughTrunk(ops, encodeSrc(ops, dst));
    return new Replacement<>(decoderSrc.decode(ops, first), decoderDst.drawMask(ops, first.mask()));
  }
}
