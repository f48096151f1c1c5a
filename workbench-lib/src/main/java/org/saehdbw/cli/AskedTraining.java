package org.saehdbw.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command trains: what is known before questions are asked, or after them.
 *
 * @param config the settings file of a new run
 * @param resume the run that is resumed
 * @param words {@code key=value}
 * @param name of the run folder of a new run
 */
record AskedTraining(
    @Nullable Path config, @Nullable String resume, List<String> words, @Nullable String name) {}
