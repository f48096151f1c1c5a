/** Finds runs by their settings, figures and labels, and says in which settings runs differ. */
@NullMarked
package org.saehdbw.runs.queries;

import org.jspecify.annotations.NullMarked;
