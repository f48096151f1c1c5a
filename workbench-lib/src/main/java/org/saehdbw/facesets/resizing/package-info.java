/**
 * Facesets at another size, face type or in gray, as a job that continues after an interruption.
 */
@NullMarked
package org.saehdbw.facesets.resizing;

import org.jspecify.annotations.NullMarked;
