/**
 * Training that collapses: how it is noticed, what is written down about it, and how it continues.
 */
@NullMarked
package org.saehdbw.training.incidents;

import org.jspecify.annotations.NullMarked;
