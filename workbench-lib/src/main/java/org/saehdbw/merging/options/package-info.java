/** How a face is merged into a frame: options by the original's names. */
@NullMarked
package org.saehdbw.merging.options;

import org.jspecify.annotations.NullMarked;
