/** From facesets to batches: sampler, sample maker, loader. */
@NullMarked
package org.saehdbw.dataloaders;

import org.jspecify.annotations.NullMarked;
