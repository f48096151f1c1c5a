/** Drawn faces with exact landmarks. */
@NullMarked
package org.saehdbw.synthesis;

import org.jspecify.annotations.NullMarked;
