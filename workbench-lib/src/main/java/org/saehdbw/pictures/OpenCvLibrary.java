package org.saehdbw.pictures;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.files.UnpackedFile;

/**
 * Unpacks OpenCV's native library once and keeps it. OpenPnP's own loader unpacks 60 MB into the
 * temporary folder for every process, and a process that is killed leaves them there.
 */
final class OpenCvLibrary {
  private static final String NAME = "opencv_java490";

  private OpenCvLibrary() {}

  static void load() {
    URL packed = packed();
    if (packed == null) {
      nu.pattern.OpenCV.loadLocally();
      return;
    }
    try {
      System.load(unpack(packed, folder()).toString());
    } catch (IOException e) {
      throw new UncheckedIOException("OpenCV's library cannot be unpacked: " + e, e);
    }
  }

  private static @Nullable URL packed() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String os =
        system.startsWith("windows") ? "windows" : system.startsWith("mac") ? "osx" : system;
    String cpu =
        switch (machine) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "ARMv8";
          default -> machine;
        };
    return nu.pattern.OpenCV.class.getResource(
        "/nu/pattern/opencv/" + os + "/" + cpu + "/" + System.mapLibraryName(NAME));
  }

  /** Beside PyTorch's libraries, which DJL keeps in the same way. */
  private static Path folder() {
    String named = System.getProperty("DJL_CACHE_DIR", System.getenv("DJL_CACHE_DIR"));
    Path cache =
        named == null || named.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".djl.ai")
            : Path.of(named);
    return cache.resolve("opencv").toAbsolutePath();
  }

  /** Returns the unpacked file; one that another process cut short is unpacked again. */
  static Path unpack(URL packed, Path folder) throws IOException {
    Path file = folder.resolve(System.mapLibraryName(NAME));
    if (UnpackedFile.isWhole(file, packed)) {
      return file;
    }
    URLConnection connection = packed.openConnection();
    connection.setUseCaches(false);
    try (InputStream in = connection.getInputStream()) {
      Files.createDirectories(folder);
      AtomicFile.write(file, channel -> in.transferTo(Channels.newOutputStream(channel)));
    }
    return file;
  }
}
