/**
 * The questions of {@code train --ask}: their order, their dialogue, and the file of the answers.
 */
@NullMarked
package org.saehdbw.cli.asking;

import org.jspecify.annotations.NullMarked;
