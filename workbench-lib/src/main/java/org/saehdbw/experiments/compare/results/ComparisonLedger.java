package org.saehdbw.experiments.compare.results;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.saehdbw.experiments.compare.plan.CompareFolder;
import org.saehdbw.experiments.ledger.Ledger;
import org.saehdbw.experiments.ledger.LedgerFormat;

/**
 * A comparison's {@code ledger.jsonl} and the state that its lines add up to, so that a comparison
 * that was interrupted continues with what is missing.
 */
public final class ComparisonLedger {
  private static final LedgerFormat<ComparisonEntry> FORMAT =
      LedgerFormat.of(ComparisonEntry.class, "kind", Optional.empty());

  private final Ledger<ComparisonEntry> ledger;
  private final ComparisonState state;

  private ComparisonLedger(Ledger<ComparisonEntry> ledger, ComparisonState state) {
    this.ledger = ledger;
    this.state = state;
  }

  /** Reads the ledger of a comparison; a missing file is an empty ledger. */
  public static ComparisonLedger open(CompareFolder folder) throws IOException {
    ComparisonState state = new ComparisonState();
    return new ComparisonLedger(Ledger.open(folder.ledger(), FORMAT, state::add), state);
  }

  /** Returns the comparison's state, which every appended entry changes. */
  public ComparisonState state() {
    return state;
  }

  /** Writes an entry and adds it to the state; from any thread. */
  public synchronized void append(ComparisonEntry entry) throws IOException {
    ledger.append(entry);
  }

  /** Returns one sentence for each line that cannot be read. */
  List<String> damage() {
    return ledger.damaged().stream()
        .map(
            line ->
                String.format(
                    Locale.ROOT, "ledger.jsonl: line %d cannot be read and is not counted", line))
        .toList();
  }
}
