/** The live page: run folders over HTTP, for a browser on this machine or behind a tunnel. */
@NullMarked
package org.saehdbw.dashboard;

import org.jspecify.annotations.NullMarked;
