package org.saehdbw.experiments.sweeps.results;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.saehdbw.experiments.ledger.Ledger;
import org.saehdbw.experiments.ledger.LedgerFormat;
import org.saehdbw.experiments.sweeps.plan.SweepFolder;

/** A sweep's {@code ledger.jsonl} and the state that its lines add up to. */
public final class SweepLedger {
  private static final LedgerFormat<SweepEntry> FORMAT =
      LedgerFormat.of(SweepEntry.class, "event", Optional.of(Clock.systemUTC()));

  private final Ledger<SweepEntry> ledger;
  private final SweepState state;

  private SweepLedger(Ledger<SweepEntry> ledger, SweepState state) {
    this.ledger = ledger;
    this.state = state;
  }

  /** Reads the ledger of a sweep; a missing file is an empty ledger. */
  public static SweepLedger open(SweepFolder folder) throws IOException {
    SweepState state = new SweepState(folder.runs());
    return new SweepLedger(Ledger.open(folder.ledgerFile(), FORMAT, state::add), state);
  }

  /** Returns the sweep's state, which every appended entry changes. */
  public SweepState state() {
    return state;
  }

  /** Writes an entry and adds it to the state; from any thread. */
  public synchronized void append(SweepEntry entry) throws IOException {
    ledger.append(entry);
  }

  /** Returns one sentence for each line that cannot be read. */
  public List<String> damage() {
    Path file = ledger.file();
    return ledger.damaged().stream()
        .map(
            line ->
                String.format(
                    Locale.ROOT,
                    "%s line %d is incomplete and skipped; its result is read from the run folders",
                    file,
                    line))
        .toList();
  }
}
