/** Help at the cursor of a cell: documentation, completion, words inside strings. */
@NullMarked
package org.saehdbw.notebooks.help;

import org.jspecify.annotations.NullMarked;
