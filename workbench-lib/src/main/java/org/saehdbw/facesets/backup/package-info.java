/** DeepFaceLab's {@code meta.dat}: face metadata saved to a file and restored from it. */
@NullMarked
package org.saehdbw.facesets.backup;

import org.jspecify.annotations.NullMarked;
