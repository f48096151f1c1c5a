/** Preview pictures of a training and the metadata that marks them as generated. */
@NullMarked
package org.saehdbw.training.previews;

import org.jspecify.annotations.NullMarked;
