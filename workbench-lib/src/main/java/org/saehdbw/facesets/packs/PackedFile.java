package org.saehdbw.facesets.packs;

/**
 * A file in a pack.
 *
 * @param config what the pack says of it
 * @param start its first byte's place in the pack
 * @param length its bytes, of which no one knows yet whether a face may have so many
 */
public record PackedFile(PackedConfig config, long start, long length) {}
