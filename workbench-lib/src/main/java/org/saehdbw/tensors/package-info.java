/** Ground: tensor operations and their interpreters, parameters, counter-based random numbers. */
@NullMarked
package org.saehdbw.tensors;

import org.jspecify.annotations.NullMarked;
