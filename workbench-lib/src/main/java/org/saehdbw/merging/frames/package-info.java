/** One frame on its way through a merge: read, matched with its faces, swapped, merged. */
@NullMarked
package org.saehdbw.merging.frames;

import org.jspecify.annotations.NullMarked;
