/**
 * One training step of a model: forward, losses and gradients, by the eager or the script engine.
 */
@NullMarked
package org.saehdbw.training.steps;

import org.jspecify.annotations.NullMarked;
