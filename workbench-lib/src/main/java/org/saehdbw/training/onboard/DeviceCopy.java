package org.saehdbw.training.onboard;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtEngine;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.FloatBuffer;
import java.util.function.Consumer;

/** Copies between Java's memory and arrays of a device, by the same calls for every device. */
public final class DeviceCopy implements AutoCloseable {
  private static final String TEXT =
      "class M(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n"
          + "  def forward(self: __torch__.M, xs: List[Tensor]) -> List[Tensor]:\n"
          + "    to, of, = xs\n"
          + "    return [torch.copy_(to, of)]\n"
          + "  def sent(self: __torch__.M, xs: List[Tensor]) -> List[Tensor]:\n"
          + "    to, of, = xs\n"
          + "    return [torch.copy_(to, of, True)]\n"
          + "  def locked(self: __torch__.M, xs: List[Tensor]) -> List[Tensor]:\n"
          + "    of, = xs\n"
          + "    return [torch.pin_memory(of)]\n";

  private final NDManager host = NDManager.newBaseManager(Device.cpu(), PtEngine.ENGINE_NAME);
  private final ScriptModule module;

  /**
   * Makes the copier of a device.
   *
   * @param manager of that device
   */
  public DeviceCopy(NDManager manager) {
    module = ScriptModule.load(manager, TEXT);
  }

  /** Makes an array in CPU memory, zero at first; the caller closes it. */
  NDArray hostArray(long count) {
    return host.zeros(new Shape(count));
  }

  /**
   * Makes an array as {@link #hostArray} does, in memory that the system keeps in place
   * (page-locked), which a card reads by itself. Where there is no card, or no such memory is left,
   * it is ordinary memory.
   */
  NDArray lockedArray(long count) {
    NDArray plain = hostArray(count);
    plain.setName(ScriptModule.OTHERS);
    JniUtils.setGradMode(false);
    try {
      NDArray locked = module.run(host, "locked", new NDList(plain)).get(0);
      plain.close();
      return locked;
    } catch (EngineException | DeviceFailure e) {
      return plain;
    }
  }

  /** Writes a flat array. */
  void write(NDArray to, Consumer<FloatBuffer> values) {
    try (NDArray between = hostArray(to.size())) {
      values.accept(HostMemory.floats(between));
      copy(to, between);
    }
  }

  /** Reads a flat array. */
  void read(NDArray of, Consumer<FloatBuffer> values) {
    try (NDArray between = hostArray(of.size())) {
      copy(between, of);
      values.accept(HostMemory.floats(between));
    }
  }

  /** Copies all elements; waits until they are there. */
  void copy(NDArray to, NDArray of) {
    copy("forward", to, of);
  }

  /**
   * Copies all elements. From page-locked memory it does not wait: what runs on the device later
   * finds them there, and the source must stay as it is until a result of that has been read.
   */
  void send(NDArray to, NDArray of) {
    copy("sent", to, of);
  }

  private void copy(String method, NDArray to, NDArray of) {
    JniUtils.setGradMode(false);
    String toName = to.getName();
    String ofName = of.getName();
    to.setName(ScriptModule.OTHERS);
    of.setName(ScriptModule.OTHERS);
    try (NDManager scope = host.newSubManager()) {
      module.run(scope, method, new NDList(to, of));
    } finally {
      to.setName(toName);
      of.setName(ofName);
    }
  }

  @Override
  public void close() {
    module.close();
    host.close();
  }
}
