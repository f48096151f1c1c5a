/** DeepFaceLab's {@code faceset.pak}: reading, writing and unpacking. */
@NullMarked
package org.saehdbw.facesets.packs;

import org.jspecify.annotations.NullMarked;
