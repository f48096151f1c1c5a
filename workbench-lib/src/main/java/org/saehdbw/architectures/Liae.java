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
 * LIAE: one encoder, two inters whose codes are joined, one decoder. The source's code is AB twice,
 * the destination's B then AB, the swap's AB of the destination twice.
 *
 * @param encoder part {@code encoder}
 * @param interAb part {@code inter_AB}
 * @param interB part {@code inter_B}
 * @param decoder part {@code decoder}
 */
public record Liae(Encoder encoder, Inter interAb, Inter interB, Decoder decoder)
    implements Network {
  static Liae of(ModelSpec s, BlockKind kind) {
    Nonlinearity act = Network.nonlinearity(s);
    boolean deep = s.has('t');
    int features = Network.features(s);
    int ae = s.aeDims();
    int side = Network.codeSide(s);
    return new Liae(
        Encoder.of("encoder", Network.encoderSize(s), act, kind),
        Inter.of("inter_AB", features, ae, 2 * ae, side, deep, act),
        Inter.of("inter_B", features, ae, 2 * ae, side, deep, act),
        Decoder.of("decoder", Network.decoderSize(s, 4 * ae), act, kind));
  }

  @Override
  public List<Inter> inters() {
    return List.of(interAb, interB);
  }

  @Override
  public List<DecoderStack> firstStacks() {
    return List.of(decoder.stack());
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(encoder.parameters());
    all.addAll(interAb.parameters());
    all.addAll(interB.parameters());
    all.addAll(decoder.parameters());
    return List.copyOf(all);
  }

  @Override
  public List<String> frozenWithoutWarp() {
    return List.of("inter_AB");
  }

  @Override
  public List<String> renewedAfterPretraining() {
    return List.of("inter_AB", "inter_B");
  }

  @Override
  public <T> Codes<T> encode(TensorOps<T> ops, T src, T dst) {
    int n = ops.dims(src).at(0);
    T encoded = encoder.forward(ops, ops.concat(List.of(src, dst), 0));
    T ab = interAb.forward(ops, encoded);
    return joined(ops, ab, interB.forward(ops, ops.part(encoded, 0, n, n)));
  }

  @Override
  public <T> Pair<T> reconstructAsBoth(TensorOps<T> ops, T faces) {
    T encoded = encoder.forward(ops, faces);
    T ab = interAb.forward(ops, encoded);
    T src = ops.concat(List.of(ab, ab), 1);
    T dst = ops.concat(List.of(interB.forward(ops, encoded), ab), 1);
    return decode(ops, new Codes<>(src, dst, src));
  }

  @Override
  public <T> T encodeSrc(TensorOps<T> ops, T src) {
    T ab = interAb.forward(ops, encoder.forward(ops, src));
    return ops.concat(List.of(ab, ab), 1);
  }

  @Override
  public <T> Pair<T> decode(TensorOps<T> ops, Codes<T> codes) {
    int n = ops.dims(codes.src()).at(0);
    Face<T> both = decoder.decode(ops, ops.concat(List.of(codes.src(), codes.dst()), 0));
    return new Pair<>(both.part(ops, 0, n), both.part(ops, n, n));
  }

  @Override
  public <T> Face<T> decodeAsSrc(TensorOps<T> ops, T code) {
    return decoder.decode(ops, code);
  }

  @Override
  public <T> Swap<T> swap(TensorOps<T> ops, T src, T dst) {
    int n = ops.dims(src).at(0);
    Codes<T> codes = encode(ops, src, dst);
    Face<T> all =
        decoder.decode(ops, ops.concat(List.of(codes.src(), codes.dst(), codes.swap()), 0));
    return new Swap<>(all.part(ops, 0, n), all.part(ops, n, n), all.part(ops, 2 * n, n));
  }

  @Override
  public <T> Replacement<T> replace(TensorOps<T> ops, T dst) {
    T encoded = encoder.forward(ops, dst);
    T ab = interAb.forward(ops, encoded);
    T b = interB.forward(ops, encoded);
    return new Replacement<>(
        decoder.decode(ops, ops.concat(List.of(ab, ab), 1)),
        decoder.drawMask(ops, ops.concat(List.of(b, ab), 1)));
  }

  @Override
  public <T> List<T> codes(TensorOps<T> ops, T src, T dst) {
    int n = ops.dims(src).at(0);
    T encoded = encoder.forward(ops, ops.concat(List.of(src, dst), 0));
    return List.of(interAb.narrow(ops, encoded), interB.narrow(ops, ops.part(encoded, 0, n, n)));
  }

  @Override
  public <T> Pair<T> draw(TensorOps<T> ops, List<T> codes) {
    T ab = interAb.widen(ops, codes.get(0));
    return decode(ops, joined(ops, ab, interB.widen(ops, codes.get(1))));
  }

  private static <T> Codes<T> joined(TensorOps<T> ops, T ab, T b) {
    int n = ops.dims(b).at(0);
    T abSrc = ops.part(ab, 0, 0, n);
    T abDst = ops.part(ab, 0, n, n);
    return new Codes<>(
        ops.concat(List.of(abSrc, abSrc), 1),
        ops.concat(List.of(b, abDst), 1),
        ops.concat(List.of(abDst, abDst), 1));
  }
}
