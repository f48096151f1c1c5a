/** Drawn films: a drawn person who moves before a background that moves. */
@NullMarked
package org.saehdbw.synthesis.clips;

import org.jspecify.annotations.NullMarked;
