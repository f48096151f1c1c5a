/** Named arrays on disk: safetensors, generations, manifests. */
@NullMarked
package org.saehdbw.checkpoints;

import org.jspecify.annotations.NullMarked;
