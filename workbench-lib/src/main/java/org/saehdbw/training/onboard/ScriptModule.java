package org.saehdbw.training.onboard;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.saehdbw.tensors.Constant;
import org.saehdbw.tensors.ScriptArchive;

/** A loaded TorchScript module. In DJL an array's name says where it goes. */
public final class ScriptModule implements AutoCloseable {
  /** Collects the list {@code ws}. */
  public static final String WEIGHTS = "ws[]";

  /** Collects the list {@code ms}, state of an optimizer. */
  public static final String STATE = "ms[]";

  /** Collects the list {@code xs}. */
  public static final String OTHERS = "xs[]";

  private final PtSymbolBlock block;
  private final String device;

  private ScriptModule(PtSymbolBlock block, String device) {
    this.block = block;
    this.device = device;
  }

  /** Loads a module of some text, onto the manager's device. */
  public static ScriptModule load(NDManager manager, String text) {
    try (var in = new ByteArrayInputStream(ScriptArchive.of(text))) {
      String device = StepDevice.name(manager.getDevice());
      PtSymbolBlock block = JniUtils.loadModule((PtNDManager) manager, in, false, false);
      return new ScriptModule(block, device);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read an archive from memory", e);
    }
  }

  /** Makes the array of a constant, on the manager's device. */
  public static NDArray array(NDManager manager, Constant constant) {
    NDArray array = manager.create(constant.values(), new Shape(constant.dims().toLongs()));
    array.setName(OTHERS);
    return array;
  }

  /**
   * Runs it in the grad mode that is set; the results belong to the scope.
   *
   * @param arguments each with a name that says which list it goes into
   * @throws DeviceFailure if a card runs out of memory or fails
   */
  public NDList run(NDManager scope, NDList arguments) {
    // The optimizer of TorchScript graphs makes the first steps slow and costs memory; its switch
    // is per thread.
    JniUtils.setGraphExecutorOptimize(false);
    // With train = false results could never enter a graph again; grad mode decides here.
    NDList results =
        DeviceFailure.explained(device, () -> IValueUtils.forward(block, arguments, true));
    results.attach(scope);
    return results;
  }

  /** Runs a method other than {@code forward}. */
  public NDList run(NDManager scope, String method, NDList arguments) {
    try (NDArray name = scope.create(0f)) {
      // DJL takes the method from the name of an array, which it does not pass on.
      name.setName("module_method:" + method);
      NDList all = new NDList(arguments);
      all.add(name);
      return run(scope, all);
    }
  }

  @Override
  public void close() {
    block.close();
  }
}
