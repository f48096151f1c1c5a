package org.saehdbw.training.steps;

import ai.djl.engine.Engine;
import ai.djl.pytorch.engine.PtEngine;
import ai.djl.util.Utils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.saehdbw.files.FileTree;
import org.saehdbw.files.UnpackedFile;
import org.saehdbw.parallel.Background;
import org.saehdbw.processes.StartClock;

/**
 * Looks at PyTorch's unpacked libraries before DJL loads them. DJL takes a folder that exists for a
 * whole one; a library in it that a full disk cut short would end the process with a signal.
 */
public final class TorchLibraries {
  /** What stands behind the version in a folder's name: {@code cpu-linux-x86_64}. */
  private static final Pattern BUILD = Pattern.compile("-(cpu|cu\\d+)-(.+)");

  private static final String PROPERTIES = "native/lib/pytorch.properties";

  private TorchLibraries() {}

  /** A thread of its own loads the engine, which keeps one core busy for half a second. */
  private static final class Loading {
    static final Background<List<Path>> ENGINE = Background.start("engine-loader", Loading::load);

    /** Touching this class begins. */
    static void begin() {}

    private static List<Path> load() {
      StartClock.PROCESS.begin(StartClock.Phase.ENGINE);
      List<Path> removed = check();
      Engine.getEngine(PtEngine.ENGINE_NAME);
      StartClock.PROCESS.end(StartClock.Phase.ENGINE);
      return removed;
    }

    private static List<Path> check() {
      try {
        return removeDamaged(Utils.getEngineCacheDir("pytorch"));
      } catch (IOException e) {
        throw new UncheckedIOException(
            "PyTorch's unpacked libraries cannot be checked: " + e.getMessage(), e);
      }
    }
  }

  /** Begins to load PyTorch on a thread of its own; {@link #require} waits for it. */
  public static void begin() {
    Loading.begin();
  }

  /**
   * Loads PyTorch once in the life of a process. Removes damaged libraries before, so that DJL
   * unpacks them again.
   *
   * @return the folders that were removed
   * @throws UncheckedIOException if a damaged folder cannot be removed; the message names it
   * @throws ai.djl.engine.EngineException if PyTorch cannot be loaded
   */
  public static List<Path> require() {
    return Loading.ENGINE.await();
  }

  /**
   * Removes each folder of libraries of which one is not as it was packed.
   *
   * @param cache DJL's folder for PyTorch; it need not exist
   * @return the folders that were removed
   */
  static List<Path> removeDamaged(Path cache) throws IOException {
    List<Path> removed = new ArrayList<>();
    if (!Files.isDirectory(cache)) {
      return removed;
    }
    try (Stream<Path> folders = Files.list(cache)) {
      for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
        if (isDamaged(folder)) {
          FileTree.delete(folder);
          removed.add(folder);
        }
      }
    }
    return removed;
  }

  private static boolean isDamaged(Path folder) throws IOException {
    String name = String.valueOf(folder.getFileName());
    // Folders of other versions belong to other programs.
    String version = version();
    Matcher build = BUILD.matcher(name.substring(Math.min(name.length(), version.length())));
    if (version.isEmpty() || !name.startsWith(version) || !build.matches()) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        Optional<URL> packed =
            packed(build.group(1), build.group(2), String.valueOf(file.getFileName()));
        if (packed.isPresent() && !UnpackedFile.isWhole(file, packed.get())) {
          return true;
        }
      }
    }
    return false;
  }

  /** The version of the libraries on the class path; empty where there are none. */
  private static String version() throws IOException {
    try (InputStream in = TorchLibraries.class.getClassLoader().getResourceAsStream(PROPERTIES)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "");
    }
  }

  /** Finds what a file was unpacked from; empty for files that DJL downloaded. */
  private static Optional<URL> packed(String flavor, String platform, String file) {
    String djl = Engine.getDjlVersion() + "-";
    String resource =
        file.startsWith(djl)
            ? "jnilib/" + platform + "/" + flavor + "/" + file.substring(djl.length())
            : "pytorch/" + flavor + "/" + platform + "/" + file;
    return Optional.ofNullable(TorchLibraries.class.getClassLoader().getResource(resource));
  }
}
