/**
 * One face: its landmarks, alignment, head pose, masks, and the metadata that DeepFaceLab keeps in
 * the face's JPEG file.
 */
@NullMarked
package org.saehdbw.faces;

import org.jspecify.annotations.NullMarked;
