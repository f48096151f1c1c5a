/**
 * Pictures in memory and in files: decoding, encoding, gray, affine maps, polygons, and the
 * segments of a JPEG file. It knows no face.
 */
@NullMarked
package org.saehdbw.pictures;

import org.jspecify.annotations.NullMarked;
