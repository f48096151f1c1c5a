package org.saehdbw.doctor;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.saehdbw.runs.Processor;

/**
 * All that {@code ./workbench doctor} finds out, without a judgement.
 *
 * @param java version, vendor and folder of the Java that runs
 * @param djl version of DJL
 * @param engine PyTorch as a training loads it
 * @param openCv the library for pictures
 * @param torchChoice {@code auto}, {@code cpu} or {@code cuda}: the variable WORKBENCH_TORCH
 * @param cuda what {@code ./workbench setup cuda} installed
 * @param cudaEngine PyTorch of that folder where the training loads another one and it could be
 *     tried; its problem is {@link #NOT_TRIED} otherwise
 * @param driver NVIDIA's driver
 * @param cards as the driver lists them
 * @param cardProblem why a product on a card fails; empty if it was exact; {@link #NOT_TRIED}
 * @param memory of the machine
 * @param processor of the machine, as far as this program may use it
 * @param avx512 {@code yes}, {@code no} or {@code unknown}
 * @param places files and folders
 */
public record MachineFacts(
    JavaFacts java,
    String djl,
    EngineFacts engine,
    LibraryFacts openCv,
    String torchChoice,
    CudaInstall cuda,
    EngineFacts cudaEngine,
    DriverFacts driver,
    List<CardFacts> cards,
    String cardProblem,
    MemoryFacts memory,
    Processor processor,
    String avx512,
    PlaceFacts places) {
  /** The problem of an engine or a card that was not tried. */
  public static final String NOT_TRIED = "not tried";

  /** Copies the list. */
  public MachineFacts {
    cards = List.copyOf(cards);
  }

  /**
   * The Java that runs.
   *
   * @param version such as {@code 17.0.15}
   * @param vendor its maker
   * @param home its folder
   */
  public record JavaFacts(String version, String vendor, String home) {}

  /**
   * Memory of the machine, or of the container.
   *
   * @param totalMib in MiB
   * @param availableMib what programs can get without swapping, in MiB; 0 if not known
   */
  public record MemoryFacts(long totalMib, long availableMib) {}

  /**
   * Files and folders.
   *
   * @param checkout the folder of the workbench
   * @param freeMib room on its disk, in MiB
   * @param torchFolder what PYTORCH_LIBRARY_PATH names; empty if it is not set
   * @param python version and command; empty if none was found
   * @param packages whether the packages of the notebooks are installed
   * @param caches folders of files that can be made again
   */
  public record PlaceFacts(
      String checkout,
      long freeMib,
      String torchFolder,
      String python,
      boolean packages,
      List<String> caches) {
    /** Copies the list. */
    public PlaceFacts {
      caches = List.copyOf(caches);
    }
  }

  /** Whether the PyTorch of {@code ./workbench setup cuda} is the one in use. */
  boolean cudaInUse() {
    return cuda.contains(engine.works() ? engine.folder() : places.torchFolder());
  }

  /** Whether PYTORCH_LIBRARY_PATH names a folder that DJL did not take: it has no libtorch. */
  boolean torchFolderIgnored() {
    Path used = Path.of(engine.folder());
    return engine.works()
        && !places.torchFolder().isEmpty()
        && Arrays.stream(places.torchFolder().split(File.pathSeparator))
            .map(named -> Path.of(named).toAbsolutePath().normalize())
            .noneMatch(used::startsWith);
  }
}
