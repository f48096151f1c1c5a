package org.saehdbw.training.steps;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.saehdbw.architectures.CodeDiscriminator;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.architectures.Network;
import org.saehdbw.architectures.PatchDiscriminator;
import org.saehdbw.losses.AdversarialOptions;
import org.saehdbw.tensors.Parameter;

/**
 * The discriminators that judge a model.
 *
 * @param code of codes, if there is one
 * @param patch of drawn faces, if there is one
 */
public record Discriminators(Optional<CodeDiscriminator> code, Optional<PatchDiscriminator> patch) {
  /**
   * Returns the discriminators of a model.
   *
   * @throws IllegalArgumentException if codes of LIAE are to be judged, or patches do not fit the
   *     model's pictures
   */
  public static Discriminators of(ModelSpec spec, AdversarialOptions options) {
    Optional<CodeDiscriminator> code = Optional.empty();
    Optional<PatchDiscriminator> patch = Optional.empty();
    if (options.judgesCodes()) {
      if (spec.family() != ModelSpec.Family.DF) {
        throw new IllegalArgumentException(
            "true_face_power must be 0 for " + spec + ": only df has one code of both persons");
      }
      int side = Network.codeSide(spec) * (spec.has('t') ? 1 : 2);
      code = Optional.of(CodeDiscriminator.of(spec.aeDims(), side));
    }
    if (options.judgesPatches()) {
      PatchDiscriminator.requireFits(spec.resolution(), options.patchSize());
      patch =
          Optional.of(PatchDiscriminator.of(spec.channels(), options.patchSize(), options.width()));
    }
    return new Discriminators(code, patch);
  }

  /** Returns the trained arrays of one, in DeepFaceLab's definition order; none of the model. */
  public List<Parameter> parameters(StepPart part) {
    return switch (part) {
      case MODEL -> List.of();
      case CODE_DISCRIMINATOR -> code.map(CodeDiscriminator::parameters).orElse(List.of());
      case PATCH_DISCRIMINATOR -> patch.map(PatchDiscriminator::parameters).orElse(List.of());
    };
  }

  /** Returns the trained arrays of all. */
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>();
    for (StepPart part : StepPart.values()) {
      all.addAll(parameters(part));
    }
    return List.copyOf(all);
  }
}
