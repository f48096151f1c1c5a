package org.saehdbw.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorReportTest {
  private final PlantedFacts planted = new PlantedFacts();

  private List<String> lines() {
    return DoctorReport.lines(planted.facts(), planted.verdict());
  }

  @Test
  void aMachineWithoutACard() {
    assertThat(lines())
        .containsExactly(
            "Java       17.0.15, Debian, in /usr/lib/jvm/java-17",
            "engine     PyTorch 2.7.1 (cpu) under DJL 0.35.1: loads, a product and its gradient are"
                + " exact",
            "           in /w/cache/cpu",
            "OpenCV     4.9.0: loads",
            "CUDA       libraries not installed",
            "driver     none (libcuda.so.1 was not found)",
            "memory     7,962 MiB, 4,096 available",
            "processor  AMD EPYC: logical processors 4, cores 2, AVX-512 yes, bf16 yes",
            "threads    2 in a training (setting threads)",
            "disk       78.1 GiB free for /w",
            "Python     3.11.7, python3; packages of the notebooks are installed",
            "caches     /w/.workbench/cache",
            "verdict    A training is possible. It uses the CPU with 2 threads.",
            "           No NVIDIA driver was found, and the CPU needs none.");
  }

  @Test
  void aMachineWithCardsAndProblems() {
    planted.engine = EngineFacts.failed("no answer within 9 s");
    planted.openCv = new LibraryFacts("", "the process ended while it loaded");
    planted.cuda = new CudaInstall(PlantedFacts.CUDA, "2.7.1", "2.7.1", List.of("a is missing"));
    planted.torchFolder = PlantedFacts.CUDA + "/torch/lib";
    planted.driver = new DriverFacts("/usr/lib/libcuda.so.1", "");
    planted.cards = List.of(PlantedFacts.CARD, new CardFacts("Tesla T4", 0, 0, ""));
    planted.availableMib = 0;
    planted.python = "";
    assertThat(lines().subList(1, 12))
        .containsExactly(
            "engine     PyTorch under DJL 0.35.1: no answer within 9 s",
            "OpenCV     the process ended while it loaded",
            "CUDA       libraries of PyTorch 2.7.1 in /w/.workbench/cuda, 1 of them damaged, in use",
            "driver     version not known, /usr/lib/libcuda.so.1",
            "card 0     NVIDIA GeForce RTX 3060, 12,288 MiB, 11,900 free, compute capability 8.6",
            "card 1     Tesla T4, memory not known, compute capability not known",
            "memory     7,962 MiB",
            "processor  AMD EPYC: logical processors 4, cores 2, AVX-512 yes, bf16 yes",
            "threads    2 in a training (setting threads)",
            "disk       78.1 GiB free for /w",
            "Python     not found");
  }

  @Test
  void longSentencesContinueBelow() {
    planted.torchFolder = "/my/torch/lib";
    planted.engine = EngineFacts.failed("x");
    assertThat(lines())
        .contains(
            "           PYTORCH_LIBRARY_PATH names /my/torch/lib: it must be the folder torch/lib of"
                + " PyTorch 2.7.1, with",
            "           PYTORCH_FLAVOR=cpu or cu128. Without both variables the workbench uses its"
                + " own.")
        .allMatch(line -> line.length() <= 121);
  }
}
