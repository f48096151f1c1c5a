package org.saehdbw.training.devices;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchBuildTest {
  @TempDir private Path root;

  /** A class path with a bundled PyTorch of each flavour. */
  private boolean forCards(Map<String, String> settings, String... flavours) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (String flavour : flavours) {
      Path jar = root.resolve(flavour);
      Files.createDirectories(jar.resolve("native/lib"));
      Files.writeString(
          jar.resolve("native/lib/pytorch.properties"), "version=2.7.1\nflavor=" + flavour);
      urls.add(jar.toUri().toURL());
    }
    try (URLClassLoader classPath = new URLClassLoader(urls.toArray(URL[]::new), null)) {
      return TorchBuild.of(name -> Optional.ofNullable(settings.get(name)), classPath).forCards();
    }
  }

  @Test
  void theBundledOneSaysWhatItIs() throws IOException {
    assertThat(forCards(Map.of(), "cpu")).isFalse();
    assertThat(forCards(Map.of(), "cpu-precxx11")).isFalse();
    assertThat(forCards(Map.of(), "cu126")).isTrue();
    assertThat(forCards(Map.of(), "cpu", "cu126")).isTrue();
  }

  @Test
  void oneThatIsYetToBeDownloadedMayBeForCards() throws IOException {
    assertThat(forCards(Map.of())).isTrue();
    assertThat(forCards(Map.of("PYTORCH_FLAVOR", "cu126"), "cpu")).isTrue();
    assertThat(forCards(Map.of("PYTORCH_FLAVOR", "cpu"), "cpu")).isFalse();
  }

  @Test
  void anInstalledOneIsKnownByItsLibraries() throws IOException {
    Path lib = Files.createDirectory(root.resolve("lib"));
    Map<String, String> settings = Map.of("PYTORCH_LIBRARY_PATH", lib.toString());
    Files.createFile(lib.resolve("libtorch_cpu.so"));
    assertThat(forCards(settings, "cu126")).isFalse();
    Files.createFile(lib.resolve("libc10_cuda.so"));
    assertThat(forCards(settings, "cpu")).isTrue();
    Path links = Files.createDirectory(root.resolve("lib-without-driver"));
    Files.createSymbolicLink(links.resolve("libc10_cuda.so"), lib.resolve("libc10_cuda.so"));
    assertThat(forCards(Map.of("PYTORCH_LIBRARY_PATH", links.toString()), "cpu")).isTrue();
    assertThat(forCards(Map.of("PYTORCH_LIBRARY_PATH", root.resolve("no").toString()), "cpu"))
        .isTrue();
  }
}
