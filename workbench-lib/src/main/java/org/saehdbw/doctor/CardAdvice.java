package org.saehdbw.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What is to be done so that NVIDIA's cards can be used. */
final class CardAdvice {
  private static final String AGAIN =
      " ./workbench setup cuda --repair installs them again, --remove removes them.";

  /** Compute capabilities for which PyTorch 2.7.1 for CUDA 12.6 has kernels: 5.0 to 9.0. */
  private static final int FIRST = 5;

  private static final int LAST = 9;

  private CardAdvice() {}

  /** Says what a training uses, of a machine on which one is possible. */
  static String verdict(MachineFacts facts) {
    return cardWorks(facts)
        ? "PyTorch works on "
            + facts.cards().get(0).name()
            + "; docs/cuda.md says what a card can do."
        : Words.text("It uses the CPU with %s.", threads(facts));
  }

  private static String threads(MachineFacts facts) {
    int threads = facts.processor().cores();
    return threads + (threads == 1 ? " thread" : " threads");
  }

  /** Says what is missing, each with what to do; empty where the card works. */
  static List<String> toDo(MachineFacts facts) {
    List<String> sentences = new ArrayList<>();
    installed(facts, sentences);
    if (!facts.driver().present()) {
      withoutDriver(facts, sentences);
    } else if (!cardWorks(facts)) {
      withDriver(facts, sentences);
    }
    return sentences;
  }

  private static boolean cardWorks(MachineFacts facts) {
    return facts.engine().works() && !facts.cards().isEmpty() && facts.cardProblem().isEmpty();
  }

  private static void installed(MachineFacts facts, List<String> sentences) {
    CudaInstall cuda = facts.cuda();
    if (!cuda.installed()) {
      return;
    }
    if (!cuda.version().equals(cuda.needed())) {
      sentences.add(
          Words.text(
              "CUDA's libraries are those of PyTorch %s, this workbench needs %s: ./workbench setup"
                  + " cuda replaces them.",
              cuda.version(), cuda.needed()));
    } else if (!cuda.damaged().isEmpty()) {
      int more = cuda.damaged().size() - 1;
      sentences.add(
          "CUDA's libraries are damaged: "
              + cuda.damaged().get(0)
              + (more == 0 ? "." : ", and " + more + " more.")
              + AGAIN);
    } else if (tried(facts).late()) {
      sentences.add(
          "CUDA's libraries gave "
              + tried(facts).problem()
              + ": ./workbench doctor --timeout 600 waits longer.");
    } else if (!tried(facts).works() && !tried(facts).problem().equals(MachineFacts.NOT_TRIED)) {
      sentences.add("CUDA's libraries do not load: " + tried(facts).problem() + "." + AGAIN);
    }
  }

  /** The engine that was made of CUDA's libraries. */
  private static EngineFacts tried(MachineFacts facts) {
    return facts.cudaInUse() ? facts.engine() : facts.cudaEngine();
  }

  private static void withoutDriver(MachineFacts facts, List<String> sentences) {
    if (facts.cuda().whole() && tried(facts).works()) {
      sentences.add(
          "CUDA's libraries load, no NVIDIA driver is present: a training uses the CPU until one is"
              + " installed.");
    } else if (!facts.cuda().installed()) {
      sentences.add("No NVIDIA driver was found, and the CPU needs none.");
    }
  }

  private static void withDriver(MachineFacts facts, List<String> sentences) {
    DriverFacts driver = facts.driver();
    boolean old = driver.olderThan(DriverFacts.OLDEST);
    if (old) {
      sentences.add(
          Words.text(
              "The driver %s is too old for CUDA 12.6, which needs %s or newer (%s is its own):"
                  + " install a newer one.",
              driver.version(), DriverFacts.OLDEST, DriverFacts.OWN));
    }
    if (facts.cards().isEmpty()) {
      sentences.add("The driver lists no card: nvidia-smi may say why.");
      return;
    }
    List<CardFacts> newer = cards(facts, generation -> generation > LAST);
    List<CardFacts> older = cards(facts, generation -> generation >= 0 && generation < FIRST);
    newer.forEach(card -> sentences.add(tooNew(card)));
    older.forEach(
        card ->
            sentences.add(
                card.name()
                    + " has compute capability "
                    + card.capability()
                    + ", PyTorch 2.7.1 needs 5.0 or higher: it cannot be used."));
    boolean none = newer.size() + older.size() == facts.cards().size();
    if (!none && !old) {
      use(facts, sentences);
    }
  }

  /** Of a card that should work. */
  private static void use(MachineFacts facts, List<String> sentences) {
    boolean own = !facts.places().torchFolder().isEmpty() && !facts.cudaInUse();
    if (!facts.cuda().installed() && !own) {
      sentences.add(
          "An NVIDIA driver is present, CUDA's libraries are not installed: run ./workbench setup"
              + " cuda.");
    } else if (facts.engine().forCards() && !facts.cardProblem().equals(MachineFacts.NOT_TRIED)) {
      sentences.add("A product on the card fails: " + facts.cardProblem() + ".");
    } else if (facts.engine().forCards() && facts.engine().works()) {
      sentences.add("PyTorch for cards loads and sees no card: nvidia-smi may say why.");
    } else if (facts.torchChoice().equals("cpu") && facts.cuda().whole()) {
      sentences.add(
          "WORKBENCH_TORCH=cpu keeps PyTorch for the CPU in use; without it the card is used.");
    }
  }

  private static List<CardFacts> cards(MachineFacts facts, Predicate<Integer> generation) {
    return facts.cards().stream().filter(card -> generation.test(card.generation())).toList();
  }

  private static String tooNew(CardFacts card) {
    return Words.text(
        "%s has compute capability %s, PyTorch 2.7.1 for CUDA 12.6 has kernels for 5.0 to 9.0:"
            + " install the one for CUDA 12.8 (pip install --target FOLDER torch==2.7.1"
            + " --index-url URL, with the URL of PyTorch's wheels named cu128), and set"
            + " PYTORCH_LIBRARY_PATH=FOLDER/torch/lib and PYTORCH_FLAVOR=cu128.",
        card.name(), card.capability());
  }
}
