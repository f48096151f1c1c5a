package org.saehdbw.pickles;

/**
 * NumPy's 8-byte integer scalar, for writing. Readers give it as a plain Long.
 *
 * @param value the number
 */
public record NumpyLong(long value) {}
