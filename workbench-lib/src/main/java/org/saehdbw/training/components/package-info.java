/**
 * Layers and losses of the user's own, named in a settings file, and the checks they have to pass.
 */
@NullMarked
package org.saehdbw.training.components;

import org.jspecify.annotations.NullMarked;
