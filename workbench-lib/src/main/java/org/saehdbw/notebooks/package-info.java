/** The Jupyter side: kernel extension and live views. The only place that knows the kernel. */
@NullMarked
package org.saehdbw.notebooks;

import org.jspecify.annotations.NullMarked;
