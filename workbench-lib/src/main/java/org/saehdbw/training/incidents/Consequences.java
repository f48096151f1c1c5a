package org.saehdbw.training.incidents;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What earlier collapses mean for the iterations to come.
 *
 * <p>This keeps a run exact. Batches are numbered; an iteration takes the next number that was not
 * left out. A checkpoint stores the number of the batch trained on last (as the samplers' position)
 * and the factor of the learning rate. Everything after a checkpoint follows from these two and
 * from the incident folders, which are complete before a rollback begins: so a run that was killed
 * at any moment after that continues with the same batches and rates as one that was not. Was it
 * killed before the incident's folder was complete, then the iterations after the checkpoint are
 * made again from the same bytes, the collapse is noticed again at the same iteration, and the same
 * is decided. The iterations before a left-out batch and before a halved rate are the same with and
 * without it, so an older checkpoint, where the newest is damaged, leads to the same bytes too.
 *
 * <p>What looks for collapses depends on the past as well: the losses of {@link LossSpikes} are
 * those of {@code metrics.csv} up to the checkpoint, since its stage began or settings changed; the
 * rest is in the checkpoint ({@link Sentinel#state}), as is the factor.
 */
final class Consequences {
  private static final double HALF = 0.5;

  private final Set<Long> leftOut;
  private final NavigableMap<Long, Double> factors = new TreeMap<>();

  private Consequences(Set<Long> leftOut) {
    this.leftOut = leftOut;
  }

  /**
   * Finds what follows a checkpoint.
   *
   * @param incidents all of the run
   * @param iteration the checkpoint's
   * @param factor what the learning rate was multiplied with when it was saved, or 1
   */
  static Consequences of(List<Incident> incidents, long iteration, double factor) {
    Consequences consequences =
        new Consequences(
            incidents.stream()
                .filter(incident -> incident.remedy() != Remedy.STOPPED)
                .map(Incident::batch)
                .collect(Collectors.toUnmodifiableSet()));
    consequences.factors.put(iteration, factor);
    incidents.stream()
        .filter(incident -> incident.remedy() == Remedy.HALF_RATE)
        .filter(incident -> incident.rolledBackTo() >= iteration)
        .forEach(
            incident -> consequences.factors.merge(incident.rolledBackTo(), HALF, (a, b) -> a * b));
    return consequences;
  }

  /** Whether a batch is not trained on. */
  boolean isLeftOut(long batch) {
    return leftOut.contains(batch);
  }

  /** Returns what the learning rate of an iteration after the checkpoint is multiplied with. */
  double rateFactor(long iteration) {
    double factor = 1;
    for (Map.Entry<Long, Double> entry : factors.headMap(iteration, false).entrySet()) {
      factor *= entry.getValue();
    }
    return factor;
  }
}
