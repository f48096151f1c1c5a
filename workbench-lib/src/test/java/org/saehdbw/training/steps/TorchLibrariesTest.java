package org.saehdbw.training.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.files.UnpackedFile;

/** Looks at harmless copies; none of them is loaded. */
class TorchLibrariesTest {
  private static final String PACKED = "pytorch/cpu/linux-x86_64/libtorch.so";
  private static final String BRIDGE = "jnilib/linux-x86_64/cpu/libdjl_torch.so";

  @TempDir private Path cache;
  private Path folder;

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = TorchLibraries.class.getClassLoader().getResourceAsStream(name)) {
      assumeTrue(in != null, "needs PyTorch for Linux on the class path");
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  @BeforeEach
  void unpack() throws IOException {
    Properties properties = new Properties();
    properties.load(new java.io.ByteArrayInputStream(resource("native/lib/pytorch.properties")));
    folder = cache.resolve(properties.getProperty("version") + "-cpu-linux-x86_64");
    Files.createDirectory(folder);
    Files.write(folder.resolve("libtorch.so"), resource(PACKED));
    Files.write(folder.resolve(Engine.getDjlVersion() + "-libdjl_torch.so"), resource(BRIDGE));
    Files.writeString(folder.resolve("0.0.1-libdjl_torch.so"), "of another program");
  }

  @Test
  void wholeLibrariesStay() throws IOException {
    assertThat(TorchLibraries.removeDamaged(cache)).isEmpty();
    assertThat(folder.resolve("libtorch.so")).exists();
    assertThat(TorchLibraries.removeDamaged(cache.resolve("none"))).isEmpty();
  }

  @Test
  void aLibraryThatWasCutOrNeverWrittenIsUnpackedAgain() throws IOException {
    byte[] whole = resource(PACKED);
    byte[] bridge = resource(BRIDGE);
    byte[] halfZero = bridge.clone();
    Arrays.fill(halfZero, bridge.length / 2, bridge.length, (byte) 0);
    for (byte[] damaged :
        new byte[][] {Arrays.copyOf(whole, 4096), new byte[0], new byte[whole.length]}) {
      Files.createDirectories(folder);
      Files.write(folder.resolve("libtorch.so"), damaged);
      assertThat(TorchLibraries.removeDamaged(cache)).containsExactly(folder);
      assertThat(folder).doesNotExist();
    }
    Files.createDirectory(folder);
    Files.write(folder.resolve(Engine.getDjlVersion() + "-libdjl_torch.so"), halfZero);
    assertThat(TorchLibraries.removeDamaged(cache)).containsExactly(folder);
  }

  /** PyTorch for cards comes from another folder; only DJL's own library is unpacked for it. */
  @Test
  void theBridgeToPyTorchForCardsIsCheckedToo() throws IOException {
    byte[] bridge = resource("jnilib/linux-x86_64/cu128/libdjl_torch.so");
    Path cards =
        folder.resolveSibling(
            String.valueOf(folder.getFileName()).replace("-cpu-linux", "-cu128-linux"));
    Path file = Files.createDirectory(cards).resolve(Engine.getDjlVersion() + "-libdjl_torch.so");
    Files.write(file, bridge);
    assertThat(TorchLibraries.removeDamaged(cache)).isEmpty();
    Files.write(file, Arrays.copyOf(bridge, 4096));
    assertThat(TorchLibraries.removeDamaged(cache)).containsExactly(cards);
  }

  @Test
  void foldersOfOtherVersionsAreLeftAlone() throws IOException {
    Path other = Files.createDirectory(cache.resolve("1.0.0-cpu-linux-x86_64"));
    Files.writeString(other.resolve("libtorch.so"), "of another program");
    assertThat(TorchLibraries.removeDamaged(cache)).isEmpty();
    assertThat(
            UnpackedFile.isWhole(
                other.resolve("libtorch.so"),
                Objects.requireNonNull(TorchLibraries.class.getClassLoader().getResource(PACKED))))
        .isFalse();
  }
}
