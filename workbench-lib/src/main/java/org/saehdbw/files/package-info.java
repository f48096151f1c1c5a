/** Files on disk: how they are read and written. */
@NullMarked
package org.saehdbw.files;

import org.jspecify.annotations.NullMarked;
