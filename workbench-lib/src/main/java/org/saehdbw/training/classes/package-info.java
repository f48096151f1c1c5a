/**
 * A user's own losses and blocks that were written in a notebook, as a folder of compiled classes
 * beside their source, so that other processes can train with them.
 */
@NullMarked
package org.saehdbw.training.classes;

import org.jspecify.annotations.NullMarked;
