package org.saehdbw.doctor;

import java.util.ArrayList;
import java.util.List;

/** The facts and the verdict as one screen of text. */
public final class DoctorReport {
  private static final int WIDTH = 110;
  private static final double KIBI = 1024;

  private final List<String> lines = new ArrayList<>();

  private DoctorReport() {}

  /** Writes the facts, then the verdict. */
  public static List<String> lines(MachineFacts facts, Verdict verdict) {
    DoctorReport report = new DoctorReport();
    report.programs(facts);
    report.cards(facts);
    report.machine(facts);
    String label = "verdict";
    for (String sentence : verdict.sentences()) {
      report.add(label, sentence);
      label = "";
    }
    return List.copyOf(report.lines);
  }

  private void programs(MachineFacts facts) {
    add(
        "Java",
        Words.text(
            "%s, %s, in %s", facts.java().version(), facts.java().vendor(), facts.java().home()));
    EngineFacts engine = facts.engine();
    if (engine.works()) {
      add(
          "engine",
          Words.text(
              "PyTorch %s (%s) under DJL %s: loads, a product and its gradient are exact",
              engine.version(), engine.flavor(), facts.djl()));
      add("", "in " + engine.folder());
    } else {
      add("engine", Words.text("PyTorch under DJL %s: %s", facts.djl(), engine.problem()));
    }
    LibraryFacts openCv = facts.openCv();
    add("OpenCV", openCv.loads() ? openCv.version() + ": loads" : openCv.problem());
    add("CUDA", cuda(facts));
  }

  private static String cuda(MachineFacts facts) {
    CudaInstall cuda = facts.cuda();
    if (!cuda.installed()) {
      return "libraries not installed";
    }
    String state =
        cuda.damaged().isEmpty() ? "" : ", " + cuda.damaged().size() + " of them damaged";
    String use = facts.cudaInUse() ? "in use" : "not in use";
    return Words.text(
        "libraries of PyTorch %s in %s%s, %s", cuda.version(), cuda.folder(), state, use);
  }

  private void cards(MachineFacts facts) {
    DriverFacts driver = facts.driver();
    String version = driver.version().isEmpty() ? "version not known" : driver.version();
    add(
        "driver",
        driver.present() ? version + ", " + driver.library() : "none (libcuda.so.1 was not found)");
    int number = 0;
    for (CardFacts card : facts.cards()) {
      add("card " + number, card(card));
      number++;
    }
  }

  private static String card(CardFacts card) {
    String memory =
        card.memoryMib() == 0
            ? ", memory not known"
            : Words.text(", %,d MiB, %,d free", card.memoryMib(), card.freeMib());
    String capability =
        card.capability().isEmpty()
            ? ", compute capability not known"
            : ", compute capability " + card.capability();
    return card.name() + memory + capability;
  }

  private void machine(MachineFacts facts) {
    MachineFacts.MemoryFacts memory = facts.memory();
    String available =
        memory.availableMib() == 0 ? "" : Words.text(", %,d available", memory.availableMib());
    add("memory", Words.text("%,d MiB%s", memory.totalMib(), available));
    add(
        "processor",
        Words.text(
            "%s: logical processors %d, cores %d, AVX-512 %s, bf16 %s",
            facts.processor().name(),
            facts.processor().threads(),
            facts.processor().cores(),
            facts.avx512(),
            facts.processor().bf16() ? "yes" : "no"));
    add("threads", Words.text("%d in a training (setting threads)", facts.processor().cores()));
    MachineFacts.PlaceFacts places = facts.places();
    add("disk", Words.text("%,.1f GiB free for %s", places.freeMib() / KIBI, places.checkout()));
    String packages = places.packages() ? "" : " not";
    add(
        "Python",
        places.python().isEmpty()
            ? "not found"
            : places.python() + "; packages of the notebooks are" + packages + " installed");
    String label = "caches";
    for (String cache : places.caches()) {
      add(label, cache);
      label = "";
    }
  }

  /** Long text continues below itself. */
  private void add(String label, String text) {
    String before = label;
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line(before, line));
        before = "";
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line(before, line));
  }

  private static String line(String label, CharSequence text) {
    return Words.text("%-10s %s", label, text);
  }
}
