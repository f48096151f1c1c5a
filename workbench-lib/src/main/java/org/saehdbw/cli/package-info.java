/** The commands: the only place that prints or exits. */
@NullMarked
package org.saehdbw.cli;

import org.jspecify.annotations.NullMarked;
