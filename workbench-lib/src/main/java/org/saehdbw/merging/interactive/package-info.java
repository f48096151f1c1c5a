/** Choosing the options of a merge by eye: a frame with its options now, keys, keyframes. */
@NullMarked
package org.saehdbw.merging.interactive;

import org.jspecify.annotations.NullMarked;
