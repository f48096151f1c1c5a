/** Blocks of the networks, written once against TensorOps; they know no engine. */
@NullMarked
package org.saehdbw.layers;

import org.jspecify.annotations.NullMarked;
