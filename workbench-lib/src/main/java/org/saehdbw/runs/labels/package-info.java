/** What a user says about a run: tags, a note, and whether it is archived. */
@NullMarked
package org.saehdbw.runs.labels;

import org.jspecify.annotations.NullMarked;
