/** Programs that this program starts as processes of their own. */
@NullMarked
package org.saehdbw.processes;

import org.jspecify.annotations.NullMarked;
