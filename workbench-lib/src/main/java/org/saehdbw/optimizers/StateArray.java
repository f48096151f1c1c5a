package org.saehdbw.optimizers;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * One array of an optimizer's state, as it is saved.
 *
 * @param name the kind and the variable: {@code ms_<name>} and {@code vs_<name>} for AdaBelief,
 *     {@code acc_<name>} for RMSprop
 * @param shape the variable's shape
 * @param values a view of the optimizer's own memory from position 0, C order; the next step
 *     changes it
 */
public record StateArray(String name, List<Integer> shape, FloatBuffer values) {}
