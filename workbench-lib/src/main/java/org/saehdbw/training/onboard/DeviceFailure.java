package org.saehdbw.training.onboard;

import ai.djl.engine.EngineException;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A card that ran out of memory or failed, in one line. PyTorch says it in many, with advice for
 * its own programmers; they are the cause.
 */
public final class DeviceFailure extends IllegalStateException {
  private static final long serialVersionUID = 1;

  private static final Pattern OUT_OF_MEMORY =
      Pattern.compile(
          "CUDA out of memory|CUDA error: out of memory|(CUDNN|CUBLAS)_STATUS_ALLOC_FAILED");
  private static final Pattern ASKED =
      Pattern.compile("Tried to allocate ([0-9.]+ [KMGT]?i?B(?:ytes)?)");
  private static final Pattern CAPACITY = Pattern.compile("total capacity of ([0-9.]+ [KMGT]?i?B)");
  private static final Pattern FAILED =
      Pattern.compile(
          "(CUDA error: [^\\n]*|cuDNN error: [^\\n]*|CUDA driver error: [^\\n]*|"
              + "[^\\n]*CUBLAS_STATUS_[A-Z_]+[^\\n]*|Found no NVIDIA driver[^.\\n]*|"
              + "No CUDA GPUs are available|[^\\n]*not linked with support for cuda[^\\n]*)");

  private DeviceFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Returns what an error of PyTorch means.
   *
   * @param device the card's name in settings
   * @return a {@code DeviceFailure}, or the error itself if it is not of a card
   */
  public static RuntimeException of(String device, EngineException error) {
    String said = String.valueOf(error.getMessage());
    if (OUT_OF_MEMORY.matcher(said).find()) {
      Matcher asked = ASKED.matcher(said);
      Matcher capacity = CAPACITY.matcher(said);
      String of = capacity.find() ? " of its " + capacity.group(1) : "";
      String what = asked.find() ? ": PyTorch tried to allocate " + asked.group(1) + of : "";
      return new DeviceFailure(device + " is out of memory" + what, error);
    }
    if (said.contains("with arguments from the 'CUDA' backend")) {
      return new DeviceFailure(
          device
              + " cannot be used: this PyTorch was built for the CPU; docs/cuda.md says how to use"
              + " one for cards",
          error);
    }
    Matcher failed = FAILED.matcher(said);
    if (failed.find()) {
      return new DeviceFailure(
          String.format(
              Locale.ROOT,
              "%s failed (%s); checkpoints are as they were saved: continue the run when the card"
                  + " works again, or with device=cpu",
              device,
              failed.group(1).strip().replaceAll("\\.$", "")),
          error);
    }
    return error;
  }

  /** Does something on a device, and says what an error of it means. */
  public static <R> R explained(String device, Supplier<R> work) {
    try {
      return work.get();
    } catch (EngineException e) {
      throw of(device, e);
    }
  }
}
