/** DF and LIAE from a model's short name. */
@NullMarked
package org.saehdbw.architectures;

import org.jspecify.annotations.NullMarked;
