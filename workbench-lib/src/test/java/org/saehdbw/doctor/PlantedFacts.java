package org.saehdbw.doctor;

import java.util.List;
import org.saehdbw.runs.Processor;

/** A machine without a card, from which each test differs in what it is about. */
final class PlantedFacts {
  static final String CUDA = "/w/.workbench/cuda";
  static final EngineFacts CPU = new EngineFacts("2.7.1", "cpu", "/w/cache/cpu", "");
  static final EngineFacts CARDS = new EngineFacts("2.7.1", "cu128", CUDA + "/torch/lib", "");
  static final EngineFacts NOT_TRIED = EngineFacts.failed(MachineFacts.NOT_TRIED);
  static final CudaInstall NONE = new CudaInstall(CUDA, "", "2.7.1", List.of());
  static final CudaInstall WHOLE = new CudaInstall(CUDA, "2.7.1", "2.7.1", List.of());
  static final DriverFacts DRIVER = new DriverFacts("/usr/lib/libcuda.so.1", "560.35.03");
  static final CardFacts CARD = new CardFacts("NVIDIA GeForce RTX 3060", 12288, 11900, "8.6");

  EngineFacts engine = CPU;
  EngineFacts cudaEngine = NOT_TRIED;
  LibraryFacts openCv = new LibraryFacts("4.9.0", "");
  String choice = "auto";
  CudaInstall cuda = NONE;
  DriverFacts driver = new DriverFacts("", "");
  List<CardFacts> cards = List.of();
  String cardProblem = MachineFacts.NOT_TRIED;
  long availableMib = 4096;
  long freeMib = 80_000;
  String torchFolder = "";
  String python = "3.11.7, python3";

  MachineFacts facts() {
    return new MachineFacts(
        new MachineFacts.JavaFacts("17.0.15", "Debian", "/usr/lib/jvm/java-17"),
        "0.35.1",
        engine,
        openCv,
        choice,
        cuda,
        cudaEngine,
        driver,
        cards,
        cardProblem,
        new MachineFacts.MemoryFacts(7962, availableMib),
        new Processor("AMD EPYC", 4, 2, true),
        "yes",
        new MachineFacts.PlaceFacts(
            "/w", freeMib, torchFolder, python, true, List.of("/w/.workbench/cache")));
  }

  Verdict verdict() {
    return Verdict.of(facts());
  }
}
