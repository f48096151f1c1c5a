package org.saehdbw.experiments.compare.results;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.saehdbw.experiments.compare.plan.Arm;
import org.saehdbw.experiments.compare.plan.CompareFolder;
import org.saehdbw.experiments.compare.plan.Level;

/**
 * How far a comparison is: what the lines of its ledger add up to, one line after the other. Safe
 * from several threads.
 */
public final class ComparisonState {
  private final List<ComparisonEntry.Session> sessions = new ArrayList<>();
  private final List<ComparisonEntry.Facts> facts = new ArrayList<>();
  private final List<ComparisonEntry.Round> rounds = new ArrayList<>();
  private final List<ComparisonEntry.Training> trainings = new ArrayList<>();

  private final List<ComparisonEntry.Look> looks = new ArrayList<>();
  private Optional<ComparisonEntry.Timeup> timeup = Optional.empty();

  ComparisonState() {}

  synchronized void add(ComparisonEntry entry) {
    if (entry instanceof ComparisonEntry.Session session) {
      sessions.add(session);
    } else if (entry instanceof ComparisonEntry.Facts held) {
      facts.add(held);
    } else if (entry instanceof ComparisonEntry.Round round) {
      rounds.add(round);
    } else if (entry instanceof ComparisonEntry.Training training) {
      trainings.add(training);
    } else if (entry instanceof ComparisonEntry.Look look) {
      looks.add(look);
      timeup = Optional.empty();
    } else if (entry instanceof ComparisonEntry.Timeup over) {
      timeup = Optional.of(over);
    }
  }

  /** The stretches of work so far. */
  public synchronized List<ComparisonEntry.Session> sessions() {
    return List.copyOf(sessions);
  }

  /** What an arm's last process at a level held, if there was one. */
  synchronized Optional<ArmFacts> facts(Level level, Arm arm) {
    return facts.stream()
        .filter(f -> f.level().equals(level.text()) && f.arm().equals(arm.text()))
        .map(ComparisonEntry.Facts::facts)
        .reduce((first, second) -> second);
  }

  /** A level's whole rounds that hold all arms; of one that was measured twice, the first. */
  public synchronized List<ComparisonEntry.Round> rounds(Level level, List<Arm> arms) {
    List<ComparisonEntry.Round> whole = new ArrayList<>();
    for (ComparisonEntry.Round round : rounds) {
      boolean all =
          arms.stream()
              .allMatch(
                  arm -> round.blocks().stream().anyMatch(block -> block.arm().equals(arm.text())));
      boolean known = whole.stream().anyMatch(other -> other.round() == round.round());
      if (round.level().equals(level.text()) && all && !known) {
        whole.add(round);
      }
    }
    return whole;
  }

  /** The looks at arms against colour so far; of one that is there twice, the first. */
  public synchronized List<ComparisonEntry.Look> looks() {
    List<ComparisonEntry.Look> once = new ArrayList<>();
    for (ComparisonEntry.Look look : looks) {
      if (once.stream().noneMatch(other -> other.look() == look.look())) {
        once.add(look);
      }
    }
    once.sort(Comparator.comparingInt(ComparisonEntry.Look::look));
    return once;
  }

  /** Why no seeds were added after the last look, if that was for a lack of time. */
  public synchronized Optional<ComparisonEntry.Timeup> timeup() {
    return timeup;
  }

  /** The names of the run folders that were started for an arm and a seed, each once. */
  public synchronized List<String> runs(Arm arm, long seed) {
    return of(arm, seed).map(ComparisonEntry.Training::run).distinct().toList();
  }

  /** The folder of a finished training, if it still exists. */
  public synchronized Optional<Path> finished(CompareFolder folder, Arm arm, long seed) {
    return done(arm, seed)
        .map(run -> folder.runs().resolve(run))
        .filter(Files::isDirectory)
        .reduce((first, second) -> second);
  }

  /** The names of the runs of finished trainings, whether they were kept or not. */
  synchronized Stream<String> done(Arm arm, long seed) {
    return of(arm, seed).filter(ComparisonEntry.Training::done).map(ComparisonEntry.Training::run);
  }

  private Stream<ComparisonEntry.Training> of(Arm arm, long seed) {
    return List.copyOf(trainings).stream()
        .filter(t -> t.arm().equals(arm.text()) && t.seed() == seed);
  }
}
