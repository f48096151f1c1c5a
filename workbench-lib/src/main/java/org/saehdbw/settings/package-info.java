/**
 * What a training run is told: every key, its default and range, and where each value came from.
 */
@NullMarked
package org.saehdbw.settings;

import org.jspecify.annotations.NullMarked;
