package org.saehdbw.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Every kind of machine, planted. */
class VerdictTest {
  private static final String ON_CPU = "A training is possible. It uses the CPU with 2 threads.";

  private final PlantedFacts planted = new PlantedFacts();

  private void expect(boolean trains, String... sentences) {
    assertThat(planted.verdict()).isEqualTo(new Verdict(trains, List.of(sentences)));
  }

  /** A machine with a driver and one card, and CUDA's libraries in use. */
  private void withCard() {
    planted.engine = PlantedFacts.CARDS;
    planted.torchFolder = PlantedFacts.CUDA + "/torch/lib";
    planted.cuda = PlantedFacts.WHOLE;
    planted.driver = PlantedFacts.DRIVER;
    planted.cards = List.of(PlantedFacts.CARD);
    planted.cardProblem = "";
  }

  @Test
  void nothingInstalledAndNoCard() {
    expect(true, ON_CPU, "No NVIDIA driver was found, and the CPU needs none.");
  }

  @Test
  void librariesWithoutADriver() {
    planted.cuda = PlantedFacts.WHOLE;
    planted.cudaEngine = PlantedFacts.CARDS;
    expect(
        true,
        ON_CPU,
        "CUDA's libraries load, no NVIDIA driver is present: a training uses the CPU until one is"
            + " installed.");
    planted.cudaEngine = EngineFacts.failed("libcudnn.so.9: cannot open shared object file");
    expect(
        true,
        ON_CPU,
        "CUDA's libraries do not load: libcudnn.so.9: cannot open shared object file. ./workbench"
            + " setup cuda --repair installs them again, --remove removes them.");
  }

  @Test
  void driverWithoutLibraries() {
    planted.driver = PlantedFacts.DRIVER;
    planted.cards = List.of(PlantedFacts.CARD);
    expect(
        true,
        ON_CPU,
        "An NVIDIA driver is present, CUDA's libraries are not installed: run ./workbench setup"
            + " cuda.");
    planted.cards = List.of();
    expect(true, ON_CPU, "The driver lists no card: nvidia-smi may say why.");
  }

  @Test
  void aCardThatWorks() {
    withCard();
    String works =
        "A training is possible. PyTorch works on NVIDIA GeForce RTX 3060; docs/cuda.md says what a"
            + " card can do.";
    expect(true, works);
    planted.driver = new DriverFacts("/usr/lib/libcuda.so.1", "");
    expect(true, works);
  }

  @Test
  void aCardThatFails() {
    withCard();
    planted.cardProblem = "cuda:0: out of memory";
    expect(true, ON_CPU, "A product on the card fails: cuda:0: out of memory.");
    planted.cardProblem = MachineFacts.NOT_TRIED;
    expect(true, ON_CPU, "PyTorch for cards loads and sees no card: nvidia-smi may say why.");
  }

  @Test
  void aDriverTooOldForTheLibraries() {
    String old =
        "The driver 470.256.02 is too old for CUDA 12.6, which needs 525.60 or newer (560.28 is its"
            + " own): install a newer one.";
    planted.driver = new DriverFacts("/usr/lib/libcuda.so.1", "470.256.02");
    planted.cards = List.of(PlantedFacts.CARD);
    expect(true, ON_CPU, old);
    planted.cards = List.of();
    expect(true, ON_CPU, old, "The driver lists no card: nvidia-smi may say why.");
    for (String enough : List.of("525.60.13", "535.183.01", "560.28.03", "1000.1")) {
      assertThat(new DriverFacts("x", enough).olderThan(DriverFacts.OLDEST)).as(enough).isFalse();
    }
    for (String less : List.of("525.59.99", "524.99", "99.9")) {
      assertThat(new DriverFacts("x", less).olderThan(DriverFacts.OLDEST)).as(less).isTrue();
    }
  }

  @Test
  void aCardThatIsTooNewOrTooOld() {
    planted.driver = PlantedFacts.DRIVER;
    planted.cards =
        List.of(
            new CardFacts("NVIDIA GeForce RTX 5090", 32607, 32000, "12.0"),
            new CardFacts("Tesla K80", 11441, 11000, "3.7"));
    String tooNew =
        "NVIDIA GeForce RTX 5090 has compute capability 12.0, PyTorch 2.7.1 for CUDA 12.6 has"
            + " kernels for 5.0 to 9.0: install the one for CUDA 12.8 (pip install --target FOLDER"
            + " torch==2.7.1 --index-url URL, with the URL of PyTorch's wheels named cu128), and set"
            + " PYTORCH_LIBRARY_PATH=FOLDER/torch/lib and PYTORCH_FLAVOR=cu128.";
    String tooOld =
        "Tesla K80 has compute capability 3.7, PyTorch 2.7.1 needs 5.0 or higher: it cannot be"
            + " used.";
    expect(true, ON_CPU, tooNew, tooOld);
    planted.cards = planted.cards.subList(0, 1);
    planted.engine = new EngineFacts("2.7.1", "cu128", "/my/torch/lib", "");
    planted.torchFolder = "/my/torch/lib";
    planted.cardProblem = "";
    expect(
        true,
        "A training is possible. PyTorch works on NVIDIA GeForce RTX 5090; docs/cuda.md says what a"
            + " card can do.");
  }

  @Test
  void theChoiceOfTheCpuIsNamed() {
    withCard();
    planted.engine = PlantedFacts.CPU;
    planted.torchFolder = "";
    planted.choice = "cpu";
    planted.cudaEngine = PlantedFacts.CARDS;
    planted.cardProblem = MachineFacts.NOT_TRIED;
    expect(
        true,
        ON_CPU,
        "WORKBENCH_TORCH=cpu keeps PyTorch for the CPU in use; without it the card is used.");
  }

  @Test
  void damagedLibrariesAreNamedWithTheRepair() {
    planted.cuda =
        new CudaInstall(
            PlantedFacts.CUDA, "2.7.1", "2.7.1", List.of("torch/lib/libc10.so is missing"));
    String damaged =
        "CUDA's libraries are damaged: torch/lib/libc10.so is missing. ./workbench setup cuda"
            + " --repair installs them again, --remove removes them.";
    expect(true, ON_CPU, damaged);
    planted.torchFolder = PlantedFacts.CUDA + "/torch/lib";
    planted.engine = EngineFacts.failed("libc10.so: cannot open");
    expect(
        false,
        "A training is not possible.",
        "PyTorch for cards is damaged. Until it is repaired WORKBENCH_TORCH=cpu uses the one for"
            + " the CPU.",
        damaged);
    planted.cuda = new CudaInstall(PlantedFacts.CUDA, "2.6.0", "2.7.1", List.of());
    planted.torchFolder = "";
    planted.engine = PlantedFacts.CPU;
    expect(
        true,
        ON_CPU,
        "CUDA's libraries are those of PyTorch 2.6.0, this workbench needs 2.7.1: ./workbench setup"
            + " cuda replaces them.");
  }

  @Test
  void anEngineThatDoesNotLoad() {
    String none = "No NVIDIA driver was found, and the CPU needs none.";
    planted.engine = EngineFacts.failed("libc10.so: file too short");
    expect(
        false,
        "A training is not possible.",
        "PyTorch does not work. Remove the folder pytorch below the cache of DJL, so that it is"
            + " unpacked again, and check that the disk has room.",
        none);
    planted.torchFolder = "/my/torch/lib";
    expect(
        false,
        "A training is not possible.",
        "PYTORCH_LIBRARY_PATH names /my/torch/lib: it must be the folder torch/lib of PyTorch"
            + " 2.7.1, with PYTORCH_FLAVOR=cpu or cu128. Without both variables the workbench uses"
            + " its own.",
        none);
    planted.torchFolder = PlantedFacts.CUDA + "/torch/lib";
    planted.cuda = PlantedFacts.WHOLE;
    expect(
        false,
        "A training is not possible.",
        "PyTorch for cards does not work here. PyTorch for the CPU may: WORKBENCH_TORCH=cpu"
            + " ./workbench doctor.",
        "CUDA's libraries do not load: libc10.so: file too short. ./workbench setup cuda --repair"
            + " installs them again, --remove removes them.");
  }

  @Test
  void aProcessThatIsSlowIsNotTakenForDamage() {
    String late = "no answer within 120 s";
    planted.cuda = PlantedFacts.WHOLE;
    planted.cudaEngine = EngineFacts.failed(late);
    String cuda =
        "CUDA's libraries gave no answer within 120 s: ./workbench doctor --timeout 600 waits"
            + " longer.";
    expect(true, ON_CPU, cuda);
    planted.engine = EngineFacts.failed(late);
    planted.openCv = new LibraryFacts("", late);
    expect(
        false,
        "A training is not possible.",
        "PyTorch may only be slow, as at its first start on a slow disk: ./workbench doctor"
            + " --timeout 600 waits longer.",
        cuda);
  }

  /** DJL says nothing about it. */
  @Test
  void aFolderThatIsIgnoredIsNamed() {
    planted.torchFolder = "/empty";
    expect(
        true,
        ON_CPU,
        "PYTORCH_LIBRARY_PATH names /empty, where DJL found no libtorch: it took its own PyTorch.",
        "No NVIDIA driver was found, and the CPU needs none.");
    planted.torchFolder = "/empty:/w/cache/../cache/cpu/";
    expect(true, ON_CPU, "No NVIDIA driver was found, and the CPU needs none.");
  }

  @Test
  void whatElseIsMissing() {
    planted.openCv = new LibraryFacts("", "the process ended while it loaded");
    planted.freeMib = 2047;
    planted.availableMib = 1023;
    planted.python = "";
    expect(
        false,
        "A training is not possible.",
        "OpenCV does not load. Remove its folder below the cache of DJL, so that it is unpacked"
            + " again, and check that the disk has room.",
        "No NVIDIA driver was found, and the CPU needs none.",
        "The disk of the checkout has 2,047 MiB left: a run with previews and checkpoints needs"
            + " more. Free some.",
        "1,023 MiB of memory are available: small models need about 1,000. Close other programs.",
        "Python 3.11 or newer was not found: training needs none; demo, test, lab, gallery and"
            + " setup do. Install it or name it in WORKBENCH_PYTHON.");
  }
}
