package org.saehdbw.training.steps;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.losses.LossOptions;
import org.saehdbw.optimizers.OptimizerOptions;
import org.saehdbw.optimizers.UpdateScript;
import org.saehdbw.optimizers.Variable;
import org.saehdbw.tensors.Constant;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.ScriptArchive;
import org.saehdbw.tensors.ScriptForm;
import org.saehdbw.tensors.ScriptOps;
import org.saehdbw.training.onboard.OnboardScript;

/**
 * A step or a prediction as a TorchScript module {@code forward(ws, xs)}, which any PyTorch runs.
 *
 * @param text the module's source
 * @param parameters what {@code ws} holds, in order
 * @param inputs shapes of the first arrays in {@code xs}
 * @param constants the arrays that follow them in {@code xs}
 * @param lossNames columns of the first result, a step's losses (N, names); empty for a prediction
 * @param trained whose gradients follow it
 */
public record StepScript(
    String text,
    List<Parameter> parameters,
    List<Dims> inputs,
    List<Constant> constants,
    List<String> lossNames,
    List<Parameter> trained) {

  /**
   * Returns the script of a training step: its inputs are warped, target, mask and eyes-and-mouth
   * mask of src, then of dst; its results the losses and the gradients of their sum.
   *
   * @param trained the parameters that get gradients, at least one
   * @param form of its convolutions
   */
  public static StepScript step(
      ModelSpec spec, LossOptions losses, int batch, List<Parameter> trained, ScriptForm form) {
    return step(StepPart.MODEL, spec, losses, batch, trained, form);
  }

  /**
   * Returns the script of one part's update; a discriminator's result has one column.
   *
   * @param trained the parameters that get gradients, at least one
   * @param form of its convolutions
   * @throws IllegalArgumentException if the losses ask for discriminators that cannot be
   */
  public static StepScript step(
      StepPart part,
      ModelSpec spec,
      LossOptions losses,
      int batch,
      List<Parameter> trained,
      ScriptForm form) {
    return step(StepBody.of(spec, losses), part, batch, trained, form);
  }

  /**
   * Returns the script of a whole step of a model with AdaBelief's update of all its weights, as a
   * training with {@code update: script} makes it. Its inputs are those of {@link #step}.
   *
   * @param batch samples a side, at least 1
   * @param form of its convolutions
   * @throws IllegalArgumentException if the losses ask for discriminators that cannot be
   */
  public static OnboardScript withUpdate(
      ModelSpec spec, LossOptions losses, int batch, ScriptForm form, OptimizerOptions options) {
    StepBody body = StepBody.of(spec, losses);
    List<Parameter> all = body.parameters(StepPart.MODEL);
    List<Variable> variables =
        all.stream().map(p -> new Variable(p.name(), p.dims().sizes())).toList();
    Set<String> names = all.stream().map(Parameter::name).collect(Collectors.toSet());
    UpdateScript update = UpdateScript.of(true, options, variables, names);
    return OnboardEngine.script(body, StepPart.MODEL, List.of(batch), form, all, update);
  }

  /** Returns the module as a TorchScript archive. */
  public byte[] archive() {
    return ScriptArchive.of(text);
  }

  static StepScript step(
      StepBody program, StepPart part, int batch, List<Parameter> trained, ScriptForm form) {
    ScriptOps ops = new ScriptOps(program.parameters(), form);
    List<ScriptOps.Name> inputs = new ArrayList<>();
    program.inputs(batch).forEach(dims -> inputs.add(ops.input(dims)));
    StepBody.Losses<ScriptOps.Name> losses = program.losses(part, ops, inputs);
    List<ScriptOps.Name> result = List.of(losses.terms());
    return new StepScript(
        ops.module(result, result, trained),
        program.parameters(),
        program.inputs(batch),
        ops.constants(),
        losses.names(),
        List.copyOf(trained));
  }

  /**
   * Returns the script that draws faces.
   *
   * @param same whether the same faces are both sides, so that there is one input
   */
  static StepScript prediction(StepBody program, int count, boolean same) {
    ScriptOps ops = new ScriptOps(program.parameters());
    Dims pictures = program.pictures(count);
    ScriptOps.Name src = ops.input(pictures);
    List<ScriptOps.Name> results = program.predictions(ops, src, same ? src : ops.input(pictures));
    return drawing(program, ops, results, same ? List.of(pictures) : List.of(pictures, pictures));
  }

  /** Returns the script that draws src in the place of dst, whose faces are its input. */
  static StepScript replacement(StepBody program, int count) {
    ScriptOps ops = new ScriptOps(program.parameters());
    Dims pictures = program.pictures(count);
    return drawing(program, ops, program.replacement(ops, ops.input(pictures)), List.of(pictures));
  }

  private static StepScript drawing(
      StepBody program, ScriptOps ops, List<ScriptOps.Name> results, List<Dims> inputs) {
    return new StepScript(
        ops.module(results, List.of(), List.of()),
        program.parameters(),
        inputs,
        ops.constants(),
        List.of(),
        List.of());
  }
}
