/** What pictures and films say about where they come from, written and read. */
@NullMarked
package org.saehdbw.provenance;

import org.jspecify.annotations.NullMarked;
