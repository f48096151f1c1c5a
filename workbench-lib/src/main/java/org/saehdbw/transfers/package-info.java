/** Colour and brightness transfers between pictures; the only package that knows ND4J. */
@NullMarked
package org.saehdbw.transfers;

import org.jspecify.annotations.NullMarked;
