package org.saehdbw.training.steps;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.architectures.Network;
import org.saehdbw.architectures.PatchDiscriminator;
import org.saehdbw.layers.BlockKind;
import org.saehdbw.layers.Face;
import org.saehdbw.layers.StandardBlock;
import org.saehdbw.losses.GanLoss;
import org.saehdbw.losses.LogitLoss;
import org.saehdbw.losses.LossOptions;
import org.saehdbw.losses.ReconstructionLoss;
import org.saehdbw.losses.StyleLoss;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.TensorOps;

/**
 * The training step as every interpreter runs it: forward pass and losses.
 *
 * @param spec the model
 * @param block what stands in the place of residual blocks
 * @param network its network
 * @param losses what it is judged by
 * @param discriminators those that judge it
 */
record StepBody(
    ModelSpec spec,
    BlockKind block,
    Network network,
    LossOptions losses,
    Discriminators discriminators) {
  static final int INPUTS = 8;

  /** Begins the names of the stages in which losses are computed. */
  static final String LOSSES = "losses/";

  /** Begins the names of what counts for the model beside the losses of src and dst. */
  static final String ADVERSARIAL = "G/";

  /**
   * Losses.
   *
   * @param names {@code src/dssim} and so on, one a column
   * @param terms (N, names)
   */
  record Losses<T>(List<String> names, T terms) {}

  static StepBody of(ModelSpec spec, LossOptions losses) {
    return of(spec, StandardBlock.RESIDUAL, losses);
  }

  static StepBody of(ModelSpec spec, BlockKind block, LossOptions losses) {
    return new StepBody(
        spec,
        block,
        Network.of(spec, block),
        losses,
        Discriminators.of(spec, losses.adversaries()));
  }

  /** The arrays that a part's update moves. */
  List<Parameter> parameters(StepPart part) {
    return part == StepPart.MODEL ? network.parameters() : discriminators.parameters(part);
  }

  /** The model's arrays, then the discriminators'. */
  List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(network.parameters());
    all.addAll(discriminators.parameters());
    return List.copyOf(all);
  }

  /** Shapes of the inputs: warped, target, mask, eyes and mouth; first of src, then of dst. */
  List<Dims> inputs(int batch) {
    Dims picture = pictures(batch);
    Dims mask = picture.with(1, 1);
    List<Dims> side = List.of(picture, picture, mask, mask);
    List<Dims> all = new ArrayList<>(side);
    all.addAll(side);
    return List.copyOf(all);
  }

  Dims pictures(int batch) {
    return Dims.of(batch, spec.channels(), spec.resolution(), spec.resolution());
  }

  /** What a part's update makes small. */
  <T> Losses<T> losses(StepPart part, TensorOps<T> ops, List<T> inputs) {
    return switch (part) {
      case MODEL -> modelLosses(ops, inputs);
      case CODE_DISCRIMINATOR -> codeLosses(ops, inputs);
      case PATCH_DISCRIMINATOR -> patchLosses(ops, inputs);
    };
  }

  private <T> Losses<T> modelLosses(TensorOps<T> ops, List<T> inputs) {
    ReconstructionLoss loss = new ReconstructionLoss(spec.resolution(), losses);
    Network.Codes<T> codes = network.encode(ops, inputs.get(0), inputs.get(4));
    Network.Pair<T> drawn = network.decode(ops, codes);
    Columns<T> columns = new Columns<>();
    var src = target(inputs.subList(0, 4));
    var srcCompared = loss.compare(ops, src, drawn.src());
    columns.add("src/", staged(ops, "src", loss.terms(ops, src, drawn.src(), srcCompared)));
    var dst = target(inputs.subList(4, INPUTS));
    var dstCompared = loss.compare(ops, dst, drawn.dst());
    ops.layer(LOSSES + "dst", dstCompared.y());
    StyleLoss style = new StyleLoss(spec.resolution(), losses.styles(), losses.compat());
    if (losses.styles().face() != 0) {
      Face<T> swap = network.decodeAsSrc(ops, ops.stop(codes.swap()));
      columns.add("src/", staged(ops, "face_style", style.face(ops, swap, drawn.dst())));
    }
    if (losses.styles().background() != 0) {
      T swap = network.decodeAsSrc(ops, codes.swap()).picture();
      columns.add(
          "src/", staged(ops, "bg_style", style.background(ops, swap, srcCompared, dstCompared)));
    }
    columns.add("dst/", staged(ops, "dst", loss.terms(ops, dst, drawn.dst(), dstCompared)));
    judge(ops, codes, srcCompared, drawn.src(), columns);
    return columns.joined(ops);
  }

  /** Ends a stage of losses with its terms, for those who keep books of stages. */
  private static <T> Map<String, T> staged(TensorOps<T> ops, String name, Map<String, T> terms) {
    terms.values().stream().findFirst().ifPresent(term -> ops.layer(LOSSES + name, term));
    return terms;
  }

  private static <T> ReconstructionLoss.Target<T> target(List<T> inputs) {
    return new ReconstructionLoss.Target<>(inputs.get(1), inputs.get(2), inputs.get(3));
  }

  private <T> void judge(
      TensorOps<T> ops,
      Network.Codes<T> codes,
      ReconstructionLoss.Compared<T> src,
      Face<T> drawn,
      Columns<T> columns) {
    discriminators
        .code()
        .ifPresent(
            code -> {
              T taken = new LogitLoss().perSample(ops, code.forward(ops, codes.src()), true);
              T term = ops.affine(taken, losses.adversaries().trueFace(), 0);
              columns.add(ADVERSARIAL, staged(ops, "true_face", Map.of("true_face", term)));
            });
    discriminators
        .patch()
        .ifPresent(
            patch -> {
              PatchDiscriminator.Logits<T> logits = patch.judge(ops, src.y());
              Map<String, T> terms =
                  new GanLoss(losses)
                      .terms(ops, logits.patches(), logits.pixels(), src, drawn.picture());
              columns.add(ADVERSARIAL, staged(ops, "gan", terms));
            });
  }

  /** Codes of the destination are real, those of the source are not. */
  private <T> Losses<T> codeLosses(TensorOps<T> ops, List<T> inputs) {
    Network.Codes<T> codes = network.encode(ops, inputs.get(0), inputs.get(4));
    T joined = ops.concat(List.of(codes.dst(), codes.src()), 0);
    T logits = discriminators.code().orElseThrow().forward(ops, ops.stop(joined));
    return new Losses<>(List.of("D_code"), told(ops, logits));
  }

  /** Targets of the source are real, what is drawn of it is not. */
  private <T> Losses<T> patchLosses(TensorOps<T> ops, List<T> inputs) {
    ReconstructionLoss loss = new ReconstructionLoss(spec.resolution(), losses);
    Face<T> drawn = network.decodeAsSrc(ops, network.encodeSrc(ops, inputs.get(0)));
    var compared = loss.compare(ops, target(inputs.subList(0, 4)), drawn);
    ops.layer(LOSSES + "compared", compared.y());
    T joined = ops.concat(List.of(compared.x(), compared.y()), 0);
    PatchDiscriminator.Logits<T> logits =
        discriminators.patch().orElseThrow().judge(ops, ops.stop(joined));
    T sum = ops.add(told(ops, logits.patches()), told(ops, logits.pixels()));
    return new Losses<>(List.of("D_src_dst"), sum);
  }

  /** How badly a discriminator tells the first half, which is real, from the second (N, 1). */
  private static <T> T told(TensorOps<T> ops, T logits) {
    LogitLoss loss = new LogitLoss();
    int n = ops.dims(logits).at(0) / 2;
    T real = loss.perSample(ops, ops.part(logits, 0, 0, n), true);
    T drawn = loss.perSample(ops, ops.part(logits, 0, n, n), false);
    return ops.affine(ops.add(real, drawn), 0.5, 0);
  }

  /** Loss terms with their names. */
  private static final class Columns<T> {
    private final List<String> names = new ArrayList<>();
    private final List<T> terms = new ArrayList<>();

    void add(String prefix, Map<String, T> more) {
      more.forEach(
          (name, term) -> {
            names.add(prefix + name);
            terms.add(term);
          });
    }

    Losses<T> joined(TensorOps<T> ops) {
      return new Losses<>(List.copyOf(names), ops.concat(terms, 1));
    }
  }

  /**
   * Pictures and masks: source, destination, swap; of the same faces as both, {@code src == dst},
   * without the swap, which is the source then.
   */
  <T> List<T> predictions(TensorOps<T> ops, T src, T dst) {
    if (src == dst) {
      Network.Pair<T> both = network.reconstructAsBoth(ops, src);
      return List.of(
          both.src().picture(), both.src().mask(), both.dst().picture(), both.dst().mask());
    }
    Network.Swap<T> swap = network.swap(ops, src, dst);
    return List.of(
        swap.srcSrc().picture(),
        swap.srcSrc().mask(),
        swap.dstDst().picture(),
        swap.dstDst().mask(),
        swap.srcDst().picture(),
        swap.srcDst().mask());
  }

  /** src in the place of dst: picture, mask, and the mask of dst itself. */
  <T> List<T> replacement(TensorOps<T> ops, T dst) {
    Network.Replacement<T> drawn = network.replace(ops, dst);
    return List.of(drawn.face().picture(), drawn.face().mask(), drawn.dstMask());
  }
}
