/** Run tables to pictures, by XChart. */
@NullMarked
package org.saehdbw.charts;

import org.jspecify.annotations.NullMarked;
