package org.saehdbw.pictures;

import java.util.List;

/**
 * A hand-drawn mask polygon.
 *
 * @param include true to add its inside to the mask, false to take it away
 * @param xy the corners as x0, y0, x1, y1, ... in the picture's pixels
 */
public record Polygon(boolean include, List<Float> xy) {}
