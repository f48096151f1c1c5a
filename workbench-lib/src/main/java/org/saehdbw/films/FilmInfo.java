package org.saehdbw.films;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a film or a folder of frames says of itself.
 *
 * @param file the film, or the folder
 * @param width columns of a frame
 * @param height rows of a frame
 * @param channels 1 where frames are stored in gray, 3 in colour
 * @param bits of a value, 8 to 16
 * @param codec its name, such as {@code h264}; {@code pictures} of a folder
 * @param pixels the stored form, such as {@code yuv420p}
 * @param fullRange whether black is 0 in the stored form; otherwise it is 16 of 255
 * @param rate frames a second; of a film of variable rate, their mean
 * @param clock seconds a tick of time stamps
 * @param frames how many it announces, which is not always true; empty if it does not
 * @param sounds its streams of sound, such as {@code aac, 48000 Hz, 2 channels}
 * @param tags what the container says of the film, by the name of the tag
 */
public record FilmInfo(
    Path file,
    int width,
    int height,
    int channels,
    int bits,
    String codec,
    String pixels,
    boolean fullRange,
    Rate rate,
    Rate clock,
    OptionalLong frames,
    List<String> sounds,
    Map<String, String> tags) {
  /** Copies the list and the map. */
  public FilmInfo {
    sounds = List.copyOf(sounds);
    tags = Map.copyOf(tags);
  }
}
