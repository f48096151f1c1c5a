/** Whether facesets will train well: what their faces are like, and what to do about it. */
@NullMarked
package org.saehdbw.facesets.health;

import org.jspecify.annotations.NullMarked;
