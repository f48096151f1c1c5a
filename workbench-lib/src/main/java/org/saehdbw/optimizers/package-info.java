/** AdaBelief and RMSprop over the weights' own memory, with state that can be saved. */
@NullMarked
package org.saehdbw.optimizers;

import org.jspecify.annotations.NullMarked;
