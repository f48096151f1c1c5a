package org.saehdbw.films;

import org.saehdbw.pictures.DeepPicture;

/**
 * A frame of a film or a folder.
 *
 * @param number from 0, in the order of time
 * @param name of the picture file, or of the film with the number, without an ending
 * @param time its time stamp, in ticks of the film's clock
 * @param picture its values
 */
public record FilmFrame(long number, String name, long time, DeepPicture picture) {}
