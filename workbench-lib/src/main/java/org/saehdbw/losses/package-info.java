/** One class per loss, written once against TensorOps; they know no engine. */
@NullMarked
package org.saehdbw.losses;

import org.jspecify.annotations.NullMarked;
