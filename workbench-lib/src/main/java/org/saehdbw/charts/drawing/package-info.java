/** What every chart is drawn with: theme, shapes, labels, ticks and smoothing. */
@NullMarked
package org.saehdbw.charts.drawing;

import org.jspecify.annotations.NullMarked;
