package org.saehdbw.merging.jobs;

import java.nio.file.Path;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.memory.ResidentMemory;

/** Merges in a process of its own, and prints the most memory that it held, in MiB. */
final class MergingChild {
  private MergingChild() {}

  /**
   * Merges.
   *
   * @param words run, frames, faces and the folder of the job
   */
  public static void main(String[] words) throws Exception {
    Merge.of(RunFolder.open(Path.of(words[0])))
        .frames(Path.of(words[1]))
        .faces(Path.of(words[2]))
        .into(Path.of(words[3]))
        .set("mask_smoothing", 50)
        .set("color_smoothing", 50)
        .threads(2)
        .start();
    System.out.println(ResidentMemory.peakMib(ProcessHandle.current().pid()).orElse(Double.NaN));
  }
}
