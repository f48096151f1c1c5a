/** Which faces are in which frame of a film, and how they move. */
@NullMarked
package org.saehdbw.merging.matching;

import org.jspecify.annotations.NullMarked;
