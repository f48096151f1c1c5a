/** What a model costs before it is trained: size, work, memory, time, and what fits a budget. */
@NullMarked
package org.saehdbw.planning;

import org.jspecify.annotations.NullMarked;
