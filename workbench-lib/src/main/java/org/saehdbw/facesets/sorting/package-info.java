/** Orders of a faceset's faces by what can be measured of them, and folders renamed to an order. */
@NullMarked
package org.saehdbw.facesets.sorting;

import org.jspecify.annotations.NullMarked;
