/** Merging as a job: from frames and a trained model to merged frames and a film. */
@NullMarked
package org.saehdbw.merging.jobs;

import org.jspecify.annotations.NullMarked;
