/**
 * Python pickles of plain data and NumPy arrays, read by an interpreter that knows only what
 * DeepFaceLab's files use and runs nothing, and written so that Python reads them.
 */
@NullMarked
package org.saehdbw.pickles;

import org.jspecify.annotations.NullMarked;
