package org.saehdbw.training.devices;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Whether the PyTorch that DJL will load was built for cards, found out from files and settings
 * alone: no library is loaded and no driver asked. It looks where DJL 0.35.1 looks, in its order.
 *
 * @param forCards false only if that is sure
 */
record TorchBuild(boolean forCards) {
  private static final String BUNDLED = "native/lib/pytorch.properties";

  static TorchBuild ofThisProgram() {
    return of(TorchBuild::setting, TorchBuild.class.getClassLoader());
  }

  /**
   * Finds out.
   *
   * @param settings the value of an environment variable or system property, if there is one
   * @param classPath where a bundled PyTorch says what it is
   */
  static TorchBuild of(Function<String, Optional<String>> settings, ClassLoader classPath) {
    Optional<String> folder = settings.apply("PYTORCH_LIBRARY_PATH");
    if (folder.isPresent()) {
      return new TorchBuild(holdsCudaLibrary(Path.of(folder.get())));
    }
    if (settings.apply("PYTORCH_FLAVOR").orElse("").startsWith("cu")) {
      return new TorchBuild(true);
    }
    return new TorchBuild(!bundledForCpu(classPath));
  }

  private static boolean holdsCudaLibrary(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.getFileName().toString().contains("c10_cuda"));
    } catch (IOException e) {
      return true;
    }
  }

  /** Without a bundled one, DJL downloads what fits the machine's cards. */
  private static boolean bundledForCpu(ClassLoader classPath) {
    try {
      boolean found = false;
      for (URL url : Collections.list(classPath.getResources(BUNDLED))) {
        Properties properties = new Properties();
        try (InputStream in = url.openStream()) {
          properties.load(in);
        }
        if (!properties.getProperty("flavor", "").startsWith("cpu")) {
          return false;
        }
        found = true;
      }
      return found;
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<String> setting(String name) {
    return Optional.ofNullable(System.getenv(name))
        .or(() -> Optional.ofNullable(System.getProperty(name)))
        .filter(value -> !value.isBlank());
  }
}
