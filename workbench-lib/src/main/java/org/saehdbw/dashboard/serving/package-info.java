/** Serving pages to a browser: where, to whom, and which requests are refused. */
@NullMarked
package org.saehdbw.dashboard.serving;

import org.jspecify.annotations.NullMarked;
