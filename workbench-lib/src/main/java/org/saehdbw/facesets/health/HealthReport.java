package org.saehdbw.facesets.health;

import java.util.List;
import java.util.Optional;

/**
 * Whether one faceset or a pair of them will train well: figures of every face, and findings in
 * plain words. It gives no score: what matters depends on the goal.
 *
 * @param trainingSide the side in pixels that it was made for
 * @param sides src, and behind it dst if there are two
 * @param poses which poses dst has and src lacks, if there are two
 * @param findings what was found: what must be corrected first
 */
public record HealthReport(
    int trainingSide, List<SideHealth> sides, Optional<PoseCover> poses, List<Finding> findings) {
  /** Copies the lists. */
  public HealthReport {
    sides = List.copyOf(sides);
    findings = List.copyOf(findings);
  }

  /** The first faceset. */
  public SideHealth src() {
    return sides.get(0);
  }

  /** The second faceset, if there is one. */
  public Optional<SideHealth> dst() {
    return sides.size() > 1 ? Optional.of(sides.get(1)) : Optional.empty();
  }

  /** The findings of one kind. */
  public List<Finding> found(FindingKind kind) {
    return findings.stream().filter(finding -> finding.kind() == kind).toList();
  }

  /** The headlines, a line each. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (SideHealth side : sides) {
      text.append(side.role()).append(' ').append(side.name()).append(": ");
      text.append(side.faces().size()).append(" faces\n");
    }
    findings.forEach(
        f -> text.append(f.kind().weight().word()).append(": ").append(f.headline()).append('\n'));
    return text.toString().stripTrailing();
  }
}
