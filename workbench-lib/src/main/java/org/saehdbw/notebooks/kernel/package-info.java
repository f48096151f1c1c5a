/** What the Java kernel lacks: repairs, help at the cursor, errors that say what to do. */
@NullMarked
package org.saehdbw.notebooks.kernel;

import org.jspecify.annotations.NullMarked;
