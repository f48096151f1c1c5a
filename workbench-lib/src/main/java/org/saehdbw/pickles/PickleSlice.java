package org.saehdbw.pickles;

/**
 * Bytes of a pickle that stayed in its file.
 *
 * @param offset of the first, from the file's start
 * @param length how many
 */
record PickleSlice(long offset, int length) {}
