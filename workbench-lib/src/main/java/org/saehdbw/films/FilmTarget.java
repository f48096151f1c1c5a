package org.saehdbw.films;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a film is written as.
 *
 * @param file where it goes; the ending of its name chooses the container
 * @param codec of its picture
 * @param channels 1 for gray, 3 for colour
 * @param bits of the pictures that are given, 8 to 16
 * @param rate frames a second, for players that do not look at time stamps
 * @param clock seconds a tick of the time stamps that are given
 * @param sound the film whose streams of sound are copied, if any
 * @param tags what the container says of the film, by the name of the tag
 */
public record FilmTarget(
    Path file,
    FilmCodec codec,
    int channels,
    int bits,
    Rate rate,
    Rate clock,
    Optional<Path> sound,
    Map<String, String> tags) {
  /**
   * Checks that the codec can be in the container.
   *
   * @throws IllegalArgumentException if not, or channels or bits are out of range
   */
  public FilmTarget {
    tags = Map.copyOf(new LinkedHashMap<>(tags));
    if ((channels != 1 && channels != 3) || bits < 8 || bits > 16) {
      throw new IllegalArgumentException(
          "a film has 1 or 3 channels and 8 to 16 bits, got " + channels + " and " + bits);
    }
    String ending = ending(file);
    if (!codec.endings().contains(ending)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a film of codec %s must end in .%s, got %s",
              codec.word(),
              String.join(", .", codec.endings()),
              file));
    }
  }

  /** A film without sound, a tick a frame, with the usual codec for the ending of its name. */
  public static FilmTarget of(Path file, int channels, int bits, Rate rate) {
    FilmCodec codec = FilmCodec.forEnding(ending(file));
    return new FilmTarget(
        file, codec, channels, bits, rate, rate.inverse(), Optional.empty(), Map.of());
  }

  /** Returns this with another codec. */
  public FilmTarget codec(FilmCodec other) {
    return new FilmTarget(file, other, channels, bits, rate, clock, sound, tags);
  }

  /** Returns this with the rate, the clock and the sound of a film. */
  public FilmTarget like(FilmInfo film) {
    Optional<Path> from = film.sounds().isEmpty() ? Optional.empty() : Optional.of(film.file());
    return new FilmTarget(file, codec, channels, bits, film.rate(), film.clock(), from, tags);
  }

  /** Returns this with the sound of another film. */
  public FilmTarget sound(Path from) {
    return new FilmTarget(file, codec, channels, bits, rate, clock, Optional.of(from), tags);
  }

  /** Returns this with what the container says of the film. */
  public FilmTarget tags(Map<String, String> words) {
    return new FilmTarget(file, codec, channels, bits, rate, clock, sound, words);
  }

  private static String ending(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
