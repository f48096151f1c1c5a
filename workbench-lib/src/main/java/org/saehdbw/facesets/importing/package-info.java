/** Photographs with landmark files to aligned faces. */
@NullMarked
package org.saehdbw.facesets.importing;

import org.jspecify.annotations.NullMarked;
