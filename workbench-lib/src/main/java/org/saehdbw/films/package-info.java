/** Films and folders of frames: read frame by frame, and written, with sound and time stamps. */
@NullMarked
package org.saehdbw.films;

import org.jspecify.annotations.NullMarked;
