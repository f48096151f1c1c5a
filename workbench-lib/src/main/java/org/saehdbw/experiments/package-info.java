/** Runs as a notebook starts them: in a process of their own, found again by their folder. */
@NullMarked
package org.saehdbw.experiments;

import org.jspecify.annotations.NullMarked;
