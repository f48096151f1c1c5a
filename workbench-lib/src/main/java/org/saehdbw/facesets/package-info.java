/** Aligned-face files, landmarks, alignment, masks; knows no array engine. */
@NullMarked
package org.saehdbw.facesets;

import org.jspecify.annotations.NullMarked;
