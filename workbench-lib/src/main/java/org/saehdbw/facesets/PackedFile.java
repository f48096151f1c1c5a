package org.saehdbw.facesets;

/**
 * A file in a pack.
 *
 * @param config what the pack says of it
 * @param start its first byte's place in the pack
 * @param length its bytes
 */
record PackedFile(PackedConfig config, long start, int length) {}
