/** Sweeps and comparisons on the live page, read from their folders. */
@NullMarked
package org.saehdbw.dashboard.sweeps;

import org.jspecify.annotations.NullMarked;
