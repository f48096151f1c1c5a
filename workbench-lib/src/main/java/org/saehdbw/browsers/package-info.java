/** A real browser, for tests and measurements of pages. */
@NullMarked
package org.saehdbw.browsers;

import org.jspecify.annotations.NullMarked;
