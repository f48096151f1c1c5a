/** Writes runs in the forms that other programs read: TensorBoard's event files and CSV. */
@NullMarked
package org.saehdbw.runs.exporting;

import org.jspecify.annotations.NullMarked;
