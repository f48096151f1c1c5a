/** A trained face onto a frame: modes, masks, transfers and filters of the merger. */
@NullMarked
package org.saehdbw.merging;

import org.jspecify.annotations.NullMarked;
