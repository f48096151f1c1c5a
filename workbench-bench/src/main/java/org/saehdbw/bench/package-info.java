/** Benchmarks: JMH classes and whole-run measurements behind {@code ./workbench bench}. */
@NullMarked
package org.saehdbw.bench;

import org.jspecify.annotations.NullMarked;
