/** A narrower model out of a trained one, by linear algebra alone. */
@NullMarked
package org.saehdbw.training.narrowing;

import org.jspecify.annotations.NullMarked;
