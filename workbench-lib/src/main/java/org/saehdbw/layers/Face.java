package org.saehdbw.layers;

/**
 * A face picture with its mask.
 *
 * @param picture (N, C, R, R), values in [0, 1]
 * @param mask (N, 1, R, R), values in [0, 1]
 * @param <T> what represents an array
 */
public record Face<T>(T picture, T mask) {}
