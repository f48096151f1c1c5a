package org.saehdbw.doctor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtEngine;
import ai.djl.pytorch.jni.LibUtils;
import ai.djl.training.GradientCollector;
import ai.djl.util.Utils;
import ai.djl.util.cuda.CudaUtils;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.MemoryUsage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.opencv.core.Core;
import org.saehdbw.pictures.OpenCv;
import org.saehdbw.training.steps.TorchLibraries;

/**
 * Loads PyTorch and OpenCV and computes something small. Its {@link #main} is what a child process
 * runs: a damaged library ends the process that loads it, and a driver can keep it waiting.
 */
final class EngineCheck {
  private static final int SIDE = 64;
  private static final Pattern BUILD = Pattern.compile("-(cpu|cu\\d+)(?:-precxx11)?-");

  private EngineCheck() {}

  /**
   * Writes the answer into a JSON file, once after PyTorch and once after OpenCV.
   *
   * @param args the file to write
   */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    LibraryFacts notYet = new LibraryFacts("", "the process ended while it loaded");
    EngineFacts engine = engine();
    List<CardFacts> cards = engine.works() ? cards() : List.of();
    String onCards = cards.isEmpty() ? MachineFacts.NOT_TRIED : cardProblem(cards.size());
    write(file, new ProbeAnswer(engine, notYet, cards, onCards));
    write(file, new ProbeAnswer(engine, openCv(), cards, onCards));
  }

  private static void write(Path file, ProbeAnswer answer) throws IOException {
    new ObjectMapper().writeValue(file.toFile(), answer);
  }

  private static EngineFacts engine() {
    try {
      TorchLibraries.require();
      Engine engine = Engine.getEngine(PtEngine.ENGINE_NAME);
      String folder = LibUtils.getLibtorchPath();
      return new EngineFacts(
          engine.getVersion(), flavor(folder), folder, product(engine, Device.cpu()));
    } catch (RuntimeException | LinkageError e) {
      return EngineFacts.failed(reason(e));
    }
  }

  private static String flavor(String folder) {
    String named = Utils.getEnvOrSystemProperty("PYTORCH_FLAVOR", "");
    Matcher build = BUILD.matcher(folder);
    return !named.isEmpty() ? named : build.find() ? build.group(1) : "unknown";
  }

  private static LibraryFacts openCv() {
    try {
      OpenCv.load();
      return new LibraryFacts(Core.VERSION, "");
    } catch (RuntimeException | LinkageError e) {
      return new LibraryFacts("", reason(e));
    }
  }

  private static List<CardFacts> cards() {
    List<CardFacts> cards = new ArrayList<>();
    try {
      int count = Engine.getEngine(PtEngine.ENGINE_NAME).getGpuCount();
      for (int i = 0; i < count; i++) {
        MemoryUsage memory = CudaUtils.getGpuMemory(Device.gpu(i));
        String digits = CudaUtils.getComputeCapability(i);
        String capability = digits.replaceFirst("(\\d)$", ".$1");
        cards.add(
            new CardFacts(
                "cuda:" + i,
                memory.getMax() >> 20,
                (memory.getMax() - memory.getUsed()) >> 20,
                capability));
      }
    } catch (RuntimeException | LinkageError e) {
      // Cards that cannot be asked are not listed: the driver's own program may know them.
      return cards;
    }
    return cards;
  }

  private static String cardProblem(int count) {
    try {
      Engine engine = Engine.getEngine(PtEngine.ENGINE_NAME);
      for (int i = 0; i < count; i++) {
        String problem = product(engine, Device.gpu(i));
        if (!problem.isEmpty()) {
          return "cuda:" + i + ": " + problem;
        }
      }
      return "";
    } catch (RuntimeException | LinkageError e) {
      return reason(e);
    }
  }

  /**
   * Multiplies two matrices of small whole numbers, whose products and gradients float32 holds
   * exactly; empty if both are right.
   */
  private static String product(Engine engine, Device device) {
    float[] left = new float[SIDE * SIDE];
    float[] right = new float[SIDE * SIDE];
    for (int i = 0; i < left.length; i++) {
      left[i] = i % 7 - 3;
      right[i] = i % 11 - 5;
    }
    try (NDManager manager = NDManager.newBaseManager(device, PtEngine.ENGINE_NAME);
        GradientCollector collector = engine.newGradientCollector()) {
      NDArray a = manager.create(left, new Shape(SIDE, SIDE));
      NDArray b = manager.create(right, new Shape(SIDE, SIDE));
      a.setRequiresGradient(true);
      NDArray product = a.matMul(b);
      collector.backward(product.sum());
      if (!Arrays.equals(product.toFloatArray(), expected(left, right))) {
        return "loads, but a product of whole numbers is not exact";
      }
      return Arrays.equals(a.getGradient().toFloatArray(), gradient(right))
          ? ""
          : "loads, but the gradient of a product is not exact";
    }
  }

  private static float[] expected(float[] left, float[] right) {
    float[] product = new float[SIDE * SIDE];
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        for (int k = 0; k < SIDE; k++) {
          product[row * SIDE + column] += left[row * SIDE + k] * right[k * SIDE + column];
        }
      }
    }
    return product;
  }

  /** Each row of the sum's gradient holds the sums of the right matrix's rows. */
  private static float[] gradient(float[] right) {
    float[] gradient = new float[SIDE * SIDE];
    for (int row = 0; row < SIDE; row++) {
      for (int k = 0; k < SIDE; k++) {
        for (int column = 0; column < SIDE; column++) {
          gradient[row * SIDE + k] += right[k * SIDE + column];
        }
      }
    }
    return gradient;
  }

  /** The innermost message, in one line. */
  private static String reason(Throwable thrown) {
    Throwable inner = thrown;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    String message = String.valueOf(inner.getMessage()).strip();
    return message.lines().findFirst().orElse(inner.getClass().getSimpleName());
  }
}
