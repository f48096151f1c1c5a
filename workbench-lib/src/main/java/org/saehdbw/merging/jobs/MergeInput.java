package org.saehdbw.merging.jobs;

import java.nio.file.Path;
import org.saehdbw.runs.RunFolder;

/**
 * What a merge reads.
 *
 * @param run whose newest checkpoint draws
 * @param frames a folder of pictures, or a film
 * @param faces the dst faceset; each face knows its frame by {@code source_filename}
 * @param range which frames
 */
public record MergeInput(RunFolder run, Path frames, Path faces, FrameRange range) {
  private static final Path NOT_YET = Path.of("");

  static MergeInput of(RunFolder run) {
    return new MergeInput(run, NOT_YET, NOT_YET, FrameRange.ALL);
  }

  MergeInput frames(Path folderOrFilm) {
    return new MergeInput(run, folderOrFilm, faces, range);
  }

  MergeInput faces(Path faceset) {
    return new MergeInput(run, frames, faceset, range);
  }

  MergeInput only(FrameRange part) {
    return new MergeInput(run, frames, faces, part);
  }
}
