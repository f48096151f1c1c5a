/** Drawings as lists of shapes and words, and their files: SVG and PDF with real text. */
@NullMarked
package org.saehdbw.charts.vectors;

import org.jspecify.annotations.NullMarked;
