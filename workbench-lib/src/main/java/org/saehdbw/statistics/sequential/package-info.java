/**
 * Comparisons that are looked at several times while seeds are added: how much of the error rate
 * each look may spend, when two points differ, when they are equivalent, and how likely a design is
 * to find out.
 */
@NullMarked
package org.saehdbw.statistics.sequential;

import org.jspecify.annotations.NullMarked;
