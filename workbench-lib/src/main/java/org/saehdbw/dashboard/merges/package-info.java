/** The page on which the options of a merge are chosen by eye. */
@NullMarked
package org.saehdbw.dashboard.merges;

import org.jspecify.annotations.NullMarked;
