package org.saehdbw.merging.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.saehdbw.files.JsonLines;
import org.saehdbw.files.Sha256;
import org.saehdbw.merging.options.MergeOptions;
import org.saehdbw.merging.options.OptionTrack;

/** The ledger of a merge in memory: what became of each frame. Safe for several threads. */
public final class MergeLedger {
  private static final int DIGITS = 12;

  private final JsonLines<FrameEntry> file;
  private final boolean saysOptions;
  private final Map<Long, FrameEntry> entries = new TreeMap<>();
  private final Map<List<MergeOptions>, String> fingerprints = new HashMap<>();

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
    return entry != null && isMadeWith(entry, List.of(options))
        ? Optional.of(entry)
        : Optional.empty();
  }

  /** The lines of all frames that were made with the options that they have now, in order. */
  synchronized Map<Long, FrameEntry> done(Merge asked) {
    List<OptionTrack> tracks = asked.models().stream().map(MergeModel::options).toList();
    Map<Long, FrameEntry> done = new TreeMap<>();
    entries.forEach(
        (number, entry) -> {
          if (isMadeWith(entry, tracks)) {
            done.put(number, entry);
          }
        });
    return done;
  }

  private boolean isMadeWith(FrameEntry entry, List<OptionTrack> tracks) {
    if (entry.options().isEmpty()) {
      return !saysOptions;
    }
    List<MergeOptions> wanted = tracks.stream().map(one -> one.at(entry.number() + 1)).toList();
    return entry.options().equals(fingerprints.computeIfAbsent(wanted, MergeLedger::fingerprint));
  }

  /** Returns a short text that differs where the options of a model differ. */
  static String fingerprint(List<MergeOptions> models) {
    if (models.size() == 1) {
      return models.get(0).fingerprint();
    }
    String all = String.join(" ", models.stream().map(MergeOptions::fingerprint).toList());
    return Sha256.hex(all.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
  }
}
