package org.saehdbw.deepfacelab;

import java.util.List;
import java.util.stream.Stream;
import org.saehdbw.architectures.CodeDiscriminator;
import org.saehdbw.architectures.PatchDiscriminator;
import org.saehdbw.training.steps.StepPart;

/** The files that DeepFaceLab has of a discriminator, and what it is here (spec/model 9.1). */
enum DiscriminatorFiles {
  /** For true face. */
  CODE(
      StepPart.CODE_DISCRIMINATOR,
      CodeDiscriminator.PART,
      "code_discriminator.npy",
      "D_code_opt.npy"),
  /** For GAN. */
  PATCH(StepPart.PATCH_DISCRIMINATOR, PatchDiscriminator.PART, "GAN.npy", "GAN_opt.npy");

  private final StepPart step;
  private final String part;
  private final String weights;
  private final String optimizer;

  DiscriminatorFiles(StepPart step, String part, String weights, String optimizer) {
    this.step = step;
    this.part = part;
    this.weights = weights;
    this.optimizer = optimizer;
  }

  /** Returns the names of all files. */
  static List<String> all() {
    return Stream.of(values()).flatMap(one -> Stream.of(one.weights, one.optimizer)).toList();
  }

  StepPart step() {
    return step;
  }

  /** The first element of its weights' names. */
  String part() {
    return part;
  }

  /** The name of the file of its weights, such as {@code GAN.npy}. */
  String weights() {
    return weights;
  }

  /** The name of the file of its optimizer's state. */
  String optimizer() {
    return optimizer;
  }

  /** What messages call it. */
  @Override
  public String toString() {
    return this == CODE ? "the code discriminator" : "the patch discriminator";
  }
}
