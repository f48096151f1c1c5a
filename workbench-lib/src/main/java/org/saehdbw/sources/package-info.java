/** Faces by the text that names them in a settings file or on a command line. */
@NullMarked
package org.saehdbw.sources;

import org.jspecify.annotations.NullMarked;
