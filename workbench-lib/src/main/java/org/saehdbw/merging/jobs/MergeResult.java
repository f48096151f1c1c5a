package org.saehdbw.merging.jobs;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a merge came to.
 *
 * @param folder of the job
 * @param film that was written, if one was asked for and all frames are done
 * @param frames how many frames there are of each status, all together
 * @param made how many were made by this run of the job
 * @param complete whether all frames are done
 * @param seconds that it took
 * @param remarks what the user should know
 */
public record MergeResult(
    JobFolder folder,
    Optional<Path> film,
    Map<MergeStatus, Integer> frames,
    int made,
    boolean complete,
    double seconds,
    List<String> remarks) {
  /** Copies the collections. */
  public MergeResult {
    frames = Map.copyOf(frames);
    remarks = List.copyOf(remarks);
  }

  /** How many frames have a status. */
  public int count(MergeStatus status) {
    return frames.getOrDefault(status, 0);
  }
}
