/** What the live page answers with: JSON objects, server-sent events and refusals. */
@NullMarked
package org.saehdbw.dashboard.answers;

import org.jspecify.annotations.NullMarked;
