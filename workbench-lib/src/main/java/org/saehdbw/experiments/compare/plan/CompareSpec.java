package org.saehdbw.experiments.compare.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.dataloaders.BatchOptions;

/**
 * What is compared and how; checked when it is built. {@link CompareFile} reads and writes it.
 *
 * @param name of the result folder
 * @param model whose channels do not count
 * @param faces colour facesets by setting: {@code pretraining_data}, or {@code src} and {@code dst}
 * @param arms what is compared, colour among them
 * @param levels what is measured of each; may be empty where only quality is asked for
 * @param batchSize samples a side of a step
 * @param plan how long the measuring is
 * @param quality the trainings, if any
 * @param set further training settings, the same in all arms
 */
public record CompareSpec(
    String name,
    ModelSpec model,
    Map<String, String> faces,
    List<Arm> arms,
    List<Level> levels,
    int batchSize,
    BlockPlan plan,
    Optional<QualityPlan> quality,
    Map<String, String> set) {
  /** The setting of one faceset to pretrain on. */
  public static final String PRETRAINING = "pretraining_data";

  /** The setting of the first side's faceset. */
  public static final String SRC = "src";

  /** The setting of the second side's faceset. */
  public static final String DST = "dst";

  /**
   * Checks what can be checked without looking at faces.
   *
   * @throws IllegalArgumentException saying what is allowed and what came
   */
  public CompareSpec {
    faces = Collections.unmodifiableMap(new LinkedHashMap<>(faces));
    set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
    arms = List.copyOf(new LinkedHashSet<>(arms));
    levels = List.copyOf(new LinkedHashSet<>(levels));
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException(
          "name must be made of letters, digits, '.', '-' and '_', got '" + name + "'");
    }
    if (!faces.keySet().equals(Set.of(PRETRAINING)) && !faces.keySet().equals(Set.of(SRC, DST))) {
      throw new IllegalArgumentException(
          "faces must name pretraining_data, or src and dst, got " + faces.keySet());
    }
    if (!arms.contains(Arm.COLOUR) || arms.size() < 2) {
      throw new IllegalArgumentException(
          "arms must hold colour, which the others are compared with, and one more of "
              + String.join(", ", Arm.names())
              + ", got "
              + arms);
    }
    if (levels.isEmpty() && quality.isEmpty()) {
      throw new IllegalArgumentException(
          "there must be something to compare: levels (one or more of "
              + String.join(", ", Level.names())
              + ") or quality");
    }
    BatchOptions.BATCH_SIZE.check(batchSize);
  }

  /** Whether all faces are drawn, so that their colour is invented. */
  public boolean drawn() {
    return faces.values().stream().anyMatch(org.saehdbw.synthesis.SyntheticFaces::isSource);
  }

  /** The arms that colour is compared with. */
  public List<Arm> others() {
    return arms.stream().filter(arm -> arm != Arm.COLOUR).toList();
  }

  /**
   * Whether what was measured for another spec counts for this one too: more rounds, levels, arms
   * and seeds may be asked for later, quality.timeout_s be another, everything else must be the
   * same. With {@code quality.until: decided} the arms must be the same too.
   */
  public boolean continues(CompareSpec before) {
    return fixed().equals(before.fixed())
        && plan.continues(before.plan)
        && (quality.isEmpty()
            || before.quality.isEmpty()
            || (quality.get().continues(before.quality.get()) && sharesErrorRate(before)));
  }

  /** Arms that are decided share one error rate, so that their number is fixed. */
  private boolean sharesErrorRate(CompareSpec before) {
    boolean decides = quality.flatMap(QualityPlan::deciding).isPresent();
    return !decides || Set.copyOf(arms).equals(Set.copyOf(before.arms));
  }

  /** Returns the same with other trainings. */
  public CompareSpec with(QualityPlan other) {
    return new CompareSpec(
        name, model, faces, arms, levels, batchSize, plan, Optional.of(other), set);
  }

  private List<Object> fixed() {
    return List.of(name, model, faces, batchSize, set);
  }
}
