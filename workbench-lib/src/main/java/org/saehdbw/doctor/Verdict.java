package org.saehdbw.doctor;

import java.util.ArrayList;
import java.util.List;

/**
 * What the facts mean.
 *
 * @param trains whether a training is possible, on the CPU at least
 * @param sentences the verdict, then what to do for each thing that is missing
 */
public record Verdict(boolean trains, List<String> sentences) {
  private static final long LEAST_DISK_MIB = 2048;
  private static final long LEAST_MEMORY_MIB = 1024;

  /** Copies the list. */
  public Verdict {
    sentences = List.copyOf(sentences);
  }

  /** Judges a machine. */
  public static Verdict of(MachineFacts facts) {
    boolean trains = facts.engine().works() && facts.openCv().loads();
    List<String> sentences = new ArrayList<>();
    if (trains) {
      sentences.add("A training is possible. " + CardAdvice.verdict(facts));
    } else {
      sentences.add("A training is not possible.");
      broken(facts, sentences);
    }
    if (facts.torchFolderIgnored()) {
      sentences.add(
          "PYTORCH_LIBRARY_PATH names "
              + facts.places().torchFolder()
              + ", where DJL found no libtorch: it took its own PyTorch.");
    }
    sentences.addAll(CardAdvice.toDo(facts));
    rooms(facts, sentences);
    return new Verdict(trains, sentences);
  }

  private static void broken(MachineFacts facts, List<String> sentences) {
    if (!facts.engine().works()) {
      sentences.add(engine(facts));
    }
    // A process that ended or was slow says nothing about OpenCV, which it loads second.
    if (!facts.openCv().loads() && !facts.openCv().problem().equals(facts.engine().problem())) {
      sentences.add(
          "OpenCV does not load. Remove its folder below the cache of DJL, so that it is unpacked"
              + " again, and check that the disk has room.");
    }
  }

  private static String engine(MachineFacts facts) {
    if (facts.engine().late()) {
      return "PyTorch may only be slow, as at its first start on a slow disk: ./workbench doctor"
          + " --timeout 600 waits longer.";
    }
    if (facts.cudaInUse()) {
      return facts.cuda().whole()
          ? "PyTorch for cards does not work here. PyTorch for the CPU may: WORKBENCH_TORCH=cpu"
              + " ./workbench doctor."
          : "PyTorch for cards is damaged. Until it is repaired WORKBENCH_TORCH=cpu uses the one"
              + " for the CPU.";
    }
    if (!facts.places().torchFolder().isEmpty()) {
      return "PYTORCH_LIBRARY_PATH names "
          + facts.places().torchFolder()
          + ": it must be the folder torch/lib of PyTorch "
          + facts.cuda().needed()
          + ", with PYTORCH_FLAVOR=cpu or cu128. Without both variables the workbench uses its own.";
    }
    return "PyTorch does not work. Remove the folder pytorch below the cache of DJL, so that it is"
        + " unpacked again, and check that the disk has room.";
  }

  private static void rooms(MachineFacts facts, List<String> sentences) {
    MachineFacts.PlaceFacts places = facts.places();
    if (places.freeMib() < LEAST_DISK_MIB) {
      sentences.add(
          Words.text(
              "The disk of the checkout has %,d MiB left: a run with previews and checkpoints needs"
                  + " more. Free some.",
              places.freeMib()));
    }
    long available = facts.memory().availableMib();
    if (available > 0 && available < LEAST_MEMORY_MIB) {
      sentences.add(
          Words.text(
              "%,d MiB of memory are available: small models need about 1,000. Close other"
                  + " programs.",
              available));
    }
    if (places.python().isEmpty()) {
      sentences.add(
          "Python 3.11 or newer was not found: training needs none; demo, test, lab, gallery and"
              + " setup do. Install it or name it in WORKBENCH_PYTHON.");
    }
  }
}
