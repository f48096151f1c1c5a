/** How a settings file names classes of somebody else's: by short name or by class name. */
@NullMarked
package org.saehdbw.extensions;

import org.jspecify.annotations.NullMarked;
