/**
 * What {@code ./workbench doctor} finds out about a machine, and what it advises: facts are
 * gathered in one place and judged in another, so that every case has a test.
 */
@NullMarked
package org.saehdbw.doctor;

import org.jspecify.annotations.NullMarked;
