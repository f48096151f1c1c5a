/** How much memory a process holds, and how much the machine has left. */
@NullMarked
package org.saehdbw.runs.memory;

import org.jspecify.annotations.NullMarked;
