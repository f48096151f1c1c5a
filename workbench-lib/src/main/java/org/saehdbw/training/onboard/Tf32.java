package org.saehdbw.training.onboard;

import ai.djl.pytorch.jni.LibUtils;
import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Path;

/**
 * Whether cards may round what float32 convolutions and products take to TF32, which has 10 bits of
 * mantissa: a switch of PyTorch for the whole process ({@code torch.backends.cudnn.allow_tf32} and
 * {@code torch.backends.cuda.matmul.allow_tf32} in Python). DJL has no call for it, so PyTorch's
 * own functions are called, by the names that compilers on Linux give them.
 *
 * <p>The variable {@code NVIDIA_TF32_OVERRIDE=0} of NVIDIA's libraries wins over the switch.
 */
public final class Tf32 {
  /** With 0 NVIDIA's libraries never round in any program. */
  static final String OVERRIDE = "NVIDIA_TF32_OVERRIDE";

  private static final String CONTEXT = "_ZN2at13globalContextEv";
  private static final String SET_CUDNN = "_ZN2at7Context17setAllowTF32CuDNNEb";
  private static final String SET_CUBLAS = "_ZN2at7Context18setAllowTF32CuBLASEb";
  private static final String GET_CUDNN = "_ZNK2at7Context14allowTF32CuDNNEv";
  private static final String GET_CUBLAS = "_ZNK2at7Context15allowTF32CuBLASEv";

  private Tf32() {}

  /**
   * Allows or forbids it, for steps that begin later. PyTorch must have been loaded.
   *
   * @throws IllegalStateException if this PyTorch has no such functions under these names, as on
   *     Windows
   */
  public static void allow(boolean allowed) {
    int value = allowed ? 1 : 0;
    call(SET_CUDNN, value);
    call(SET_CUBLAS, value);
  }

  /**
   * Returns whether both convolutions and products may be rounded.
   *
   * @throws IllegalStateException as {@link #allow}
   */
  public static boolean isAllowed() {
    return (call(GET_CUDNN) & 1) == 1 && (call(GET_CUBLAS) & 1) == 1;
  }

  /** A method of C++ takes its object first; what it gives is a bool, in the lowest byte. */
  private static int call(String name, Object... rest) {
    Path library = Path.of(LibUtils.getLibtorchPath(), System.mapLibraryName("torch_cpu"));
    try {
      NativeLibrary torch = NativeLibrary.getInstance(library.toString());
      Pointer context = torch.getFunction(CONTEXT).invokePointer(new Object[0]);
      Function method = torch.getFunction(name);
      Object[] arguments = new Object[rest.length + 1];
      arguments[0] = context;
      System.arraycopy(rest, 0, arguments, 1, rest.length);
      return method.invokeInt(arguments);
    } catch (UnsatisfiedLinkError e) {
      throw new IllegalStateException(
          "TF32 cannot be switched: " + library + " has no function " + name, e);
    }
  }
}
