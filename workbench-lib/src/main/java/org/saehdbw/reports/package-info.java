/** Tables and pages made of results: run tables, comparison tables, the faceset report. */
@NullMarked
package org.saehdbw.reports;

import org.jspecify.annotations.NullMarked;
