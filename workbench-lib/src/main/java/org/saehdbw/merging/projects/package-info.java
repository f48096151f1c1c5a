/** Merges of several models, described by a file. */
@NullMarked
package org.saehdbw.merging.projects;

import org.jspecify.annotations.NullMarked;
