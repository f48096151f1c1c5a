package org.saehdbw.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read from files of the system, planted below a folder. */
class MachineFilesTest {
  @TempDir private Path root;

  private Path write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void theDriversLibraryAndVersion() throws IOException {
    assertThat(NvidiaLook.driver("", root)).isEqualTo(new DriverFacts("", ""));
    write("etc/ld.so.cache", "cache\0libcuda.so.1\0/opt/nvidia/libcuda.so.1\0libcudart.so\0");
    write(
        "proc/driver/nvidia/version",
        "NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.183.01  Sun May 12 19:39:15 UTC 2024\n"
            + "GCC version:  gcc version 12.2.0\n");
    assertThat(NvidiaLook.driver("", root))
        .isEqualTo(new DriverFacts("/opt/nvidia/libcuda.so.1", "535.183.01"));
    Path library = write("usr/lib/wsl/lib/libcuda.so.1", "");
    assertThat(NvidiaLook.driver("", root).library()).isEqualTo(library.toString());
    Path first = write("first/libcuda.so.1", "");
    assertThat(NvidiaLook.driver("/no:" + first.getParent(), root).library())
        .isEqualTo(first.toString());
    assertThat(
            NvidiaLook.version(
                "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.86.15  Release Build"))
        .isEqualTo("570.86.15");
    assertThat(NvidiaLook.version("something else 1.2")).isEmpty();
  }

  @Test
  void cardsOfTheDriversProgram() {
    assertThat(
            NvidiaLook.listed(
                "NVIDIA GeForce RTX 3060, 12288, 11900, 8.6\nTesla K80, [N/A], 5, [N/A]\n\nodd\n"))
        .containsExactly(
            new CardFacts("NVIDIA GeForce RTX 3060", 12288, 11900, "8.6"),
            new CardFacts("Tesla K80", 0, 5, ""));
    assertThat(NvidiaLook.listed("Tesla T4, 15360, 15000\n"))
        .containsExactly(new CardFacts("Tesla T4", 15360, 15000, ""));
  }

  @Test
  void cardsOfTheDriversFiles() throws IOException {
    write("gpus/0000:01:00.0/information", "Model: \t\t NVIDIA GeForce RTX 3060\nIRQ:   42\n");
    write("gpus/0000:02:00.0/information", "IRQ:   42\n");
    assertThat(NvidiaLook.named(root.resolve("gpus")))
        .containsExactly(new CardFacts("NVIDIA GeForce RTX 3060", 0, 0, ""));
    assertThat(NvidiaLook.named(root.resolve("none"))).isEmpty();
  }

  @Test
  void theCapabilitysFirstNumber() {
    assertThat(new CardFacts("a", 0, 0, "12.0").generation()).isEqualTo(12);
    assertThat(new CardFacts("a", 0, 0, "").generation()).isEqualTo(-1);
  }

  @Test
  void whatIsInstalled() throws IOException {
    Path cuda = root.resolve("cuda");
    assertThat(CudaInstall.read(cuda, "2.7.1"))
        .isEqualTo(new CudaInstall(cuda.toString(), "", "2.7.1", List.of()));
    write("cuda/torch/lib/libc10.so", "12345");
    write("cuda/nvidia/x/lib/libx.so.1", "1");
    write("cuda/version", "2.7.1\n");
    assertThat(CudaInstall.read(cuda, "2.7.1").damaged())
        .containsExactly("libraries.txt is missing");
    write("cuda/libraries.txt", "1 nvidia/x/lib/libx.so.1\n5 torch/lib/libc10.so\n");
    assertThat(CudaInstall.read(cuda, "2.7.1").whole()).isTrue();
    assertThat(CudaInstall.read(cuda, "2.8.0").whole()).isFalse();
    write("cuda/torch/lib/libc10.so", "123");
    Files.delete(cuda.resolve("nvidia/x/lib/libx.so.1"));
    assertThat(CudaInstall.read(cuda, "2.7.1").damaged())
        .containsExactly(
            "nvidia/x/lib/libx.so.1 is missing", "torch/lib/libc10.so has 3 bytes instead of 5");
  }

  @Test
  void memoryAndInstructions() throws IOException {
    Path memory = write("meminfo", "MemTotal:  99 kB\nMemAvailable:    2048 kB\n");
    assertThat(MachineLook.memory(memory).availableMib()).isEqualTo(2);
    assertThat(MachineLook.memory(root.resolve("none")).availableMib()).isZero();
    assertThat(MachineLook.memory(memory).totalMib()).isGreaterThan(100);
    assertThat(MachineLook.avx512(write("one", "flags : fpu avx2 avx512f avx512dq\n")))
        .isEqualTo("yes");
    assertThat(MachineLook.avx512(write("two", "flags : fpu avx2\n"))).isEqualTo("no");
    assertThat(MachineLook.avx512(root.resolve("none"))).isEqualTo("unknown");
  }
}
