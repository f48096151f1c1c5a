package org.saehdbw.merging.jobs;

import java.nio.file.Path;
import org.saehdbw.merging.options.OptionTrack;
import org.saehdbw.runs.RunFolder;

/**
 * One model of a merge and the faces that it replaces.
 *
 * @param run whose newest checkpoint draws
 * @param faces the faceset of the person who is replaced; each face knows its frame by {@code
 *     source_filename}
 * @param options of every frame
 */
public record MergeModel(RunFolder run, Path faces, OptionTrack options) {}
