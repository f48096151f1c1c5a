package org.saehdbw.merging.jobs;

import java.nio.file.Path;
import java.util.Optional;
import org.saehdbw.films.FilmCodec;
import org.saehdbw.films.Rate;

/**
 * The film that is made of merged frames.
 *
 * @param file where it goes, if one is wanted
 * @param codec of it; the usual one for its name where empty
 * @param rate frames a second of a film that is made of pictures
 * @param sound whose sound a film of pictures gets
 */
public record FilmOutput(
    Optional<Path> file, Optional<FilmCodec> codec, Rate rate, Optional<Path> sound) {
  private static final int USUAL_RATE = 25;

  static FilmOutput none() {
    return new FilmOutput(
        Optional.empty(), Optional.empty(), new Rate(USUAL_RATE, 1), Optional.empty());
  }

  FilmOutput to(Path other) {
    return new FilmOutput(Optional.of(other), codec, rate, sound);
  }

  FilmOutput codec(FilmCodec other) {
    return new FilmOutput(file, Optional.of(other), rate, sound);
  }

  FilmOutput like(Rate frameRate, Optional<Path> withSound) {
    return new FilmOutput(file, codec, frameRate, withSound);
  }
}
