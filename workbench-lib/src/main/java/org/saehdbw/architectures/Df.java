package org.saehdbw.architectures;

import java.util.ArrayList;
import java.util.List;
import org.saehdbw.layers.BlockKind;
import org.saehdbw.layers.Decoder;
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
 * @param decoderSrc part {@code decoder_src}
 * @param decoderDst part {@code decoder_dst}
 */
public record Df(Encoder encoder, Inter inter, Decoder decoderSrc, Decoder decoderDst)
    implements Network {
  static Df of(ModelSpec s, BlockKind kind) {
    Nonlinearity act = Network.nonlinearity(s);
    boolean deep = s.has('t');
    int ae = s.aeDims();
    Decoder.Size size =
        new Decoder.Size(ae, s.dDims(), s.dMaskDims(), s.channels(), deep, s.has('d'));
    return new Df(
        Encoder.of("encoder", s.channels(), s.eDims(), deep, s.has('u'), act, kind),
        Inter.of("inter", Network.features(s), ae, ae, Network.codeSide(s), deep, act),
        Decoder.of("decoder_src", size, act, kind),
        Decoder.of("decoder_dst", size, act, kind));
  }

  @Override
  public List<Inter> inters() {
    return List.of(inter);
  }

  @Override
  public List<Decoder> decoders() {
    return List.of(decoderSrc, decoderDst);
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(encoder.parameters());
    all.addAll(inter.parameters());
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
    T code = encodeSrc(ops, faces);
    return decode(ops, new Codes<>(code, code, code));
  }

  @Override
  public <T> T encodeSrc(TensorOps<T> ops, T src) {
    return inter.forward(ops, encoder.forward(ops, src));
  }

  @Override
  public <T> Pair<T> decode(TensorOps<T> ops, Codes<T> codes) {
    return new Pair<>(decoderSrc.decode(ops, codes.src()), decoderDst.decode(ops, codes.dst()));
  }

  @Override
  public <T> Face<T> decodeAsSrc(TensorOps<T> ops, T code) {
    return decoderSrc.decode(ops, code);
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
    T code = encodeSrc(ops, dst);
    return new Replacement<>(decoderSrc.decode(ops, code), decoderDst.drawMask(ops, code));
  }
}
