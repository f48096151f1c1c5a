/** Picture arithmetic of merging on planes of floats: warps, resizing, mask filters, cloning. */
@NullMarked
package org.saehdbw.merging.filters;

import org.jspecify.annotations.NullMarked;
