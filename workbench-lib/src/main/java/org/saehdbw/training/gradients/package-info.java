/** Gradients of a layer or a loss against finite differences. */
@NullMarked
package org.saehdbw.training.gradients;

import org.jspecify.annotations.NullMarked;
