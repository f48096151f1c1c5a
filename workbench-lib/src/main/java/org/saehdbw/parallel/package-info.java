/** Work on many items by several threads. */
@NullMarked
package org.saehdbw.parallel;

import org.jspecify.annotations.NullMarked;
