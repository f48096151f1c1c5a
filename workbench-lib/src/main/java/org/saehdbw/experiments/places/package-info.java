/**
 * Places for trainings that run side by side: how many the cores and the memory of the machine
 * give, and which cores each has.
 */
@NullMarked
package org.saehdbw.experiments.places;

import org.jspecify.annotations.NullMarked;
