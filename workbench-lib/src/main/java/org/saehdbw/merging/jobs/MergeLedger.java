package org.saehdbw.merging.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.saehdbw.files.JsonLines;
import org.saehdbw.merging.options.MergeOptions;
import org.saehdbw.merging.options.OptionTrack;

/** The ledger of a merge in memory: what became of each frame. Safe for several threads. */
public final class MergeLedger {
  private final JsonLines<FrameEntry> file;
  private final boolean saysOptions;
  private final Map<Long, FrameEntry> entries = new TreeMap<>();
  private final Map<MergeOptions, String> fingerprints = new HashMap<>();

  private MergeLedger(JsonLines<FrameEntry> file, boolean saysOptions) {
    this.file = file;
    this.saysOptions = saysOptions;
  }

  /** Reads a folder's ledger; of several lines for a frame the last counts. */
  static MergeLedger read(JobFolder folder) throws IOException {
    MergeLedger ledger = new MergeLedger(folder.ledger(), folder.stored().hasKeyframes());
    for (FrameEntry entry : ledger.file.read().entries()) {
      if (Files.isRegularFile(folder.frames().resolve(entry.file()))) {
        ledger.entries.put(entry.number(), entry);
      }
    }
    return ledger;
  }

  /** Adds a frame that is done. */
  synchronized void note(FrameEntry entry) throws IOException {
    file.append(entry);
    entries.put(entry.number(), entry);
  }

  /**
   * The line of a frame if it was made with the options that it has now.
   *
   * @param number from 0
   */
  public synchronized Optional<FrameEntry> done(long number, OptionTrack options) {
    FrameEntry entry = entries.get(number);
    return entry != null && isMadeWith(entry, options) ? Optional.of(entry) : Optional.empty();
  }

  /** The lines of all frames that were made with the options that they have now, in order. */
  public synchronized Map<Long, FrameEntry> done(OptionTrack options) {
    Map<Long, FrameEntry> done = new TreeMap<>();
    entries.forEach(
        (number, entry) -> {
          if (isMadeWith(entry, options)) {
            done.put(number, entry);
          }
        });
    return done;
  }

  private boolean isMadeWith(FrameEntry entry, OptionTrack options) {
    if (entry.options().isEmpty()) {
      return !saysOptions;
    }
    MergeOptions wanted = options.at(entry.number() + 1);
    return entry.options().equals(fingerprints.computeIfAbsent(wanted, MergeOptions::fingerprint));
  }
}
