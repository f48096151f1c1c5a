/** The run folder: the only place that knows its layout. */
@NullMarked
package org.saehdbw.runs;

import org.jspecify.annotations.NullMarked;
